"""Figures of a run that no page public by the day of knowledge tells, each named as a prior."""

from __future__ import annotations

from caploop.book import KnownBook
from caploop.model.assembly import Inputs
from caploop.study.shared.rows import Hindsight


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
