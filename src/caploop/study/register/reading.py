"""Statements out of a TOML file: each is taken, or every fault in it is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

import caploop
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence import field_problems, read_vocabulary
from caploop.study.register.statement import DatedStatement
from caploop.study.score.measures import EVENTS, MEASURES, RunMeasure
from caploop.study.score.outcomes import FIRST_DAY, LAST_DAY, SUM

HOME = Path(caploop.__file__).parent / "data" / "register"
STATEMENTS = "statements.toml"
TOLD: Mapping[str, RunMeasure] = {**MEASURES, **EVENTS}
SCALES: Mapping[str, tuple[str, float]] = {
    "USD bn": ("USD", 1e9),
    "GW": ("W", 1e9),
    "mn": ("user", 1e6),
    "share": ("fraction", 1.0),
    "yes": ("", 1.0),
}
"""By the unit of a measure that of the claims that resolve it, and how many of these it is."""
OVER = frozenset(("flow", "added", "event"))
"""Kinds of measures that are told over a period."""
HEAD = re.compile(r"^\[\[statement\]\]", re.MULTILINE)


def bundled_statements() -> tuple[DatedStatement, ...]:
    """The statements that come with the program."""
    return read_statements(HOME / STATEMENTS)


def read_statements(path: Path) -> tuple[DatedStatement, ...]:
    """Statements of a file; raises NotFoundError without it, InputInvalidError with all faults."""
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}; name a TOML file of statements")
    try:
        found, problems = statements_from(path.read_text("utf-8"), file=path.name)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place = Place(file=path.name)
        told = _problem("file-unreadable", path.name, str(error), hint="mend it", place=place)
        raise InputInvalidError([told]) from error
    if problems:
        raise InputInvalidError(problems)
    return tuple(found)


def statements_from(text: str, *, file: str) -> tuple[list[DatedStatement], list[Problem]]:
    """Statements of a text, and a problem for each fault with the line of its statement."""
    rows = tomllib.loads(text).get("statement", [])
    lines = [text.count("\n", 0, found.start()) + 1 for found in HEAD.finditer(text)]
    taken: list[DatedStatement] = []
    problems: list[Problem] = []
    for row, line in zip(rows, lines, strict=True):
        place = Place(file=file, line=line)
        found = list(field_problems(row, DatedStatement, place=place))
        if not found:
            made = msgspec.convert(row, DatedStatement)
            found = [*_faults(made, place), *_again(made, taken, place)]
            taken.append(made)
        problems += found
    if not rows:
        hint, said = "write a [[statement]]", "the file has no statement"
        problems.append(_problem("statements-empty", file, said, hint=hint, place=Place(file=file)))
    return taken, problems


def _again(
    one: DatedStatement, before: Iterable[DatedStatement], place: Place
) -> Iterator[Problem]:
    if one.id in {other.id for other in before}:
        hint, said = "give each statement an id of its own", "the id is there twice"
        yield _problem("id-twice", one.id, said, hint=hint, place=_at(place, "id"))


def _faults(one: DatedStatement, place: Place) -> Iterator[Problem]:
    """What the entries of a statement say against each other, or against the series there are."""
    if one.unsaid is not None:
        return
    measure = TOLD.get(one.measure)
    if measure is None:
        hint = offered(one.measure, TOLD, f"the measures are {', '.join(TOLD)}")
        said = f"no measure is called {one.measure!r}"
        yield _problem("measure-unknown", one.id, said, hint=hint, place=_at(place, "measure"))
        return
    yield from _of_whom(one, one.measure, one.party, place=place)
    if measure.unit not in SCALES:
        hint = f"ask for a measure in {', '.join(SCALES)}"
        said = f"no claim tells {one.measure} in {measure.unit}"
        yield _problem("unit-differs", one.id, said, hint=hint, place=_at(place, "measure"))
    if one.against is not None:
        other, whose = one.against.measure or one.measure, one.against.party or one.party
        yield from _of_whom(one, other, whose, place=_at(place, "against"))
        if other in TOLD and TOLD[other].unit != measure.unit:
            hint, said = "hold like against like", f"{one.measure} and {other} differ in unit"
            yield _problem("unit-differs", one.id, said, hint=hint, place=_at(place, "against"))
    claims = read_vocabulary().measures
    if one.claim not in claims:
        hint = offered(one.claim, claims, "name a measure of claims that resolves it")
        said = f"no claims are of {one.claim!r}"
        yield _problem("claim-unknown", one.id, said, hint=hint, place=_at(place, "claim"))
    yield from _days(one, measure, place)
    yield from _limits(one, place)


def _of_whom(one: DatedStatement, name: str, party: str, *, place: Place) -> Iterator[Problem]:
    measure = TOLD.get(name)
    if measure is None:
        said, hint = f"no measure is called {name!r}", offered(name, TOLD, "name one of ours")
        yield _problem("measure-unknown", one.id, said, hint=hint, place=place)
        return
    for whose in party.split(SUM):
        if whose not in measure.parties:
            hint = offered(whose, measure.parties, f"it is told of {', '.join(measure.parties)}")
            said = f"{name} is not told of {whose!r}"
            yield _problem("party-unknown", one.id, said, hint=hint, place=_at(place, "party"))


def _days(one: DatedStatement, measure: RunMeasure, place: Place) -> Iterator[Problem]:
    if one.end is None:
        said, hint = "there is no end", "give the day, or the last one of the period"
        yield _problem("period-wrong", one.id, said, hint=hint, place=_at(place, "end"))
        return
    if (one.start is not None) != (measure.kind in OVER):
        hint = "give start and end" if one.start is None else "leave start out"
        said = f"{one.measure} is {'over a period' if one.start is None else 'on one day'}"
        yield _problem("period-wrong", one.id, said, hint=hint, place=_at(place, "start"))
    if not FIRST_DAY <= (one.start or one.end) <= one.end <= LAST_DAY:
        said = f"{one.start or one.end} to {one.end} is no period within the run"
        hint = f"give days from {FIRST_DAY} to {LAST_DAY}, the earlier first"
        yield _problem("period-outside", one.id, said, hint=hint, place=_at(place, "end"))
    if one.deadline < one.end:
        said, hint = f"the deadline {one.deadline} lies before its end", "give a later deadline"
        yield _problem("period-wrong", one.id, said, hint=hint, place=_at(place, "deadline"))


def _limits(one: DatedStatement, place: Place) -> Iterator[Problem]:
    """Whether there is exactly what the comparison needs."""
    held = (one.threshold is not None, one.upper is not None, one.against is not None)
    wanted = {"happens": [(False, False, False)], "within": [(True, True, False)]}
    among = wanted.get(one.comparison, [(True, False, False), (False, False, True)])
    if (
        not one.comparison
        or held not in among
        or (one.measure in EVENTS) != (one.comparison == "happens")
    ):
        hint = "give threshold or against; threshold and upper for within; none for happens"
        said = f"{one.comparison!r} of {one.measure} lacks something, or has too much"
        yield _problem("limit-wrong", one.id, said, hint=hint, place=_at(place, "comparison"))


def _at(place: Place, field: str) -> Place:
    return Place(file=place.file, line=place.line, field=place.field or field)


def _problem(code: str, subject: str, said: str, *, hint: str, place: Place) -> Problem:
    return Problem(code=code, subject=subject, message=said, hint=hint, place=place)
