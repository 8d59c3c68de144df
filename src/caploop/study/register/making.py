"""New entries: which statements get one, and what each says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

import caploop
from caploop.book import KnownBook
from caploop.core.cache import code_digest
from caploop.core.errors import InputInvalidError, UsageError
from caploop.core.problem import Place, Problem
from caploop.evidence import Claim
from caploop.study.options import RegisterOptions
from caploop.study.register.base_rate import base_rate
from caploop.study.register.entry import RegisterEntry
from caploop.study.register.query import SCENARIO, Probabilities, probabilities
from caploop.study.register.resolve import resolution
from caploop.study.register.statement import DatedStatement, statement_digest
from caploop.study.register.store import Entries
from caploop.study.score.outcomes import bundled_outcomes
from caploop.study.shared.rows import versions

BEFORE_ALL = date.min


class Making(Struct, frozen=True, kw_only=True):
    """What entries are made of: the book, the statements, the claims there are, and the day."""

    known: KnownBook
    options: RegisterOptions
    statements: tuple[DatedStatement, ...]
    claims: tuple[Claim, ...]
    day: date

    def missing(self, entries: Entries) -> tuple[DatedStatement, ...]:
        """Statements that get an entry: those without one, or with `amend` all that are open.

        Left out is what the model cannot say, what is past its deadline, and what claims that were
        public by the day decide: a forecast is made before the fact.
        """
        held = {entry.statement.id for entry in entries}
        again = self.options.amend is not None
        return tuple(
            one
            for one in self.statements
            if one.unsaid is None and (again or one.id not in held) and self._is_open(one)
        )

    def probabilities(self, wanted: tuple[DatedStatement, ...]) -> Probabilities:
        """Of the statements wanted, by one run of the book."""
        return probabilities(self.known, wanted, self.options.draws, seed=self.options.seed)

    def entries(
        self, before: Entries, wanted: Sequence[DatedStatement], run: Probabilities
    ) -> Iterator[RegisterEntry]:
        """An entry for each statement wanted that has none yet, or beside its last one."""
        held = {entry.statement.id: entry for entry in before}
        of = {row.statement: row for row in run.rows}
        outcomes, shared = bundled_outcomes().rows, self._shared()
        for one in wanted:
            last = held.get(one.id)
            if last is not None and self.options.amend is None:
                continue
            base, found = base_rate(one, outcomes, by=self.day), of[one.id]
            yield RegisterEntry(
                **shared,
                statement=one,
                digest=statement_digest(one),
                probability=found.value,
                low=found.low,
                high=found.high,
                told=found.told,
                base_rate=base.value,
                base=base.how,
                amends=None if last is None else last.hash,
                because=None if last is None else self.options.amend,
            )

    def _shared(self) -> dict[str, Any]:
        """What entries of one run have in common."""
        own = versions(self.known.book)
        vintage = self.known.book.sheets.vintage
        return {
            "number": 0,
            "made": self.day,
            "scenario": SCENARIO,
            "draws": self.options.draws,
            "seed": self.options.seed,
            "as_of": self.known.as_of,
            "known_at": self.known.known_at,
            "vintage": vintage.id if vintage else None,
            "book": own.book,
            "caploop": own.caploop,
            "code": code_digest([Path(caploop.__file__).parent]),
            "commit": self.options.commit,
        }

    def _is_open(self, one: DatedStatement) -> bool:
        if one.deadline < self.day:
            return False
        return resolution(one, self.claims, after=BEFORE_ALL, day=self.day).state == "open"


def check_unchanged(statements: Sequence[DatedStatement], entries: Entries, file: str) -> None:
    """Raises InputInvalidError for statements that say something else than was registered."""
    said = {entry.statement.id: entry.digest for entry in entries}
    hint = "a registered statement stays as it is: give the new one an id of its own"
    changed = [s for s in statements if said.get(s.id, "") not in {"", statement_digest(s)}]
    problems = [
        Problem(
            code="statement-changed",
            subject=one.id,
            message="it is registered in other words",
            hint=hint,
            place=Place(file=file),
        )
        for one in changed
    ]
    if problems:
        raise InputInvalidError(problems)


def check_day(day: date, entries: Entries) -> None:
    """Raises UsageError for entries of a day before the last one's."""
    if entries and day < entries[-1].made:
        raise UsageError(
            f"the last entry was made on {entries[-1].made}; --day {day} would stand before it"
        )
