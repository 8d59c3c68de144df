"""Mutated files of a small book: python -m tools.fuzz_files [--minutes 15].

Every mutation is to be taken whole or refused with caploop's own errors, never end in another
exception; what is taken goes out and comes back the same. Hypothesis chooses and shrinks.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from caploop.book.book import Sheets
from caploop.book.examine import examined
from caploop.book.party import parts_of
from caploop.book.store import read_sheets, write_sheets
from caploop.core.errors import CaploopError
from caploop.evidence.ledger import Ledger
from caploop.evidence.store import BUNDLED, read_vocabulary
from caploop.study.claims import claims
from caploop.study.shared.open import book_record, show_agreement
from caploop.study.shared.opening import open_ledger

AGREEMENTS = 4
LATE = date(2026, 3, 1)
WORDS = read_vocabulary()

VALUES = (
    "nan", "-inf", "inf", '"NaN"', "1e400", "1E+999999999", "1e-999999999", "-1", "0", "true",
    "null", "[]", "{}", '"x"', '""', "0001-01-01", "9999-12-31", "2026-02-30", "2026-03-01",
    "2026-03-01T00:00:00", "12:00:00", '"2026-03-01"', "9" * 400, "7_000", "1,5", "CNY", "USD bn",
    '"a;b"', "a" * 200_000, "[[1]]", '{"a": 1}', "0x1F", "--1", "1e5", "0.30",
)  # fmt: skip
ODD: tuple[str, ...] = (
    "\u2028",
    "\u0085",
    "\0",
    "\u200b",
    "\ufeff",
    "\r",
    "e\u0301",
    "\ud7ff",
    "𐀀",
    "\x0c",
)
LETTERS: tuple[str, ...] = (*ODD, *"\n\"'\\,;[]{}=:# \t")


class Mutation(NamedTuple):
    """One change of one file: which file, where from 0 to 1, how, and with which word."""

    file: int
    where: float
    how: str
    word: int


def _line(text: str, change: Mutation, make: Callable[[list[str], int], None]) -> str:
    lines = text.split("\n")
    make(lines, int(change.where * len(lines)))
    return "\n".join(lines)


def _drop(lines: list[str], at: int) -> None:
    del lines[at]


def _twice(lines: list[str], at: int) -> None:
    lines.insert(at, lines[at])


def _swap(lines: list[str], at: int) -> None:
    lines[at], lines[-at] = lines[-at], lines[at]


def _token(text: str, change: Mutation) -> str:
    """A value between its signs replaced: what follows = or : or stands in a cell."""
    found = list(re.finditer(r'(?<=[=:,])\s*("[^"\n]*"|[^,\n}\]]+)', text))
    if not found:
        return text
    hit = found[int(change.where * len(found))]
    blank = " " if hit[0].startswith(" ") else ""
    return f"{text[: hit.start()]}{blank}{VALUES[change.word]}{text[hit.end() :]}"


def _name(text: str, change: Mutation) -> str:
    """A key, a table or a column with a letter less."""
    found = list(re.finditer(r"[A-Za-z_]{3,}", text))
    if not found:
        return text
    hit = found[int(change.where * len(found))]
    return text[: hit.end() - 1] + text[hit.end() :]


def _letter(text: str, change: Mutation) -> str:
    at, letter = int(change.where * len(text)), LETTERS[change.word % len(LETTERS)]
    return f"{text[:at]}{letter}{text[at:]}"


HOW: dict[str, Callable[[str, Mutation], str]] = {
    "token": _token,
    "name": _name,
    "letter": _letter,
    "drop": lambda text, change: _line(text, change, _drop),
    "twice": lambda text, change: _line(text, change, _twice),
    "swap": lambda text, change: _line(text, change, _swap),
    "cut": lambda text, change: text[: int(change.where * len(text))],
    "shrink": lambda text, change: text[: int(change.where * len(text))] + text[-1:],
    "bare": lambda text, change: text.replace("[[", "[").replace("]]", "]"),
}

MUTATIONS = st.lists(
    st.builds(
        Mutation,
        st.integers(0, 8),
        st.floats(0, 1, exclude_max=True, allow_nan=False),
        st.sampled_from(sorted(HOW)),
        st.integers(0, len(VALUES) - 1),
    ),
    min_size=1,
    max_size=3,
)


@contextmanager
def small_book() -> Iterator[Path]:
    """A folder with a few agreements of the book that comes with the program, and all they need."""
    sheets, _ = read_sheets(BUNDLED)
    agreements = sheets.agreements[:AGREEMENTS]
    parties = _needed(
        {n for a in agreements for t in a.tranches for n in (t.payer, t.payee)}, sheets
    )
    tables = dict(sheets.tables)
    tables["parameters.csv"] = tables["parameters.csv"][:5]
    named = {c for a in agreements for t in a.tranches for c in t.claims}
    named |= {name for row in parties for name in row["source"]}
    named |= {name for row in tables["parameters.csv"] for name in row["claims"].split()}
    evidence = sheets.evidence
    kept = tuple(c for c in evidence.claims if c.id in named)
    papers = {c.document for c in kept}
    ids = {c.id for c in kept}
    names = {row["id"] for row in parties}
    rows = [r for r in tables["positions.csv"] if {r["party"], r["counterparty"]} <= names | {""}]
    tables["positions.csv"] = tuple(rows[:8])
    used = {row["item"] for row in rows[:8]}
    within = {row["within"] for row in tables["items.csv"] if row["id"] in used}
    whole = used | within | {"total_assets", "total_liabilities", "total_equity"}
    tables["items.csv"] = tuple(row for row in tables["items.csv"] if row["id"] in whole)
    small = replace(
        sheets,
        agreements=tuple(
            replace(a, tranches=tuple(replace(t, overlaps=()) for t in a.tranches))
            for a in agreements
        ),
        parties=parties,
        evidence=replace(
            evidence,
            documents=tuple(d for d in evidence.documents if d.id in papers),
            claims=kept,
            links=tuple(k for k in evidence.links if {k.source, k.target} <= ids),
            overrides=tuple(o for o in evidence.overrides if o.claim in ids),
            crosschecks=(),
        ),
        scenarios=(_SCENARIO,),
        tables=tables,
    )
    with TemporaryDirectory() as place:
        write_sheets(small, Path(place, "book"))
        yield Path(place, "book")


def _needed(names: set[str], sheets: Sheets) -> tuple[Mapping[str, Any], ...]:
    """Rows of these parties and of those they name."""
    rows = {row["id"]: row for row in sheets.parties}
    wanted = {part for name in names for part in parts_of(name)}
    for _ in rows:
        tied = {rows[n].get(f) for n in wanted for f in ("parent", "part_of")} - {None}
        wanted |= {str(name) for name in tied}
    return tuple(row for row in sheets.parties if row["id"] in wanted)


_SCENARIO = {
    "id": "S0",
    "title_en": "as it is",
    "title_zh": "现状",
    "source": "assumption",
    "changes": [
        {
            "target": "lever",
            "name": "funding_window",
            "action": "set",
            "word": "shut",
            "from_quarter": "2027Q1",
            "reason": "to have one",
        }
    ],
}


def files_of(home: Path) -> list[Path]:
    """The files of a book, in one order."""
    return sorted(path for path in home.rglob("*") if path.is_file())


def outcome(home: Path, mutations: Sequence[Mutation]) -> str:
    """ "taken", "refused" or "same": what became of the book with some of its files changed.

    Raises what the program should not, and AssertionError where something was lost on the way.
    """
    before = {path: path.read_bytes() for path in files_of(home)}
    try:
        for change in mutations:
            path = list(before)[change.file % len(before)]
            text = path.read_bytes().decode("utf-8", "surrogatepass")
            path.write_bytes(HOW[change.how](text, change).encode("utf-8", "surrogatepass"))
        if all(path.read_bytes() == raw for path, raw in before.items()):
            return "same"
        return answered(home)
    finally:
        for path, raw in before.items():
            path.write_bytes(raw)


def answered(home: Path) -> str:
    """ "taken" or "refused": what becomes of a book as it stands; see `outcome`."""
    try:
        sheets, places = read_sheets(home)
        book, problems = examined(sheets, WORDS, places=places)
        if problems:
            return "refused"
        _comes_back(home)
        record = book_record(book, as_of=LATE, known_at=LATE)
        for agreement in book.agreements:
            show_agreement(book, agreement.id, as_of=LATE, known_at=LATE)
        assert all(c.gross_usd.is_finite() for c in record.commitments)
        text = (home / "book" / "agreements.toml").read_text("utf-8-sig")
        headers = re.findall(r"^\s*\[\[\s*agreement\s*\]\]", text, re.MULTILINE)
        assert len(headers) == len(book.agreements), "an agreement is gone"
        opened = open_ledger(book=home, as_of=LATE, known_at=LATE)
        assert isinstance(opened.ledger, Ledger)
        claims(opened.ledger, as_of=LATE, known_at=LATE)
        opened.ledger.close()
    except CaploopError:
        return "refused"
    return "taken"


def _comes_back(home: Path) -> None:
    """What can be read can be written, and read again the same."""
    sheets, _ = read_sheets(home)
    out = home.parent / "out"
    try:
        write_sheets(sheets, out)
        again, _ = read_sheets(out)
        assert again == sheets, "an export is not what it was made from"
    finally:
        shutil.rmtree(out, ignore_errors=True)


def fuzz(home: Path, *, minutes: float, first_seed: int = 0) -> tuple[Counter[str], list[str]]:
    """Outcomes counted, and the least mutations that ended as nothing should."""
    counts: Counter[str] = Counter()
    found: list[str] = []
    until = time.monotonic() + 60 * minutes
    number = first_seed
    while time.monotonic() < until:
        number += 1
        try:
            _batch(home, counts, number)()
        except Exception as error:
            found.append(f"{type(error).__name__}: {error} {getattr(error, '__notes__', '')}")
            print(found[-1], flush=True)
    return counts, found


def _batch(home: Path, counts: Counter[str], number: int) -> Callable[[], None]:
    @seed(number)
    @settings(
        max_examples=100,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(mutations=MUTATIONS)
    def tried(mutations: list[Mutation]) -> None:
        counts[outcome(home, mutations)] += 1

    return tried


def main(arguments: Sequence[str]) -> int:
    """Prints the counts; 1 where a mutation ended as none should."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    with small_book() as home:
        if answered(home) != "taken":
            raise SystemExit("the book to be changed has faults of its own: mend small_book")
        counts, found = fuzz(home, minutes=asked.minutes, first_seed=asked.seed)
    print(json.dumps(counts), len(found), "findings")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
