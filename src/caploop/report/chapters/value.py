"""What must come true for the price: growth and margin, multiples, owners, returns, marks."""

from __future__ import annotations

from caploop.charts.scene import Scene
from caploop.charts.shares import Shares, shares
from caploop.charts.surface import Grid, surface
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.drivers import moving
from caploop.report.chapters.section import (
    TO_2030,
    RunChapter,
    Section,
    fans,
    percent,
    pictured,
    rough,
    section,
    signed,
    usd,
)
from caploop.report.text.words import say
from caploop.study.drivers.record import DriversRecord
from caploop.study.value.record import ReturnChance, ValueRecord

NAMED = ("foundation", "microsoft", "employees", "softbank", "amazon", "nvidia", "market")


def value_chapter(record: ValueRecord, language: str, *, moves: DriversRecord) -> RunChapter:
    """The chapter on the valuation in one language."""
    low, high = (r for r in record.inverse if r.price == record.surface.price)
    chances = {
        f"{name}_{end}": percent(getattr(pick(record.chances, key=_rate_of), f"by_{name}"))
        for name in ("process", "cash_flow")
        for end, pick in (("least", max), ("most", min))
    }
    return RunChapter(
        id="value",
        finding=say(
            "value.finding",
            language,
            price=usd(low.price, language),
            part=percent(low.plan_share),
            most=percent(high.plan_share),
        ),
        standfirst=say(
            "value.standfirst",
            language,
            margin=percent(low.margin_end),
            first=percent(low.rate),
            second=percent(high.rate),
            **chances,
        ),
        sections=(
            _surface(record, language),
            *_prices(record, language),
            _classes(record, language),
            _owned(record, language),
            *_run(record, language),
            moving("value_moves", moves, language),
        ),
    )


def _rate_of(found: ReturnChance) -> float:
    return found.rate


def _symbol(record: ValueRecord, symbol: str) -> float:
    return next(p.central for p in record.priors if p.symbol == symbol)


def _surface(record: ValueRecord, language: str) -> Section:
    found = record.surface
    columns = tuple(percent(c.margin) for c in found.cells[0])
    rows = tuple(percent(n.growth) for n in found.needed)
    shown = Grid(
        title=say("value_surface", language),
        description=f"{rows[0]} – {rows[-1]}, {columns[0]} – {columns[-1]}",
        across=say("value.across", language),
        up=say("value.up", language),
        columns=columns,
        rows=rows,
        texts=tuple(tuple(f"{c.value:,.0f}" for c in row) for row in found.cells),
        enough=tuple(tuple(c.enough for c in row) for row in found.cells),
    )
    scenes: dict[str, Scene] = {
        k: surface(shown, width=w, name=f"value_surface-{k}") for k, w in WIDTHS.items()
    }
    table = section(
        "value_surface",
        language,
        columns=("growth", "revenue_2030", "margin_needed"),
        rows=tuple(
            (percent(n.growth), usd(n.revenue, language), _rate(n.margin)) for n in found.needed
        ),
        values={
            "rate": percent(found.rate),
            "price": usd(found.price, language),
            "growth": percent(_symbol(record, "g_31")),
        },
    )
    return pictured(table, scenes)


def _prices(record: ValueRecord, language: str) -> tuple[Section, ...]:
    return (
        section(
            "value_asks",
            language,
            columns=(
                *("price", "return", "equity_2030", "revenue_2030", "growth"),
                *("of_plan", "margin_at_plan"),
            ),
            rows=tuple(
                (
                    *(usd(r.price, language), percent(r.rate), usd(r.equity_2030, language)),
                    *(usd(r.revenue_2030, language), percent(r.growth)),
                    *(percent(r.plan_share), f"{r.margin_at_plan:.1%}"),
                )
                for r in record.inverse
            ),
            values={"further": usd(_symbol(record, "E_further"), language)},
        ),
        section(
            "value_multiples",
            language,
            columns=("revenue_by", "revenue_bn", "times"),
            rows=tuple(
                (
                    say(f"basis.{m.basis}", language),
                    usd(m.revenue, language),
                    f"{m.multiple:.1f}",
                )
                for m in record.multiples
            ),
            values={"low": f"{record.comparable[0]:g}", "high": f"{record.comparable[2]:g}"},
        ),
    )


def _classes(record: ValueRecord, language: str) -> Section:
    found = record.classes
    return section(
        "value_classes",
        language,
        columns=("class", "part_of_all", "preference", "fair"),
        rows=tuple(
            (
                *(say(f"class.{c.name}", language), percent(c.share)),
                *(usd(c.preference, language), usd(c.fair_value, language)),
            )
            for c in found.classes
        ),
        values={"fair": usd(found.by_options, language), "sample": usd(found.by_sample, language)},
    )


def _owned(record: ValueRecord, language: str) -> Section:
    kinds = (*NAMED, "other")
    parts = tuple(
        (*(y.shares[n] for n in NAMED), 1 - sum(y.shares[n] for n in NAMED)) for y in record.owned
    )
    parts = tuple(tuple(max(v, 0.0) for v in row) for row in parts)
    years = tuple(str(y.year) for y in record.owned)
    scenes: dict[str, Scene] = {}
    for k, w in WIDTHS.items():
        last = TO_2030 + 1 if k == "narrow" else len(years)
        shown = Shares(
            title=say("value_owned", language),
            description=f"{years[0]} – {years[last - 1]}",
            periods=years[:last],
            kinds=kinds,
            parts=parts[:last],
        )
        scenes[k] = shares(shown, width=w, name=f"value_owned-{k}")
    table = section(
        "value_owned",
        language,
        columns=("year", ""),
        headings=tuple(say(f"holder.{k}", language) for k in kinds),
        rows=tuple(
            (str(y.year), *(percent(v) for v in row))
            for y, row in zip(record.owned, parts, strict=True)
        ),
        kinds=kinds,
        key="holder",
        values={"draws": f"{record.draws:,}", "diluted": percent(record.holders[0].diluted)},
    )
    return pictured(table, scenes)


def _run(record: ValueRecord, language: str) -> tuple[Section, ...]:
    return (_returns(record, language), _marks(record, language), _chances(record, language))


def _returns(record: ValueRecord, language: str) -> Section:
    return section(
        "value_returns",
        language,
        columns=(
            *("holder", "paid_before", "paid_in", "first_value", "low", "median", "high"),
            "loses",
        ),
        rows=tuple(
            (
                *(say(f"holder.{h.holder}", language), _known(h.paid_before, language)),
                *(rough(h.put_in, language), rough(h.first_value, language)),
                *(_rate(h.rate_q05), _rate(h.rate_median), _rate(h.rate_q95)),
                "–" if h.lost_value is None else percent(h.lost_value),
            )
            for h in record.holders
            if h.holder in NAMED
        ),
    )


def _marks(record: ValueRecord, language: str) -> Section:
    table = section(
        "value_mark",
        language,
        columns=("year", "median", "mark", "since", "stale"),
        rows=tuple(
            (
                *(m.quarter, rough(m.value, language), rough(m.mark, language)),
                *(f"{m.quarters_since:.1f}", percent(m.stale)),
            )
            for m in record.mark[3 : 4 * TO_2030 : 4]
        ),
        values={"draws": f"{record.draws:,}", "stale": f"{_symbol(record, 'n_stale'):g}"},
    )
    value = record.value[: 4 * TO_2030]
    return pictured(table, fans(value, name="value_mark", language=language, hue="equity"))


def _chances(record: ValueRecord, language: str) -> Section:
    return section(
        "value_chance",
        language,
        columns=(
            *("price", "return", "asked", "by_process", "by_cash_flow"),
            *("times_process", "times_cash_flow"),
        ),
        rows=tuple(
            (
                *(usd(c.price, language), percent(c.rate), rough(c.required, language)),
                *(percent(c.by_process), percent(c.by_cash_flow)),
                *(f"{v:.2g}×" for v in (c.times_by_process, c.times_by_cash_flow)),
            )
            for c in record.chances
        ),
    )


def _rate(value: float | None) -> str:
    """A return a year with its sign, or that there is none."""
    return "–" if value is None else signed(value).lstrip("+")


def _known(paid: float | None, language: str) -> str:
    if paid is None:
        return say("value.not_known", language)
    return rough(paid, language, figures=3)
