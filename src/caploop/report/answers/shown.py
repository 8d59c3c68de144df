"""An answer with all that shows it: record, tables, language, and what stands first in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from caploop.core.errors import NotFoundError
from caploop.core.message import Message
from caploop.core.names import nearest
from caploop.report.answers.lead import LEADS, Lead
from caploop.report.questions import QUESTIONS
from caploop.report.tables.beside.inputs import inputs
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.shown import Reader, title
from caploop.report.text.words import message_text

WEAK = "weak"


class ShownAnswer(Struct, frozen=True, kw_only=True):
    """A question's name, the record that answers it, its tables, and the reader's language."""

    question: str
    record: Any
    tables: tuple[AnswerTable, ...]
    language: str = "en"

    @property
    def reader(self) -> Reader:
        """Whom it is written for."""
        return Reader(self.language)

    @property
    def lead(self) -> Lead:
        """What stands first in it."""
        return LEADS.get(self.question, Lead())

    @property
    def finding(self) -> str:
        """The headline in the reader's language."""
        return message_text(self.record.headline, self.language)

    @property
    def weak_point(self) -> Message | None:
        """The note that matters most for this answer; None where it has none."""
        notes: Sequence[Message] = getattr(self.record, "notes", ())
        chosen = (note for note in notes if note.code == self.lead.note)
        return next(chosen, notes[0] if notes else None)

    def short(self, name: str) -> str:
        """A table or chart as it is asked for: its name without the question before it, unless
        that is another table's name."""
        bare = name.removeprefix(f"{self.question}_")
        return name if any(t.id == bare for t in self.tables) else bare

    @property
    def table_names(self) -> tuple[str, ...]:
        """What each table is asked for by; those of one name are numbered from the second on."""
        names = [self.short(t.id) for t in self.tables]
        counts = (names[: place + 1].count(name) for place, name in enumerate(names))
        return tuple(
            name if count == 1 else f"{name}_{count}"
            for name, count in zip(names, counts, strict=True)
        )

    def table(self, name: str = "") -> AnswerTable:
        """The table of that name, the main one for none.

        Raises NotFoundError with all names.
        """
        wanted = name or self.lead.table
        for short, found in zip(self.table_names, self.tables, strict=True):
            if wanted in {found.id, short}:
                return found
        if not name:
            return self.tables[0]
        raise NotFoundError(unknown("table", name, self.question, names=self.table_names))

    def listed(self) -> str:
        """Names of the tables with their titles, a line each."""
        wide = max(map(len, self.table_names))
        named = zip(self.table_names, self.tables, strict=True)
        return "\n".join(f"{name:<{wide}}  {title(t, self.reader)}" for name, t in named)


def unknown(kind: str, name: str, question: str, *, names: Sequence[str]) -> str:
    """That a question has no such table or chart, the nearest name, and all it has."""
    if not names:
        return f"{question} has no {kind}"
    listed = ", ".join(names)
    return f"{question} has no {kind} {name!r}{nearest(name, names)}; it has {listed}"


def shown_answer(record: Any, *, question: str, language: str = "en") -> ShownAnswer:
    """The record of a question with its tables."""
    tables = with_inputs(record, QUESTIONS[question].answer().tables(record))
    return ShownAnswer(question=question, record=record, tables=tables, language=language)


def with_inputs(record: Any, tables: Iterable[AnswerTable]) -> tuple[AnswerTable, ...]:
    """A record's tables with that of what its inputs rest on, where it tells."""
    read = inputs(getattr(record, "priors", ()) or ())
    return (*tables, read) if read.rows else tuple(tables)
