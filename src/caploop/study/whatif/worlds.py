"""Worlds kept warm: the book under a scenario without some agreements, ready to be run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from caploop.book import KnownBook, Scenario, joined
from caploop.core.once import Once
from caploop.model.assembly import Inputs
from caploop.model.terms import QUARTERS, quarter_name
from caploop.sfc.running import Setting, Warm, beneath, warm
from caploop.stress import Shock
from caploop.study.run.broken_link import without
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import changes_of, ready_model
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.whatif.outcomes import SERIES, Paths
from caploop.study.whatif.settings import WhatIfSettings

MOST_WORLDS = 64
HALF = 128
"""Draws in a chunk of the quick way, so that a run of 256 keeps two cores busy."""
_WORLDS: Once[WarmWorld] = Once(most=MOST_WORLDS)
_QUICK: set[tuple[object, ...]] = set()


class Way(NamedTuple):
    """By which compiled function: that of every question, or a smaller one of the levers' own."""

    among: tuple[str, ...]
    chunk: int | None


WHOLE, QUICK = Way(shown.EVERY, None), Way((), HALF)


class WarmWorld(Struct, frozen=True, kw_only=True):
    """A world with its inputs, its draws and its compiled function."""

    scenario: Scenario
    inputs: Inputs
    model: Warm

    def paths(self, pins: Mapping[str, float]) -> tuple[Paths, float]:
        """Paths by draw with some inputs pinned, and the widest gap of the accounts."""
        changes = changes_of(self.inputs)
        pinned: dict[str, Any] = {n: beneath(changes.get(n), v) for n, v in pins.items()}
        found, audit = self.model.told({**changes, **pinned})
        return found, float(audit.gap)


def book_key(known: KnownBook) -> tuple[object, ...]:
    """What tells a book on its days from others."""
    return known.digest, known.as_of, known.known_at


def way_of(known: KnownBook) -> Way:
    """The quick way where it was made ready for the book, else that of every question."""
    return QUICK if book_key(known) in _QUICK else WHOLE


def quicken(known: KnownBook) -> None:
    """Makes the quick way ready, which is compiled once a machine, and takes it from then on.

    It shows what the other does, to rounding: a run takes about half the time.
    """
    world_of(known, WhatIfSettings(), way=QUICK).paths({})
    _QUICK.add(book_key(known))


def world_of(known: KnownBook, settings: WhatIfSettings, *, way: Way) -> WarmWorld:
    """The world of some settings, made once for a book and its days; its levers are not in it."""
    told = (settings.scenario, settings.broken, settings.draws, settings.seed, way)
    return _WORLDS.get((*book_key(known), told), lambda: _made(known, settings, way))


def _made(known: KnownBook, settings: WhatIfSettings, way: Way) -> WarmWorld:
    named = scenario_of(known.book, scenarios=settings.scenario)
    gone = [Shock(kind="withdraw", target=link) for link in settings.broken]
    scenario = joined([named, *map(without, gone)]) if gone else named
    inputs, model = ready_model(known, scenario)
    setting = Setting(
        start=quarter_name(1),
        periods=QUARTERS,
        draws=settings.draws,
        seed=settings.seed,
        keep=SERIES,
        among=way.among,
        chunk=way.chunk,
    )
    return WarmWorld(scenario=scenario, inputs=inputs, model=warm(model, setting))
