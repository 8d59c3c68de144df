"""What every test may ask for, and how hypothesis searches."""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.order import InCompany, ordered
from tests.postgres_server import ServerError, postgres_server

IN_CI = bool(os.environ.get("CI"))
ROOT = Path(__file__).resolve().parent.parent
STATM = Path("/proc/self/statm")
MOST_MEMORY, MORE_MEMORY = 2.5e9, 1e9
HELD = {"most": MOST_MEMORY}

# Set before JAX is imported: compiling takes far longer here than running what was compiled, so it
# is done without optimisation, by the emitter that is done with a kernel in half the time, and once
# for all tests that compile the same.
PLAIN = "--xla_backend_optimization_level=0 --xla_cpu_use_fusion_emitters=false"
os.environ.setdefault("XLA_FLAGS", PLAIN)
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(ROOT / ".pytest_cache" / "compiled"))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0.05")

# No test reads back what another one asked, perhaps with a part of the program replaced.
os.environ["CAPLOOP_ANSWERS"] = "off"

settings.register_profile("local", deadline=None, max_examples=50)
# There the examples are the same every time: new ones are looked for on the desks of people.
settings.register_profile("ci", deadline=None, max_examples=25, derandomize=True, database=None)
settings.load_profile("ci" if IN_CI else "local")


@pytest.fixture(scope="module", autouse=True)
def _first_vintage() -> Iterator[None]:
    """Most tests state facts of the first vintage, which never changes; others name their own.

    Examples in documents stand elsewhere: they say what a reader gets, who has set no variable.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAPLOOP_BOOK", "2026-03")
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files begin, whatever the alphabet says."""
    items[:] = ordered([(item.nodeid.split("::")[0], item) for item in items])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InCompany | None:
    """With `--dist loadfile` some files share a worker."""
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return InCompany(config, log)


def _memory() -> int:
    """Bytes that this process holds now, where the system tells."""
    return int(STATM.read_text("ascii").split()[1]) * resource.getpagesize()


@pytest.fixture(scope="module", autouse=True)
def _within_memory() -> Iterator[None]:
    """Compiled functions of a module's models are let go where they have piled up.

    Not again before as much has piled up anew: what stays is in use, and all else would be compiled
    again after every module.
    """
    yield
    if STATM.exists() and "jax" in sys.modules and _memory() > HELD["most"]:
        sys.modules["jax"].clear_caches()
        gc.collect()
        HELD["most"] = max(MOST_MEMORY, _memory() + MORE_MEMORY)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address for SQLAlchemy of a PostgreSQL server that runs for this session alone."""
    try:
        with postgres_server() as url:
            yield url
    except ServerError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of source documents next to the checkout; without it the test is skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder `shared` next to the checkout: the source documents are not here")
    return folder
