"""An article's own lines as they are read: each with its text, its parties and its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.extraction import Quantity, find_quantities
from caploop.ingest.article import Article, OwnLine, without_links
from caploop.ingest.parties import Mention, mentions
from caploop.ingest.script import simplified
from caploop.ingest.words import small

BLOCK = 8000
"""Signs that are read at once: to start the grammar costs as much as a line."""
MOST_FIGURES = 50_000
_Placed = TypeVar("_Placed", Mention, Quantity)


class Part(Struct, frozen=True, kw_only=True, gc=False):
    """A line of the article as it is read: its text, the same in small letters without its names,
    its parties and figures, whose places are those in the line; `restates` of a figure counts in
    `figures`."""

    line: OwnLine
    text: str
    low: str
    told: tuple[Mention, ...]
    figures: tuple[Quantity, ...]


def parts_of(article: Article) -> list[Part]:
    """The article's own lines, read.

    Raises UsageError for one that holds more figures than anybody could decide on.
    """
    text = simplified(without_links(article.text))
    low = small(text)
    parts: list[Part] = []
    figures = 0
    for lines in _blocks(article.lines):
        for part in _of_block(text, low, lines):
            parts.append(part)
            figures += len(part.figures)
        if figures > MOST_FIGURES:
            message = f"{article.name} has more than {MOST_FIGURES} figures; take a part of it"
            raise UsageError(message)
    return parts


def _blocks(lines: Sequence[OwnLine]) -> Iterator[Sequence[OwnLine]]:
    """The lines in groups that stand near each other, of about as many signs as a block."""
    first = 0
    for number, line in enumerate(lines):
        if line.end - lines[first].start > BLOCK and number > first:
            yield lines[first:number]
            first = number
    if lines:
        yield lines[first:]


def _of_block(text: str, low: str, lines: Sequence[OwnLine]) -> Iterator[Part]:
    start, end = lines[0].start, lines[-1].end
    told = _by_line(mentions(text[start:end], low[start:end]), lines, start)
    figures = _by_line(find_quantities(text[start:end]), lines, start)
    for line, (_, names), (before, found) in zip(lines, told, figures, strict=True):
        figures_of_line = tuple(
            replace(q, restates=q.restates - before) if q.restates is not None else q for q in found
        )
        part_low = low[line.start : line.end]
        yield Part(
            line=line,
            text=text[line.start : line.end],
            low=_without_names(part_low, names),
            told=names,
            figures=figures_of_line,
        )


def _by_line(
    found: Sequence[_Placed], lines: Sequence[OwnLine], start: int
) -> list[tuple[int, tuple[_Placed, ...]]]:
    """What was found in a block that starts there, line by line: the number of the first in the
    block, and all of them placed in their line."""
    shared: list[tuple[int, tuple[_Placed, ...]]] = []
    at = 0
    for line in lines:
        first, last = line.start - start, line.end - start
        while at < len(found) and found[at].start < first:
            at += 1
        own, number = [], at
        while at < len(found) and found[at].end <= last:
            one = found[at]
            own.append(replace(one, start=one.start - first, end=one.end - first) if first else one)
            at += 1
        shared.append((number, tuple(own)))
    return shared


def _without_names(low: str, told: Sequence[Mention]) -> str:
    if not told:
        return low
    pieces: list[str] = []
    reached = 0
    for one in told:
        pieces += (low[reached : one.start], "\0" * (one.end - one.start))
        reached = one.end
    return "".join((*pieces, low[reached:]))
