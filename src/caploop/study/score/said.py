"""What the first vintage said of facts that came later: its score, kept with the program."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from caploop.study.score.record import ScoredFact

FILE = "said.json"


class Said(Struct, frozen=True, kw_only=True):
    """Facts against the draws of an earlier vintage, which was known at `known_at`."""

    vintage: str
    known_at: date
    draws: int
    facts: tuple[ScoredFact, ...]


@cache
def bundled_said() -> Said:
    """The score that `tools.score` wrote last."""
    text = (files("caploop.data") / "score" / FILE).read_bytes()
    return msgspec.json.decode(text, type=Said)


def said_of(measures: Collection[str], *, by: date) -> tuple[ScoredFact, ...]:
    """Facts of these measures that had come by a day, the earliest period first.

    None on a day before the vintage that spoke, or before any of them came.
    """
    told = bundled_said()
    came = (f for f in told.facts if f.measure in measures and f.nature == "actual")
    seen = [f for f in came if told.known_at < f.published <= by]
    return tuple(sorted(seen, key=lambda f: (f.end, f.measure, f.party)))
