"""How wide words are: a table of character widths, so that labels are placed without a browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from caploop.charts.style import BOLD, SIZES

_NARROW = "iljI.,:;'|!`·‘’ "
_SLIM = 'frt()[]{}-/\\"*°“”'
_BROAD = "mwMW@%—…≥≤→±×"
_WIDTHS = {c: w for chars, w in ((_NARROW, 0.32), (_SLIM, 0.42), (_BROAD, 0.98)) for c in chars}
CAPITAL = 0.74
SMALL = 0.6
FULL = 1.04
BOLDER = 1.08


def text_width(text: str, kind: str) -> float:
    """Pixels a line of one kind of text takes at most; a Chinese character is a full square."""
    ems = sum(_em(c) for c in text)
    return ems * SIZES[kind] * (BOLDER if kind in BOLD else 1)


def _em(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.east_asian_width(character) in {"W", "F"} or ord(character) > 0x2000:
        return FULL
    if unicodedata.combining(character):
        return 0.0
    return CAPITAL if character.isupper() else SMALL if character.isascii() else FULL


def wrap(text: str, kind: str, *, width: float) -> list[str]:
    """The text in lines no wider than `width`; a word that is wider is broken.

    >>> wrap("letter of intent", "note", width=60)
    ['letter of', 'intent']
    """
    lines = [""]
    for piece in _pieces(text, kind, width=width):
        joined = lines[-1] + piece
        if lines[-1] and text_width(joined.rstrip(), kind) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] = joined
    return [line.rstrip() for line in lines if line.strip()]


def _pieces(text: str, kind: str, *, width: float) -> Iterator[str]:
    """Words with the space before them; Chinese characters and too long words one by one."""
    for number, word in enumerate(text.split()):
        space = " " if number else ""
        for atom in _atoms(word):
            for piece in [atom] if text_width(atom, kind) <= width else list(atom):
                yield space + piece
                space = ""


def _atoms(word: str) -> Iterator[str]:
    """Each full-width character alone, runs of others together."""
    run = ""
    for character in word:
        if _em(character) == FULL:
            yield from (x for x in (run, character) if x)
            run = ""
        else:
            run += character
    if run:
        yield run


def widest(lines: Sequence[tuple[str, str]]) -> float:
    """Width of the widest of lines, each a kind and its text."""
    return max((text_width(text, kind) for kind, text in lines), default=0.0)
