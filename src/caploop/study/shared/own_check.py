"""A file of one's own checked against the book and against what a run reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from caploop.book import KnownBook, OwnFile, Scenario, ScenarioChange, examined_own
from caploop.core.errors import CaploopError, InputInvalidError, UsageError
from caploop.core.problem import Place, Problem
from caploop.model.assembly import model_inputs
from caploop.model.terms import QUARTERS, READ_IN
from caploop.study.shared.own_files import with_file


class OwnCheck(Struct, frozen=True, kw_only=True):
    """What a file holds, its hash, and every problem found in it."""

    name: str
    changes: int
    amendments: int
    hash: str
    problems: tuple[Problem, ...]


def check_own(known: KnownBook, path: Path) -> OwnCheck:
    """A file as it is written against the book and the model; raises NotFoundError for none."""
    found, problems = examined_own(
        path, parameters=known.book.parameters, agreements=known.book.sheets.agreements
    )
    if found is None:
        return OwnCheck(name=path.stem, changes=0, amendments=0, hash="", problems=tuple(problems))
    if not problems:
        problems = [*_amend_problems(known, found, path), *_run_problems(known, found, path)]
    return OwnCheck(
        name=found.scenario.id,
        changes=len(found.scenario.changes),
        amendments=len(found.amendments),
        hash=found.hash,
        problems=tuple(problems),
    )


def _amend_problems(known: KnownBook, found: OwnFile, path: Path) -> Sequence[Problem]:
    try:
        with_file(known, found, path=path)
    except InputInvalidError as error:
        return error.problems
    except UsageError as error:
        line = found.lines[len(found.scenario.changes)]
        return [_problem(found.scenario.id, str(error), Place(file=str(path), line=line))]
    return []


def _run_problems(known: KnownBook, found: OwnFile, path: Path) -> Iterator[Problem]:
    """What the model has no reading of: a parameter no equation reads, quarters it cannot take."""
    for change, line in zip(found.scenario.changes, found.lines, strict=False):
        place = Place(file=str(path), line=line, field="name")
        if change.target == "parameter" and change.name not in READ_IN:
            said = "no equation reads it: it would change nothing"
            yield _problem(change.name, said, place)
        elif refused := _refused(known, found.scenario, (change,)):
            yield _problem(change.name, refused, place)


def _refused(
    known: KnownBook, scenario: Scenario, changes: tuple[ScenarioChange, ...]
) -> str | None:
    try:
        model_inputs(known, replace(scenario, changes=changes), quarters=QUARTERS)
    except CaploopError as error:
        return str(error)
    return None


def _problem(subject: str, message: str, place: Place) -> Problem:
    hint = "see caploop scenario names for what a run reads, or mend the table"
    return Problem(code="not-run", subject=subject, message=message, hint=hint, place=place)
