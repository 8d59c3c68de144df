"""One combination of levers, a scenario and broken links, as it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from caploop.core.errors import NotFoundError, UsageError
from caploop.core.names import offered
from caploop.study.options import WhatIfOptions
from caploop.study.whatif.record import BreakableLink, LeverSetting

LEAST, MOST = 1.0, 99.0


class WhatIfSettings(Struct, frozen=True, kw_only=True):
    """Levers at percentiles, a world by the names of scenarios, agreements that are broken.

    `draws` and `seed` are of the run; the same settings are the same run.
    """

    scenario: tuple[str, ...] = ("S0",)
    levers: tuple[LeverSetting, ...] = ()
    broken: tuple[str, ...] = ()
    draws: int = 256
    seed: int = 0


def asked(
    options: WhatIfOptions, *, levers: Sequence[str], links: Sequence[BreakableLink]
) -> WhatIfSettings:
    """What the options name, in one order, however it was written.

    Raises NotFoundError for a lever or link that does not exist, with the nearest that does,
    UsageError for a percentile that is none, a lever named twice and a link that no run reads.
    """
    found: dict[str, float] = {}
    for text in options.levers:
        name, equals, said = text.partition("=")
        if name not in levers:
            hint = offered(name, levers, f"there are {', '.join(levers)}")
            raise NotFoundError(f"no lever is called {name!r}; {hint}")
        if name in found:
            raise UsageError(f"the lever {name} is set twice; keep one")
        found[name] = _percent(text, said if equals else "")
    broken = sorted({a for name in options.broken for a in _agreements(name, links)})
    return WhatIfSettings(
        scenario=options.scenario or ("S0",),
        levers=tuple(LeverSetting(lever=n, percent=found[n]) for n in levers if n in found),
        broken=tuple(broken),
        draws=options.draws,
        seed=options.seed,
    )


def _percent(text: str, said: str) -> float:
    try:
        value = float(said)
    except ValueError:
        value = float("nan")
    if not LEAST <= value <= MOST:
        example = "write it as advertising=25"
        raise UsageError(
            f"{text!r}: a lever is at a percentile of {LEAST:g} to {MOST:g}; {example}"
        )
    return value


def _agreements(name: str, links: Sequence[BreakableLink]) -> tuple[str, ...]:
    known = {k.id: k for k in links}
    if name not in known:
        hint = offered(name, known, "see caploop whatif --table whatif_links")
        raise NotFoundError(f"nothing called {name!r} is still to come; {hint}")
    if known[name].run is None:
        codes = ", ".join(reason.code for reason in known[name].reasons)
        raise UsageError(f"a run reads nothing of {name} ({codes}), so it cannot be broken there")
    return known[name].agreements
