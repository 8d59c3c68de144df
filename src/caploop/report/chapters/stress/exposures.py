"""Pictures of what ruins a party: least shocks, forced sales, stopped supply."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.charts import Grid, Range, Scene, surface
from caploop.report.chapters.bars import bars, wide
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.tables import ruin as tables
from caploop.report.tables.shown import number, percent, shown, signed
from caploop.report.text.words import say
from caploop.stress import Stopped
from caploop.study.stress import GPUS, Reverse, StressRecord

LEAST = 0.05
ROOM = 99.95


def nearest(record: StressRecord, desk: PageContext) -> dict[str, Scene]:
    """The nearest sets of each party."""
    counted: dict[str, int] = {}
    found: list[Range] = []
    for r in record.reverse:
        counted[r.party] = counted.get(r.party, 0) + 1
        if counted[r.party] <= tables.SETS:
            found.append(_set(r, desk, first=counted[r.party] == 1))
    return bars("stress_reverse", found, lambda v: number(v, None), language=desk.language)


def _set(found: Reverse, desk: PageContext, *, first: bool) -> Range:
    far = number(found.plausibility, 2)
    return Range(
        value=say("stress.far", desk.language, party=party(desk, found.party), far=far),
        note=shown(tables.sizes(found), desk.reader),
        low=0.0,
        high=found.plausibility,
        hue="debt",
        first=first,
    )


def sold(record: StressRecord, desk: PageContext, asset: str) -> dict[str, Scene]:
    """Losses of one asset's holders by first fall and depth; outlined where sales add to them."""
    rows = [f for f in record.fire_sales if f.asset == asset]
    if not rows:
        return {}
    language = desk.language
    name = "stress_gpus" if asset == GPUS else "stress_holdings"
    held = sum(p.holding for p in tables.pledged(record, asset))
    depths = tuple(dict.fromkeys(f.depth for f in rows))
    owners = tuple(dict.fromkeys(f.party for f in rows))
    lines = tuple(
        dict.fromkeys((f.party, f.first_fall) for n in owners for f in rows if f.party == n)
    )
    found = {(f.party, f.first_fall, f.depth): f for f in rows}
    grid = Grid(
        title=say(name, language),
        description=say("stress.depth", language),
        across=say("stress.depth", language),
        up=say("stress.fall", language),
        columns=tuple("∞" if d is None else f"{number(d / held, None)}×" for d in depths),
        rows=tuple(f"{party(desk, n)} {signed(-fall)}" for n, fall in lines),
        texts=tuple(tuple(_figure(found[*line, d].loss) for d in depths) for line in lines),
        enough=tuple(tuple(found[*line, d].sale_loss > LEAST for d in depths) for line in lines),
    )
    return wide(lambda key, width: surface(grid, width=width, name=f"{name}-{key}"))


def _figure(value: float) -> str:
    """A sum to a tenth where there is room for it."""
    return number(value, 1 if value < ROOM else 0)


def stopped(record: StressRecord, desk: PageContext) -> list[Range]:
    """What OpenAI does not get if one supplier stops, the most first."""
    single = [c for c in record.cascade if tables.alone(c)]
    beside = {(c.missing, c.party): c.lost for c in single if c.party != "openai"}
    return [
        Range(
            value=f"{shown(tables.supplier(c.missing), desk.reader)} {percent(c.lost)}",
            note=_beside(c, beside, desk),
            low=0.0,
            high=c.lost,
            hue="purchase",
        )
        for c in sorted(single, key=lambda c: -c.lost)
        if c.party == "openai"
    ]


def _beside(found: Stopped, lost: Mapping[tuple[str, str], float], desk: PageContext) -> str:
    """The layer of a supplier, and what clouds lose without it."""
    clouds = [f"{party(desk, c)} {percent(v)}" for (n, c), v in lost.items() if n == found.missing]
    return tables.BETWEEN.join((say(f"stress_layer.{found.layer}", desk.language), *clouds))
