"""The registry of measures, and the maps from each source's words to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from caploop.core.currency import CURRENCIES
from caploop.core.fiscal import FiscalCalendar

Dimension = Literal["money", "power", "energy", "ratio", "count", "time", "date", "rate", "none"]
Extent = Literal["stock", "flow", "commitment", "ratio", "event", "relation"]
Identity = Literal["period", "month", "day", "agreement", "none"]


class Measure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a claim is about: its dimension, whether a position or a flow, and what makes two
    claims speak of the same thing (`identity`: their period, month, day or agreement).

    `family` and `reading` tell measures apart that are often mistaken for each other (weekly and
    daily users; revenue and run rate)."""

    id: str
    dimension: Dimension
    extent: Extent
    identity: Identity
    definition: str
    family: str | None = None
    reading: str | None = None


class Word(Struct, frozen=True, kw_only=True):
    """One source's word for a measure, with the qualifier it implies."""

    source: str
    word: str
    measure: str
    qualifier: str | None = None


class Vocabulary(Struct, frozen=True, kw_only=True):
    """The registry seen as maps: measures by id, words by source, fiscal calendars by issuer."""

    measures: Mapping[str, Measure]
    words: Mapping[tuple[str, str], Word]
    calendars: Mapping[str, FiscalCalendar]


UNITS: Mapping[Dimension, frozenset[str]] = {
    "money": CURRENCIES,
    "power": frozenset({"W"}),
    "energy": frozenset({"Wh"}),
    "ratio": frozenset({"fraction", "x"}),
    "count": frozenset(
        {
            "user",
            "person",
            "visit",
            "chip",
            "gpu",
            "count",
            "piece",
            "rank",
            "share",
            "rack",
            "wafer",
        }
    ),
    "time": frozenset({"year", "quarter", "month", "week", "day", "hour", "minute"}),
    "date": frozenset({"date"}),
    "rate": frozenset({"rack/week", "wafer/month", "USD/W", "USD/gpu-hour"}),
    "none": frozenset(),
}


def vocabulary(
    measures: Iterable[Measure],
    words: Iterable[Word],
    *,
    calendars: Mapping[str, FiscalCalendar],
) -> Vocabulary:
    """The registry with its words, each looked up by (source, word)."""
    return Vocabulary(
        measures={m.id: m for m in measures},
        words={(w.source, w.word): w for w in words},
        calendars=calendars,
    )
