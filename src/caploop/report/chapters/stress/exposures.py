"""The second half of the chapter on a broken link: least shocks, forced sales, stopped supply."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from caploop.charts.label import BETWEEN
from caploop.charts.ranges import Range
from caploop.charts.surface import Grid, surface
from caploop.report.chapters.bars import barred, joined, wide
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.chapters.run import basis_of
from caploop.report.chapters.section import Section, percent, pictured, rough, section
from caploop.report.text.reasons import reason
from caploop.report.text.words import named, say
from caploop.stress import CollateralSale, Stopped
from caploop.study.stress.fire import SYMBOLS
from caploop.study.stress.record import Reverse, StressRecord
from caploop.study.stress.reverse import SPREAD

SETS = 4
DOWNGRADED = "downgraded, share of draws"
LEAST = 0.05
ROOM = 99.95
GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
ID = re.compile(r"(?<![A-Za-z0-9_/-])[a-z][a-z0-9_]+(?![A-Za-z0-9_/-])")


def reversed_sets(record: StressRecord, desk: PageContext) -> Section:
    """The nearest sets of each party as bars, all of them in the table."""
    language = desk.language
    counted: dict[str, int] = {}
    bars: list[Range] = []
    for r in record.reverse:
        counted[r.party] = counted.get(r.party, 0) + 1
        if counted[r.party] <= SETS:
            bars.append(_set(r, desk, first=counted[r.party] == 1))
    none = "the least shock that ruins "
    refused = [r.what.removeprefix(none) for r in record.refused if r.what.startswith(none)]
    table = section(
        "stress_reverse",
        language,
        columns=("firm", "stress_shocks", "stress_deviations"),
        rows=(
            *((party(desk, r.party), _sizes(r, language), _far(r)) for r in record.reverse),
            *((party(desk, n), say("stress.no_shock", language), "–") for n in refused),
        ),
        values={
            "sets": SETS,
            "refused": joined([party(desk, n) for n in refused], language),
            "others": _downgraded(record, refused, desk),
        },
    )
    return barred(table, bars, lambda v: f"{v:g}", language=language)


def _downgraded(record: StressRecord, names: Sequence[str], desk: PageContext) -> str:
    """How often those that no dated shock ruins pass their line in the run without a shock."""
    rows = [d for d in record.distress if d.measure == DOWNGRADED and d.party in names]
    last = [d for d in rows if d.quarter == rows[-1].quarter]
    told = [f"{party(desk, d.party)} {percent(d.baseline)}" for d in last if d.baseline > 0]
    return joined(told, desk.language)


def _set(found: Reverse, desk: PageContext, *, first: bool) -> Range:
    return Range(
        value=say("stress.far", desk.language, party=party(desk, found.party), far=_far(found)),
        note=_sizes(found, desk.language),
        low=0.0,
        high=found.plausibility,
        hue="debt",
        first=first,
    )


def _far(found: Reverse) -> str:
    return f"{found.plausibility:.2f}"


def _sizes(found: Reverse, language: str) -> str:
    sizes = [f"{named('stress_set', n, language)} −{v:.0%}" for n, v in found.shocks.items()]
    return BETWEEN.join(sizes)


def sold(record: StressRecord, desk: PageContext, *, asset: str, name: str) -> Section:
    """Losses of one asset's holders by first fall and depth; outlined where sales add to them."""
    language = desk.language
    rows = [f for f in record.fire_sales if f.asset == asset]
    pledges = [p for p in record.pledges if p.asset == asset]
    held = sum(p.holding for p in pledges)
    depths = tuple(dict.fromkeys(f.depth for f in rows))
    owners = tuple(dict.fromkeys(f.party for f in rows))
    lines = tuple(
        dict.fromkeys((f.party, f.first_fall) for n in owners for f in rows if f.party == n)
    )
    found = {(f.party, f.first_fall, f.depth): f for f in rows}
    table = section(
        name,
        language,
        columns=(
            *("stress_holder", "stress_fall", "stress_depth", "stress_price", "stress_sold"),
            *("stress_loss", "stress_by_sales"),
        ),
        rows=tuple(_sale(f, desk) for f in rows),
        values={
            "held": joined([_pledge(p.party, p.holding, desk) for p in pledges], language),
            "debt": joined([_pledge(p.party, p.debt, desk) for p in pledges], language),
            "limit": percent(pledges[0].limit) if pledges else "–",
        },
    )
    if not rows:
        return table
    grid = Grid(
        title=say(name, language),
        description=say("stress.depth", language),
        across=say("stress.depth", language),
        up=say("stress.fall", language),
        columns=tuple("∞" if d is None else f"{d / held:g}×" for d in depths),
        rows=tuple(f"{party(desk, n)} −{fall:.0%}" for n, fall in lines),
        texts=tuple(tuple(_figure(found[*line, d].loss) for d in depths) for line in lines),
        enough=tuple(tuple(found[*line, d].sale_loss > LEAST for d in depths) for line in lines),
    )
    return pictured(table, wide(lambda k, w: surface(grid, width=w, name=f"{name}-{k}")))


def _figure(value: float) -> str:
    """A sum to a tenth where there is room for it."""
    return f"{value:.1f}" if value < ROOM else f"{value:.0f}"


def _pledge(name: str, amount: float, desk: PageContext) -> str:
    return f"{party(desk, name)} {rough(amount, desk.language)}"


def _sale(found: CollateralSale, desk: PageContext) -> tuple[str, ...]:
    language = desk.language
    depth = (
        say("stress.bottomless", language) if found.depth is None else rough(found.depth, language)
    )
    return (
        *(party(desk, found.party), f"{found.first_fall:.0%}", depth, f"{found.price:.0%}"),
        *(rough(v, language) for v in (found.sold, found.loss, found.sale_loss)),
    )


def cascaded(record: StressRecord, desk: PageContext) -> Section:
    """What OpenAI does not get if one supplier stops, the most first; layers in the table."""
    language = desk.language
    single = [c for c in record.cascade if c.missing != c.layer]
    beside = {(c.missing, c.party): c.lost for c in single if c.party != "openai"}
    bars = [
        Range(
            value=f"{_supplier(c.missing, desk)} {percent(c.lost)}",
            note=_beside(c, beside, desk),
            low=0.0,
            high=c.lost,
            hue="purchase",
        )
        for c in sorted(single, key=lambda c: -c.lost)
        if c.party == "openai"
    ]
    whole = [say(f"stress_layer.{c.layer}", language) for c in record.cascade if c not in single]
    table = section(
        "stress_cascade",
        language,
        columns=("stress_missing", "layer", "firm", "stress_output", "stress_agreements"),
        rows=tuple(
            (
                _supplier(c.missing, desk)
                if c.missing != c.layer
                else say("stress.layer", language),
                say(f"stress_layer.{c.layer}", language),
                party(desk, c.party),
                percent(c.lost),
                " ".join(c.through) or "–",
            )
            for c in record.cascade
        ),
        values={"layers": joined(whole, language)},
    )
    return barred(table, bars, percent, language=language)


def _supplier(name: str, desk: PageContext) -> str:
    if name in {"grid", "engines on site"}:
        return say(f"supplier.{name}", desk.language)
    return party(desk, name)


def _beside(found: Stopped, lost: Mapping[tuple[str, str], float], desk: PageContext) -> str:
    """The layer of a supplier, and what clouds lose without it."""
    clouds = [f"{party(desk, c)} {v:.0%}" for (n, c), v in lost.items() if n == found.missing]
    return " · ".join((say(f"stress_layer.{found.layer}", desk.language), *clouds))


def left_out(record: StressRecord, desk: PageContext) -> Section:
    """What has no number, each with its reason."""
    return section(
        "stress_refused",
        desk.language,
        columns=("stress_what", "stress_why"),
        rows=tuple(
            (_with_names(r.what, desk), reason(r.why, desk.language)[0]) for r in record.refused
        ),
    )


def _with_names(text: str, desk: PageContext) -> str:
    """A subject in the reader's language, parties by their names."""
    told = reason(text, desk.language)[0] if desk.language == "zh" else text
    named_all = ID.sub(lambda m: desk.names.get(m.group(), m.group()), told)
    return GAP.sub("", named_all)


def weak(record: StressRecord, desk: PageContext) -> Section:
    """What to keep in mind, and the priors that the desk reads beside the run's."""
    read = {SPREAD, *SYMBOLS}
    return section(
        "stress_weak",
        desk.language,
        columns=("parameter", "three", "source"),
        rows=(),
        bases=tuple(basis_of(p, desk) for p in record.priors if p.symbol in read),
        notes=record.notes,
    )
