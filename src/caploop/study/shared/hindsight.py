"""Figures of a run that no page public by the day of knowledge tells, each named as a prior."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from caploop.book import KnownBook
from caploop.model.assembly import Inputs


class Hindsight(Struct, frozen=True, kw_only=True):
    """A row whose page is of a later day than what was asked about, and how it was taken.

    A position stands in as a prior, its number unchanged, where no earlier page of the last year
    tells of the same; a parameter comes with both sides of its range half as long again.
    """

    id: str
    kind: str
    known_at: date


def hindsight_of(known: KnownBook, inputs: Inputs) -> tuple[Hindsight, ...]:
    """The rows a run read that were published later than known: parameters, then positions."""
    symbols = set(inputs.symbols)
    held = {i for made in inputs.made.values() for i in made.positions}
    rows = [
        *(("parameter", p.id, p.known_at) for p in known.parameters if p.symbol in symbols),
        *(("position", p.id, p.known_at) for p in known.book.positions if p.id in held),
    ]
    return tuple(
        Hindsight(id=name, kind=kind, known_at=day)
        for kind, name, day in rows
        if day > known.known_at
    )
