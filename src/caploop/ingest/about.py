"""Whom and what an article is about: its own party, whom it names most, its usual money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from caploop.ingest.parties import CHIP
from caploop.ingest.parts import Part

TITLE = 5
"""Own lines at the head in which a heading is the title."""


class About(Struct, frozen=True, kw_only=True, gc=False):
    """The party of an article's title, the one it names most, the share of all names that the first
    has, and the currency that most of its figures are in."""

    own: str | None
    most: str | None
    share: float
    money: str | None


def about(parts: Sequence[Part]) -> About:
    """What an article is about; of the parties of its title the one that it names most."""
    often = Counter(m.party for part in parts for m in part.told)
    money = Counter(q.currency for part in parts for q in part.figures if q.currency)
    head = [p for n, p in enumerate(parts[:TITLE]) if n == 0 or p.line.is_heading]
    named = dict.fromkeys(m.party for part in head for m in part.told if m.kind != CHIP)
    own = max(named, key=lambda party: often[party], default=None)
    return About(
        own=own,
        most=_first(often),
        share=often[own] / often.total() if own else 0.0,
        money=_first(money),
    )


def _first(often: Counter[str]) -> str | None:
    return often.most_common(1)[0][0] if often else None
