"""Columns of text within a width: cells wrap before anything is cut, wide tables go in parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct

GAP = 2
LEAST = 18
"""Columns of a terminal that a word may have before it is broken."""
SQUEEZED = 6
"""Columns of a terminal below which nothing is squeezed, whatever breaks."""
WIDE = frozenset("WF")
CLOSING, OPENING = frozenset("，。；：、）》”’！？％"), frozenset("（《“‘")
"""Marks before which, and after which, no line ends."""
JOINTS = re.compile(r"[^-_/]*[-_/]|[^-_/]+")
Row = tuple[str, ...]


class Aligned(Struct, frozen=True, kw_only=True):
    """Headings and rows of text; `right` says which columns are of numbers."""

    heads: Row
    rows: tuple[Row, ...]
    right: tuple[bool, ...]


def text_columns(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character two, a mark on one none.

    >>> text_columns("亿 bn"), text_columns("é")
    (5, 1)
    """
    return sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in WIDE else 1


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns; words that are longer are broken.

    >>> wrapped("take-or-pay floors", 11), wrapped("现金耗尽", 5)
    (['take-or-pay', 'floors'], ['现金', '耗尽'])
    """
    lines = [""]
    for piece in _pieces(text, width):
        if lines[-1] and text_columns((lines[-1] + piece).rstrip()) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    """Words with the space before them; wide characters and the parts of too long words alone."""
    for number, word in enumerate(text.split(" ")):
        space = " " if number else ""
        for atom in _atoms(word):
            for piece in _broken(atom, width):
                yield space + piece
                space = ""
        if not word:
            yield space


def _broken(atom: str, width: int) -> Iterator[str]:
    """A word that is too long at its hyphens and strokes, then letter by letter."""
    if text_columns(atom) <= width:
        yield atom
        return
    for part in JOINTS.findall(atom):
        yield from [part] if text_columns(part) <= width else part


def _atoms(word: str) -> Iterator[str]:
    """What a line may end after: each wide character with the marks behind it, other runs whole."""
    run = ""
    for character in word:
        wide, after = _columns(character) == 2, run and _columns(run[-1]) == 2
        opened = run and run[-1] in OPENING
        if run and (after if not wide else not opened and character not in CLOSING):
            yield run
            run = ""
        run += character
    if run:
        yield run


def aligned(table: Aligned, width: int, *, styled: Callable[[str], str] = str) -> list[str]:
    """The table as lines no wider than `width`; `styled` marks the headings.

    Cells wrap at words; a table that is too wide even so goes in parts, each with its first column.
    """
    lines: list[str] = []
    for part in _parts(table, width):
        widths = _fitted(part, width)
        lines += [""] if lines else []
        lines += [styled(line) for line in _row(part.heads, part.right, widths)]
        lines.append((" " * GAP).join("-" * w for w in widths))
        for row in part.rows:
            lines += _row(row, part.right, widths)
    return [line.rstrip() for line in lines]


def _row(row: Row, right: Sequence[bool], widths: Sequence[int]) -> list[str]:
    cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    tall = max(map(len, cells), default=0)
    lines = []
    for n in range(tall):
        parts = (cell[n] if n < len(cell) else "" for cell in cells)
        padded = (_padded(*one) for one in zip(parts, widths, right, strict=True))
        lines.append((" " * GAP).join(padded))
    return lines


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - text_columns(text))
    return space + text if right else text + space


def _natural(table: Aligned, place: int) -> int:
    return max(text_columns(row[place]) for row in (table.heads, *table.rows))


def _narrowest(table: Aligned, place: int) -> int:
    """The width below which a column would break a number or a word."""
    cells = [row[place] for row in table.rows]
    whole = cells if table.right[place] else []
    told = [table.heads[place]] if table.right[place] else [table.heads[place], *cells]
    words = (atom for text in told for word in text.split(" ") for atom in _atoms(word))
    parts = (part for word in words for part in JOINTS.findall(word))
    longest = min(max(map(text_columns, parts), default=1), LEAST)
    return max([longest, *map(text_columns, whole)])


def _fitted(table: Aligned, width: int) -> list[int]:
    """Widths of columns that fit, the widest column made narrower first."""
    places = range(len(table.heads))
    widths = [_natural(table, place) for place in places]
    least = [min(_narrowest(table, place), widths[place]) for place in places]
    for floor in (least, [min(SQUEEZED, w) for w in widths]):
        while sum(widths) + GAP * (len(widths) - 1) > width:
            able = [place for place in places if widths[place] > floor[place]]
            if not able:
                break
            widths[max(able, key=lambda place: widths[place])] -= 1
    return widths


def _parts(table: Aligned, width: int) -> Iterator[Aligned]:
    """The table, or parts of its columns that fit each with the first column before them."""
    places = list(range(len(table.heads)))
    if not places:
        return
    first, taken = places[0], [places[0]]
    for place in places[1:]:
        wide = sum(_narrowest(table, p) + GAP for p in (*taken, place)) - GAP
        if wide > width and len(taken) > 1:
            yield _chosen(table, taken)
            taken = [first]
        taken.append(place)
    yield _chosen(table, taken)


def _chosen(table: Aligned, places: Sequence[int]) -> Aligned:
    def of(row: Row) -> Row:
        return tuple(row[place] for place in places)

    right = tuple(table.right[place] for place in places)
    return Aligned(heads=of(table.heads), rows=tuple(map(of, table.rows)), right=right)
