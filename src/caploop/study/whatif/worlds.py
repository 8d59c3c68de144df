"""Worlds kept warm: the book under a scenario without some agreements, ready to be run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from caploop.book import KnownBook, Scenario, joined
from caploop.core.once import Once
from caploop.model.assembly import Inputs
from caploop.model.terms import QUARTERS, quarter_name
from caploop.sfc.running import Setting, Warm, beneath, warm
from caploop.study.run.broken_link import without
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import changes_of, ready_model
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.whatif.outcomes import SERIES, Paths
from caploop.study.whatif.settings import WhatIfSettings

MOST_WORLDS = 64
_WORLDS: Once[WarmWorld] = Once(most=MOST_WORLDS)


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


def world_of(known: KnownBook, settings: WhatIfSettings) -> WarmWorld:
    """The world of some settings, made once for a book and its days; its levers are not in it."""
    told = (settings.scenario, settings.broken, settings.draws, settings.seed)
    key = (known.digest, known.as_of, known.known_at, told)
    return _WORLDS.get(key, lambda: _made(known, settings))


def _made(known: KnownBook, settings: WhatIfSettings) -> WarmWorld:
    named = scenario_of(known.book, scenarios=settings.scenario)
    scenario = joined([named, *map(without, settings.broken)]) if settings.broken else named
    inputs, model = ready_model(known, scenario)
    setting = Setting(
        start=quarter_name(1),
        periods=QUARTERS,
        draws=settings.draws,
        seed=settings.seed,
        keep=SERIES,
        among=shown.EVERY,
    )
    return WarmWorld(scenario=scenario, inputs=inputs, model=warm(model, setting))
