"""A section of a run's chapter as data: a picture at each width, a table, and how sums are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from caploop.charts import Fan, Scene, fan
from caploop.core.message import Message
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.claims.cite import Cite
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.shown import Reader, cells, filled, headings, ticks
from caploop.report.text.words import message_text, say
from caploop.study.shared import QuantileRow

TO_2030 = 5


class ParameterLine(Struct, frozen=True, kw_only=True):
    """One parameter a run read: its range and where it comes from."""

    symbol: str
    name: str
    three: str
    source: str
    assumed: bool
    cites: tuple[Cite, ...]


class Section(Struct, frozen=True, kw_only=True):
    """What one section shows; `names` head its columns, `folded` hides the table at first."""

    id: str
    about: str
    scenes: dict[str, Scene]
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...] = ()
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


def section_of(
    table: AnswerTable,
    reader: Reader,
    *,
    scenes: Mapping[str, Scene] | None = None,
    bases: tuple[ParameterLine, ...] = (),
    notes: tuple[Message, ...] = (),
) -> Section:
    """A table as a section, written for the reader; it is folded under its picture."""
    values = filled(table.values, reader)
    return Section(
        id=table.id,
        about=say(f"{table.id}.about", reader.language, **values),
        scenes=dict(scenes or {}),
        names=headings(table, reader),
        rows=cells(table, reader),
        kinds=tuple(kind.name for kind in table.kinds),
        key=table.kinds[0].kind if table.kinds else "",
        bases=bases,
        notes=tuple(message_text(note, reader.language) for note in notes),
        folded=bool(scenes),
    )
