"""A step line: what was said about one figure, step by step through time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caploop.charts.columns import columns
from caploop.charts.marks import Mark
from caploop.charts.rows import rows
from caploop.charts.scale import fitting
from caploop.charts.scene import Scene
from caploop.charts.svg import Markup, canvas, element
from caploop.charts.width import wrap

NARROW = 520.0
SENTENCE = 26.0


@dataclass(frozen=True, kw_only=True)
class Story:
    """What a step line shows: its marks, and all the words it needs.

    `tick` writes an axis value, `scale_note` and `cut_note` say what the axis does; `nothing`
    stands where no step has a figure, `only` before the one figure there is.
    """

    title: str
    description: str
    marks: tuple[Mark, ...]
    tick: Callable[[float], str]
    hue: str = "other"
    scale_note: str = "Logarithmic scale."
    cut_note: str = "The axis does not begin at zero."
    spacing_note: str = "Dates in order, spaced for reading."
    nothing: str = "no figure to draw"
    only: str = "one figure only:"
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def step_line(story: Story, *, width: float, plot: float = 200.0, name: str = "steps") -> Scene:
    """The picture at one width, in the layout that fits it; in words where there is no line.

    Under 520 pixels, and where labels would meet, time runs down instead of to the right. `name`
    keeps ids apart where several pictures share a page.
    """
    drawn, height = _drawn(story, width, plot)
    svg = canvas(
        element("g", *drawn, class_=f"hue-{story.hue}"),
        width=width,
        height=height,
        name=name,
        about=(story.title, story.description),
    )
    return Scene(
        svg=svg,
        title=story.title,
        description=story.description,
        columns=story.columns,
        rows=story.rows,
    )


def _drawn(story: Story, width: float, plot: float) -> tuple[list[Markup], float]:
    marks = sorted(story.marks, key=lambda m: m.day)
    if len(marks) < 2:
        return _sentence(_in_words(story), width)
    scale = fitting([v for m in marks for v in m.extent() if _drawable(v, marks)])
    ticks = [story.tick(v) for v in scale.ticks]
    wide = None
    if width >= NARROW:
        wide = columns(marks, scale, width=width, plot=plot, ticks=ticks)
    drawn, height = wide or rows(marks, scale, width=width, ticks=ticks)
    notes = [story.scale_note] if scale.logarithmic else []
    notes += [story.cut_note] if scale.low > 0 and not scale.logarithmic else []
    notes += [story.spacing_note] if wide else []
    return _noted(drawn, height, notes, width=width)


def _drawable(value: float, marks: Sequence[Mark]) -> bool:
    """Zero as the foot of an "up to" does not force a linear axis on figures far apart."""
    return value != 0 or any(m.value == 0 for m in marks)


def _noted(
    drawn: list[Markup], height: float, notes: Sequence[str], *, width: float
) -> tuple[list[Markup], float]:
    if not notes:
        return drawn, height
    lines = wrap(" ".join(notes), "tick", width=width - 4)
    for number, line in enumerate(lines):
        y = height + 16 + 16 * number
        drawn.append(element("text", line, x=0, y=y, class_="tick"))
    return drawn, height + 8 + 16 * len(lines)


def _in_words(story: Story) -> str:
    if not story.marks:
        return story.nothing
    mark = story.marks[0]
    said = [text for _, text in mark.lines()]
    return f"{story.only} {', '.join([*said, mark.day_text])}"


def _sentence(text: str, width: float) -> tuple[list[Markup], float]:
    lines = wrap(text, "value", width=width - 4)
    drawn = [
        element("text", line, x=0, y=SENTENCE * (n + 1) - 6, class_="value")
        for n, line in enumerate(lines)
    ]
    return drawn, SENTENCE * max(1, len(lines))
