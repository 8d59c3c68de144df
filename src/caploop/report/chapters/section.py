"""A section of a run's chapter as data: a picture at each width, a table, and how sums are said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from caploop.charts.fan import Fan, fan
from caploop.charts.scene import Scene
from caploop.report.chapters.book.page_context import money
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.claims.cite import Cite
from caploop.report.text.notes import noted
from caploop.report.text.words import say
from caploop.study.shared.model_run import QuantileRow

BN = Decimal(10**9)
TO_2030 = 5
NOTHING_BN = 0.05
YI = 10
"""How many 亿 (of 100 million) a billion is."""
NOTHING: Mapping[str, object] = {}


class ParameterLine(Struct, frozen=True, kw_only=True):
    """One parameter a run read: its range and where it comes from."""

    symbol: str
    name: str
    three: str
    source: str
    assumed: bool
    cites: tuple[Cite, ...]


class Section(Struct, frozen=True, kw_only=True):
    """What one section shows; `columns` are names of texts, `folded` hides the table at first."""

    id: str
    about: str
    scenes: dict[str, Scene]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    bases: tuple[ParameterLine, ...] = ()
    notes: tuple[str, ...] = ()
    folded: bool = False
    key: str = "stage"


class RunChapter(Struct, frozen=True, kw_only=True):
    """A chapter: its place, its finding, its sections in order."""

    id: str
    finding: str
    standfirst: str
    sections: tuple[Section, ...]


def usd(value: float, language: str) -> str:
    """Money given in USD bn, to three figures in the language."""
    return money(Decimal(str(round(value, 6))) * BN, language) if abs(value) >= 5e-4 else "0"


def rough(value: float, language: str, *, figures: int = 2) -> str:
    """Money given in USD bn, to two figures as what is simulated is shown, and always in billions,
    so that a column has one unit; less than fifty million is nothing.

    >>> rough(134.2, "en"), rough(-0.94, "en"), rough(22.2, "zh"), rough(0.001, "en")
    ('$130bn', '−$0.94bn', '220亿美元', '0')
    """
    if abs(value) < NOTHING_BN:
        return "0"
    size = round(float(f"{abs(value):.{figures}g}"), 2)
    said = f"${size:,g}bn" if language == "en" else f"{size * YI:g}亿美元"
    return f"−{said}" if value < 0 else said


def percent(share: float) -> str:
    """A share as a whole percentage; what rounds to none or all says so."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 < share < 1 else f"{share:.0%}"


def signed(change: float, form: str = ".0%") -> str:
    """A change with its sign, the true minus; what rounds to nothing has none.

    >>> signed(-0.1), signed(0.001), signed(-0.001)
    ('−10%', '0%', '0%')
    """
    plain = f"{change:{form}}".lstrip("-")
    if not any(digit in plain for digit in "123456789"):
        return plain
    return f"−{plain}" if change < 0 else f"+{plain}"


def unit_once(low: str, language: str) -> str:
    """The lower end of a range in a sentence: in Chinese the upper end alone says the currency."""
    return low.removesuffix("美元") if language == "zh" else low


def span(low: float, high: float, language: str) -> str:
    """Two simulated sums with a dash between them."""
    return f"{rough(low, language)} – {rough(high, language)}"


def ticks(language: str, *, unit: str = "usd") -> Callable[[float], str]:
    """What writes an axis value: money in USD bn, or GW."""
    if unit == "GW":
        return lambda value: f"{value:g} GW"
    return lambda value: usd(value, language)


def fans(
    rows: Sequence[QuantileRow],
    *,
    name: str,
    language: str,
    plan: Sequence[float] = (),
    hue: str = "purchase",
    unit: str = "usd",
) -> dict[str, Scene]:
    """The fan of a quantity at every width, titled by its section."""
    shown = Fan(
        title=say(name, language),
        description=f"{rows[0].period} – {rows[-1].period}",
        periods=tuple(r.period for r in rows),
        spans=tuple((r.q05, r.q25, r.q50, r.q75, r.q95) for r in rows),
        plan=tuple(plan),
        tick=ticks(language, unit=unit),
        ends=(say("run.median", language), say("run.plan", language) if plan else ""),
        hue=hue,
    )
    return {key: fan(shown, width=w, name=f"{name}-{key}") for key, w in WIDTHS.items()}


def section(
    name: str,
    language: str,
    *,
    rows: tuple[tuple[str, ...], ...],
    columns: tuple[str, ...] = ("year", "median", "span"),
    headings: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    key: str = "stage",
    bases: tuple[ParameterLine, ...] = (),
    notes: tuple[str, ...] = (),
    values: Mapping[str, object] = NOTHING,
) -> Section:
    """A section whose words are the texts of its name; `""` among columns stands for headings."""
    return Section(
        id=name,
        about=say(f"{name}.about", language, **values),
        scenes={},
        columns=columns,
        headings=headings,
        names=tuple(
            name for c in columns for name in ((say(f"col.{c}", language),) if c else headings)
        ),
        rows=rows,
        kinds=kinds,
        key=key,
        bases=bases,
        notes=tuple(noted(note, language) for note in notes),
    )


def pictured(section: Section, scenes: dict[str, Scene]) -> Section:
    """The section with its picture; its table is folded under it."""
    fields = {n: getattr(section, n) for n in section.__struct_fields__}
    return Section(**{**fields, "scenes": scenes, "folded": True})


STANDING = ("year", "median", "span", "standing")


def spans(rows: tuple[QuantileRow, ...], language: str) -> tuple[tuple[str, ...], ...]:
    """A row a period: median and nine of ten, in USD bn."""
    return tuple((r.period, rough(r.q50, language), span(r.q05, r.q95, language)) for r in rows)


def standing(rows: tuple[QuantileRow, ...], language: str) -> tuple[tuple[str, ...], ...]:
    """The same with the share of simulations it is told of, as the columns of STANDING."""
    pairs = zip(spans(rows, language), rows, strict=True)
    return tuple((*cells, percent(row.told)) for cells, row in pairs)


def year_of(row: QuantileRow) -> QuantileRow:
    """The row of a year's last quarter under the year's name."""
    levels = {n: getattr(row, n) for n in row.__struct_fields__ if n != "period"}
    return QuantileRow(period=row.period[:4], **levels)


def words_of(draws: int, vintage: str, language: str) -> dict[str, str]:
    """How many draws of which plan."""
    return {
        "draws": f"{draws:,}",
        "vintage": say(f"plan.{vintage}", language),
    }
