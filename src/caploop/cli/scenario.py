"""What `caploop scenario` prints and writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from caploop.book import (
    LEVERS,
    Book,
    ChangeRow,
    OwnFile,
    Scenario,
    Told,
    change_rows,
    is_own,
    known_book,
    number_text,
    read_own,
    row_pairs,
    template,
)
from caploop.cli.output import Tell, check_place, emit, json_text, teller, text_width, write_whole
from caploop.core.command import refuse_idle
from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.names import offered
from caploop.report.tables import (
    ListedName,
    ListedScenario,
    TextTable,
    as_csv,
    as_text,
    changes_table,
    list_table,
    names_table,
    pairs_table,
    rests_on,
)
from caploop.study.shared import check_own, open_book


class ScenarioCall(Struct, frozen=True, kw_only=True):
    """A call of `caploop scenario`: which book, the form wanted, what a new file begins with."""

    book: Path | None
    ledger: str | None
    as_of: date | None
    known_at: date | None
    form: str | None
    output: Path | None
    start: str | None
    quiet: bool

    def open(self) -> Book:
        """The checked book."""
        return open_book(book=self.book, url=self.ledger)


def answer_scenario(view: str, names: Sequence[str], **options: Any) -> int:
    """Prints or does what the view says; returns the exit code."""
    asked = ScenarioCall(**options)
    if view != "new":
        refuse_idle("start", where=f"for {view}")
    else:
        refuse_idle("form", "output", where="for new, which names its file")
    if view != "check":
        refuse_idle("as_of", "known_at", where=f"for {view}: dates change no scenario")
    check_place(asked.output)
    return _VIEWS[view](names, asked, teller(quiet=asked.quiet))


def _new(names: Sequence[str], asked: ScenarioCall, tell: Tell) -> int:
    path = Path(_one(names, "new my-view.toml"))
    if not is_own(path.name):
        raise UsageError(f"{path} does not end with .toml; call it {path}.toml")
    if path.exists():
        raise UsageError(f"{path} is there already; name a new file, or edit that one")
    book = asked.open()
    start = _of_book(book, asked.start) if asked.start else None
    stem = "-".join(part for part in _words(path.stem) if part) or "own"
    write_whole(path, template(book, name=stem, file=str(path), start=start))
    tell(f"wrote {path}; edit it, then caploop scenario check {path}")
    return 0


def _words(stem: str) -> list[str]:
    """The parts of a file's name of which the scenario's name is joined."""
    return "".join(c if c.isalnum() or c in "-_." else " " for c in stem).split()


def _show(names: Sequence[str], asked: ScenarioCall, tell: Tell) -> int:
    if not names:
        raise UsageError("name a scenario or a file: caploop scenario show S4")
    book = asked.open()
    shown = [(name, *_rows(book, name)) for name in names]
    if asked.form == "json":
        rows = [{"name": name, "hash": found.hash, "changes": rows} for name, found, rows in shown]
        emit(json_text(rows[0] if len(rows) == 1 else rows), asked.output, tell)
        return 0
    tables = [changes_table(rows, title=_title(found)) for _, found, rows in shown]
    return _emit(tables, asked, tell)


def _title(found: ListedScenario) -> str:
    told = f"{found.name}: {found.title}"
    return f"{told} ({found.hash})" if found.hash else told


def _diff(names: Sequence[str], asked: ScenarioCall, tell: Tell) -> int:
    if len(names) != 2:
        raise UsageError("name two scenarios or files: caploop scenario diff S4 my-view.toml")
    book = asked.open()
    (a, mine), (b, other) = (_rows(book, name) for name in names)
    pairs = row_pairs(mine, other)
    tell(f"{len(pairs)} differences between {a.name} {a.hash} and {b.name} {b.hash}")
    if asked.form == "json":
        emit(json_text({"a": a, "b": b, "differences": pairs}), asked.output, tell)
        return 0
    return _emit([pairs_table(pairs, names=(names[0], names[1]))], asked, tell)


def _check(names: Sequence[str], asked: ScenarioCall, tell: Tell) -> int:
    if not names:
        raise UsageError("name a file: caploop scenario check my-view.toml")
    known = known_book(asked.open(), as_of=asked.as_of, known_at=asked.known_at)
    found = [check_own(known, Path(name)) for name in names]
    if asked.form == "json":
        emit(json_text(found[0] if len(found) == 1 else found), asked.output, tell)
    else:
        lines = [
            f"{c.name} {c.hash}: {c.changes} changes, {c.amendments} amendments, "
            f"{len(c.problems)} problems"
            for c in found
        ]
        emit("\n".join(lines), asked.output, tell)
    if problems := [p for c in found for p in c.problems]:
        raise InputInvalidError(problems)
    return 0


def _list(names: Sequence[str], asked: ScenarioCall, tell: Tell) -> int:
    book = asked.open()
    found = [_listed(s) for s in book.scenarios] if not names else []
    found += [_rows(book, name)[0] for name in names]
    if asked.form == "json":
        emit(json_text(found), asked.output, tell)
        return 0
    return _emit([list_table(found)], asked, tell)


def _names(names: Sequence[str], asked: ScenarioCall, tell: Tell) -> int:
    words = [word.lower() for word in names]
    found = [
        row
        for row in _every_name(asked.open())
        if all(w in f"{row.kind} {row.name} {row.about}".lower() for w in words)
    ]
    if not found:
        raise NotFoundError(f"nothing is called after {' '.join(names)!r}; try one shorter word")
    if asked.form == "json":
        emit(json_text(found), asked.output, tell)
        return 0
    return _emit([names_table(found)], asked, tell)


def _every_name(book: Book) -> Iterator[ListedName]:
    for p in book.parameters:
        value = number_text(p.central)
        if p.low != p.high:
            value += f" ({number_text(p.low)} to {number_text(p.high)})"
        yield ListedName(
            kind="parameter",
            name=p.symbol,
            value=value,
            unit=p.unit,
            about=p.name,
            rests_on=rests_on(p),
        )
    for name, lever in LEVERS.items():
        takes = " or ".join(lever.words)
        yield ListedName(kind="lever", name=name, value=takes, unit=lever.unit, about=lever.meaning)
    for a in book.agreements:
        live = ", ".join(t.id for t in a.tranches if t.state == "live")
        yield ListedName(kind="agreement", name=a.id, value="", unit="", about=live)
    for group in dict.fromkeys(a.group for a in book.agreements):
        held = ", ".join(a.id for a in book.agreements if a.group == group)
        yield ListedName(kind="group", name=group, value="", unit="", about=held)


def _rows(book: Book, name: str) -> tuple[ListedScenario, tuple[ChangeRow, ...]]:
    """A scenario of the book or of a file by its name, and every change of it."""
    if not is_own(name):
        scenario = _of_book(book, name)
        return _listed(scenario), change_rows(book, scenario)
    found = read_own(Path(name), parameters=book.parameters, agreements=book.sheets.agreements)
    told = Told(author=found.author, day=found.date)
    return _listed(found.scenario, found), change_rows(
        book, found.scenario, found.amendments, told=told
    )


def _listed(scenario: Scenario, found: OwnFile | None = None) -> ListedScenario:
    amendments = len(found.amendments) if found else 0
    return ListedScenario(
        name=scenario.id,
        title=scenario.title_en,
        changes=len(scenario.changes) + amendments,
        author=found.author if found else scenario.source,
        date=found.date if found else None,
        hash=found.hash if found else "",
    )


def _of_book(book: Book, name: str) -> Scenario:
    known = {s.id: s for s in book.scenarios}
    if name not in known:
        hint = offered(name, known, f"there are {', '.join(known)}; a file ends with .toml")
        raise NotFoundError(f"no scenario is called {name!r}; {hint}")
    return known[name]


def _one(names: Sequence[str], example: str) -> str:
    if len(names) != 1:
        raise UsageError(f"name one file: caploop scenario {example}")
    return names[0]


def _emit(tables: Iterable[TextTable], asked: ScenarioCall, tell: Tell) -> int:
    width = text_width(asked.output)
    text = "\n\n".join(
        as_csv(table) if asked.form == "csv" else as_text(table, width) for table in tables
    )
    emit(text, asked.output, tell)
    return 0


View = Callable[[Sequence[str], ScenarioCall, Tell], int]
_VIEWS: dict[str, View] = {
    "new": _new,
    "show": _show,
    "diff": _diff,
    "check": _check,
    "list": _list,
    "names": _names,
}
