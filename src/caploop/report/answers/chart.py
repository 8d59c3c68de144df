"""A chart of an answer as a picture that stands alone: title, unit, dates and source about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from caploop.charts import Around, Scene, picture, png
from caploop.core.errors import NotFoundError, UsageError
from caploop.report.answers.about import source_line
from caploop.report.answers.shown import ShownAnswer, unknown
from caploop.report.gallery import charts_of
from caploop.report.questions import QUESTIONS
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.shown import shown, title
from caploop.report.text.words import plain, say

WIDE = "wide"


class ChartPicture(Struct, frozen=True, kw_only=True):
    """A chart as SVG text by its name; a notebook shows it."""

    name: str
    title: str
    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Writes an .svg or .png file and returns its place; raises UsageError for another."""
        place = Path(path)
        if place.suffix == ".svg":
            place.write_text(self.svg, encoding="utf-8")
        elif place.suffix == ".png":
            place.write_bytes(png(self.svg))
        else:
            raise UsageError(f"{place.name}: a chart is saved as .svg or .png")
        return place


def chart_names(question: str) -> tuple[str, ...]:
    """Charts of a question by the names they are asked for."""
    return tuple(name.removeprefix(f"{question}_") for name in charts_of(question))


def chart_list(question: str, language: str) -> str:
    """Names of the charts with what each shows, a line each."""
    found = charts_of(question)
    if not found:
        return unknown("chart", "", question, names=())
    wide = max(map(len, chart_names(question)))
    names = zip(chart_names(question), found, strict=True)
    return "\n".join(f"{name:<{wide}}  {say(f'chart.{key}', language)}" for name, key in names)


def check_chart(question: str, name: str) -> None:
    """Raises NotFoundError where the question draws no chart of that name."""
    charts = charts_of(question)
    if name and name not in charts and f"{question}_{name}" not in charts:
        raise NotFoundError(unknown("chart", name, question, names=chart_names(question)))
    if not charts:
        raise NotFoundError(unknown("chart", name, question, names=()))


def chart_of(answer: ShownAnswer, name: str = "") -> ChartPicture:
    """A chart by its name, the question's main one for none.

    Raises NotFoundError for a name that the question has not, and where its record leaves nothing
    to draw.
    """
    check_chart(answer.question, name)
    charts = charts_of(answer.question)
    wanted = name or answer.lead.chart
    key = wanted if wanted in charts else f"{answer.question}_{wanted}"
    scenes = _scenes(answer, key)
    if not scenes:
        raise NotFoundError(f"this answer leaves nothing to draw in {answer.short(key)!r}")
    behind = next((t for t in answer.tables if t.id == key), None)
    heading = title(behind, answer.reader) if behind else plain(say(key, answer.language))
    around = Around(
        heading=heading,
        under=say(f"chart.{key}", answer.language),
        key=_key(behind, answer),
        foot=source_line(answer),
    )
    svg = picture(scenes[WIDE], around)
    return ChartPicture(name=answer.short(key), title=heading, svg=svg)


def _scenes(answer: ShownAnswer, key: str) -> Mapping[str, Scene]:
    """The pictures; none of a record of another kind than chapters are of."""
    if not isinstance(answer.record, QUESTIONS[answer.question].answer().record):
        return {}
    from caploop.report.chapters.book.page_context import page_alone

    return charts_of(answer.question)[key](answer.record, page_alone(answer.language))


def _key(table: AnswerTable | None, answer: ShownAnswer) -> tuple[tuple[str, str], ...]:
    kinds = table.kinds if table else ()
    return tuple((kind.name, shown(kind, answer.reader)) for kind in kinds)
