"""Cost of clearing against size: `python -m benchmarks.clearing_size DAY`, some minutes.

Each figure is measured in a process of its own, so that its memory is its own; NumPy's own threads
are held at one, as they get in the way of each other on a busy machine. Writes
`clearing_size.json` beside this file and the picture in docs, prints the table that docs show.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.clearing_picture import clearing_picture, table

HERE = Path(__file__).parent
FIGURES = HERE / "clearing_size.json"
PICTURE = HERE.parent / "docs" / "img" / "clearing_cost.svg"
MEASURES = ("eisenberg_noe", "debtrank")
SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
MANY = 1_000
MANY_PARTIES_MOST = 10_000
DENSE_PARTIES_MOST = 1_000
LIMIT_S = 580


def cases() -> Iterator[tuple[str, str, int, int]]:
    """Measure, who solves, parties and scenarios of each figure, the small ones first."""
    for parties in SIZES:
        for scenarios in (1, MANY):
            if scenarios > 1 and parties > MANY_PARTIES_MOST:
                continue
            for measure in MEASURES:
                for who in ("caploop", "scipy", "numpy"):
                    if who != "numpy" or parties <= DENSE_PARTIES_MOST:
                        yield measure, who, parties, scenarios


def main(day: str) -> None:
    """Measures all cases and writes figures and picture."""
    rows: list[dict[str, Any]] = []
    for measure, who, parties, scenarios in cases():
        found = _child(measure, who, parties=parties, scenarios=scenarios)
        case = {"measure": measure, "who": who, "parties": parties, "scenarios": scenarios}
        rows.append({**case, **found})
        print(json.dumps(rows[-1]), flush=True)
    told = {"day": day, "machine": _machine(), "rows": rows}
    lines = ",\n".join(f"  {json.dumps(row)}" for row in rows)
    head = json.dumps({k: v for k, v in told.items() if k != "rows"}).removesuffix("}")
    FIGURES.write_text(f'{head}, "rows": [\n{lines}\n]}}\n')
    PICTURE.write_text(clearing_picture(told) + "\n")
    print(table(told))


def _machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy"))
    cores = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    return f"{cores}, Python {platform.python_version()}, {libraries}"


def _child(measure: str, who: str, *, parties: int, scenarios: int) -> Mapping[str, float]:
    script = "benchmarks.clearing_size_child"
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-m", script, measure, who, str(parties), str(scenarios)],
        env={**os.environ, **one_thread},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main(sys.argv[1])
