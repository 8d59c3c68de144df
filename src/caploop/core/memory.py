"""How much memory there is for a run, and a refusal of what would not fit in it."""

from __future__ import annotations

import os
from pathlib import Path

from caploop.core.errors import UsageError

MEMINFO = Path("/proc/meminfo")
GROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
MB, GB = 1e6, 1e9


def free_bytes() -> float | None:
    """Bytes that a process can still have here; None where the system does not tell.

    The limit of a group of processes counts where there is one, as in a container.
    """
    found = [amount for amount in (_available(), _limit()) if amount is not None]
    return min(found) if found else None


def _available() -> float | None:
    try:
        lines = MEMINFO.read_text("ascii").splitlines()
        return next(float(line.split()[1]) * 1024 for line in lines if "MemAvailable" in line)
    except (OSError, StopIteration, ValueError):
        pass
    try:
        return float(os.sysconf("SC_PHYS_PAGES")) * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def _limit() -> float | None:
    try:
        return float(GROUP_LIMIT.read_text("ascii"))
    except (OSError, ValueError):  # "max" where there is none
        return None


def check_fits(draws: int, *, bytes_a_draw: float, what: str, instead: str) -> None:
    """Raises UsageError where draws of so many bytes each are more than the memory there is.

    `what` says whose draws they are, `instead` what to do beside taking fewer.
    """
    free = free_bytes()
    if free is None or draws * bytes_a_draw <= free:
        return
    needed = draws * bytes_a_draw / GB
    raise UsageError(
        f"{draws:,} draws of {what} would take some {needed:,.1f} GB of memory, and "
        f"{free / GB:,.1f} GB are free; take {int(free / bytes_a_draw):,} at most{instead}"
    )
