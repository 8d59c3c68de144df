"""What must come true for the price: growth and margin, multiples, owners, returns, marks."""

from __future__ import annotations

from caploop.charts import Grid, Scene, Shares, shares, surface
from caploop.report.chapters.bars import wide
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.drivers import moving
from caploop.report.chapters.section import TO_2030, RunChapter, fans, section_of
from caploop.report.tables import value as tables
from caploop.report.tables.shown import Reader, number, percent, usd
from caploop.report.text.words import say
from caploop.study.drivers import DriversRecord
from caploop.study.value import ReturnChance, ValueRecord


def value_chapter(record: ValueRecord, language: str, *, moves: DriversRecord) -> RunChapter:
    """The chapter on the valuation in one language."""
    reader = Reader(language)
    low, high = (r for r in record.inverse if r.price == record.surface.price)
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
            **_chances(record),
        ),
        sections=(
            section_of(tables.needed(record), reader, scenes=draw_surface(record, language)),
            section_of(tables.asks(record), reader),
            section_of(tables.multiples(record), reader),
            section_of(tables.classes(record), reader),
            section_of(tables.owned(record), reader, scenes=draw_owned(record, language)),
            section_of(tables.returns(record), reader),
            section_of(tables.mark(record), reader, scenes=draw_mark(record, language)),
            section_of(tables.chances(record), reader),
            moving("value_moves", moves, language),
        ),
    )


def _chances(record: ValueRecord) -> dict[str, str]:
    """Both tests at the return that asks least and at the one that asks most."""
    return {
        f"{name}_{end}": percent(getattr(pick(record.chances, key=_rate_of), f"by_{name}"))
        for name in ("process", "cash_flow")
        for end, pick in (("least", max), ("most", min))
    }


def _rate_of(found: ReturnChance) -> float:
    return found.rate


def draw_surface(record: ValueRecord, language: str) -> dict[str, Scene]:
    """Value by growth and margin, outlined where it reaches the price."""
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
        texts=tuple(tuple(number(c.value) for c in row) for row in found.cells),
        enough=tuple(tuple(c.enough for c in row) for row in found.cells),
    )
    return wide(lambda k, w: surface(shown, width=w, name=f"value_surface-{k}"))


def draw_mark(record: ValueRecord, language: str) -> dict[str, Scene]:
    """Value before new money, quarter by quarter."""
    return fans(record.value[: 4 * TO_2030], name="value_mark", language=language, hue="equity")


def draw_owned(record: ValueRecord, language: str) -> dict[str, Scene]:
    """Who owns which part at the end of each year."""
    parts = tables.parts_owned(record)
    years = tuple(str(y.year) for y in record.owned)
    scenes: dict[str, Scene] = {}
    for k, w in WIDTHS.items():
        last = TO_2030 + 1 if k == "narrow" else len(years)
        shown = Shares(
            title=say("value_owned", language),
            description=f"{years[0]} – {years[last - 1]}",
            periods=years[:last],
            kinds=(*tables.NAMED, tables.OTHER),
            parts=parts[:last],
        )
        scenes[k] = shares(shown, width=w, name=f"value_owned-{k}")
    return scenes
