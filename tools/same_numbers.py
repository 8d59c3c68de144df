"""Whether two trees of the program say the same numbers, to the bit.

    python -m tools.same_numbers write old.json      in the one tree
    python -m tools.same_numbers write new.json      in the other
    python -m tools.same_numbers compare old.json new.json [--renames renames.toml]

`write` runs every command that answers a question, and the report in both languages, at fixed draws
and seed, and stores each value by its field path. `compare` prints what one has and the other has
not, and values that differ. The file of renames has a table `renames` (an old path, or the start of
one up to a dot, and the new one) and a table `last_digits` (a path, and why it may differ: what is
a number must then agree to nine digits).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Values = dict[str, str]
DRAWS = "--draws 200 --seed 3"
COMMANDS: Mapping[str, str] = {
    **{f"claims {view}": f"claims {view} --json" for view in ("list", "resolved", "revisions")},
    **{f"claims {view}": f"claims {view} --json" for view in ("conflicts", "crosschecks")},
    **{f"claims {view}": f"claims {view} --json" for view in ("flags", "tracks")},
    **{f"book {view}": f"book {view} --json" for view in ("agreements", "commitments", "flows")},
    "loop": "loop --json",
    "loop merged": "loop --perimeter merged --firmness letter_of_intent --json",
    "loop simulated": "loop --simulated --draws 200 --json",
    "plan": "plan --draws 2000 --seed 3 --json",
    **{
        question: f"{question} {DRAWS} --json"
        for question in ("earn", "runway", "run", "build", "policy", "value", "rivals")
    },
    "runway S4": f"runway --scenario S4 --set chi_Plus=0.08@2027Q1..2027Q4 {DRAWS} --json",
    "stress": f"stress --party-misses openai --from 2027Q1 --reverse oracle {DRAWS} --json",
    "compare": "compare S0 S4 --draws 200 --seed 3 --json",
    **{
        f"drivers {question}": f"drivers {question} {DRAWS} --json"
        for question in ("runway", "earn", "run", "value")
    },
    "drivers pinned": f"drivers runway --tornado 2 {DRAWS} --json",
    "report en": "report --lang en --draws 50",
    "report zh": "report --lang zh --draws 50",
}
NEVER = frozenset({"hash", "versions"})
"""Fields that hang on the code itself."""
DIGITS = 1e-9


def said(arguments: str) -> str:
    """What a command of the installed program writes."""
    (entry,) = entry_points(group="console_scripts", name="caploop")
    with TemporaryDirectory() as folder:
        target = Path(folder, "said")
        with contextlib.suppress(SystemExit):
            entry.load()([*arguments.split(), "--quiet", "--output", str(target)])
        return target.read_text("utf-8") if target.is_file() else ""


def values_of(text: str) -> Values:
    """JSON, or failing that a page, as values by field path."""
    try:
        return dict(fields(json.loads(text)))
    except json.JSONDecodeError:
        parts = [part.strip() for part in re.split(r"(?=<)|(?<=>)", text)]
        kept = [part for part in parts if part]
        return {f"part {i}": part for i, part in enumerate(kept)}


def fields(record: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Leaves by path; a float is written so that every bit counts."""
    if isinstance(record, Mapping):
        for name, value in record.items():
            if name not in NEVER:
                yield from fields(value, f"{path}.{name}" if path else name)
    elif isinstance(record, list):
        yield f"{path}.length", str(len(record))
        for i, value in enumerate(record):
            yield from fields(value, f"{path}.{i}")
    else:
        yield path, repr(record)


def write(target: Path, only: str | None) -> int:
    """Runs everything and stores it; a command that prints nothing is an error."""
    found: dict[str, Values] = {}
    for name, arguments in COMMANDS.items():
        if only is None or only in name:
            found[name] = values_of(said(arguments))
            print(f"{name}: {len(found[name]):,} values", file=sys.stderr, flush=True)
    target.write_text(json.dumps(found, indent=0), "utf-8")
    silent = [name for name, values in found.items() if not values]
    for name in silent:
        print(f"{name}: nothing was printed", file=sys.stderr)
    return 1 if silent else 0


def renamed(values: Values, table: Mapping[str, str]) -> Values:
    """Values under their new paths, the longest matching start of a path first."""
    starts = sorted(table, key=len, reverse=True)
    found = {}
    for path, value in values.items():
        start = next((s for s in starts if path == s or path.startswith(f"{s}.")), None)
        found[path if start is None else table[start] + path[len(start) :]] = value
    return found


def differences(
    old: Mapping[str, Values], new: Mapping[str, Values], table: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """One line for each value that is not the same, or is on one side only."""
    found = [f"{name}: is not on both sides" for name in sorted(old.keys() ^ new.keys())]
    for name in sorted(old.keys() & new.keys()):
        a, b = renamed(old[name], table.get("renames", {})), new[name]
        for path in sorted(a.keys() | b.keys()):
            x, y = a.get(path), b.get(path)
            if x != y and not _near(x, y, path, allowed=table.get("last_digits", {})):
                found.append(f"{name}: {path}: {x} is now {y}")
    return found


def _near(x: str | None, y: str | None, path: str, *, allowed: Mapping[str, str]) -> bool:
    if x is None or y is None or not any(path == p or path.startswith(f"{p}.") for p in allowed):
        return False
    try:
        a, b = float(x), float(y)
    except ValueError:
        return False
    return abs(a - b) <= DIGITS * max(abs(a), abs(b), DIGITS)


def compare(old: Path, new: Path, renames: Path | None) -> int:
    """Prints what differs; 1 where anything does."""
    table = {} if renames is None else tomllib.loads(renames.read_text("utf-8"))
    a, b = (json.loads(path.read_text("utf-8")) for path in (old, new))
    lines = differences(a, b, table)
    for line in lines[:200]:
        print(line[:300])
    count = sum(len(values) for values in b.values())
    print(f"{len(lines):,} of {count:,} values differ")
    return 1 if lines else 0


def main() -> int:
    """The two commands."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parts = parser.add_subparsers(dest="command", required=True)
    writes = parts.add_parser("write", help="run everything and store it")
    writes.add_argument("target", type=Path)
    writes.add_argument("--only", help="commands with this in their name")
    compares = parts.add_parser("compare", help="print what differs")
    compares.add_argument("old", type=Path)
    compares.add_argument("new", type=Path)
    compares.add_argument("--renames", type=Path)
    given = parser.parse_args()
    if given.command == "write":
        return write(given.target, given.only)
    return compare(given.old, given.new, given.renames)


if __name__ == "__main__":
    sys.exit(main())
