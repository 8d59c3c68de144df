"""Words of time that stand together: which part belongs to which year, and what is a range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from caploop.extraction.times.tokens import TimeWordKind, Token

_JOIN = re.compile(r"\s*(?:,|/|-|的|'s)?\s*|\s+(?:of|in|for)\s+(?:(?:its|the)\s+)?|\s?\(\s?")
_RANGE = re.compile(r"\s*(?:-|~|—|至|到)\s*|\s+(?:to|through|until|till)\s+(?:the\s+)?")
_AND = re.compile(r"\s+and\s+(?:the\s+)?|\s*[和与及]\s*")
_LISTED = re.compile(r"\s+(?:and|or|&)\s+|\s*[,、和与及]\s*")
_BETWEEN = re.compile(r"(?:\bbetween\s+(?:the\s+)?|介于|在)$", re.IGNORECASE)
_NEAR = 16
_YEARS = (TimeWordKind.YEAR, TimeWordKind.FISCAL)
_PARTS = (TimeWordKind.PART, TimeWordKind.MONTH)


class Point(Struct, frozen=True, gc=False):
    """One time: a year, parts of it (one, or the first and last of a span), or both."""

    year: Token | None = None
    parts: tuple[Token, ...] = ()
    length: Token | None = None


class Phrase(Struct, frozen=True, gc=False):
    """One time, or from a first to a last, and where the words stand."""

    start: int
    end: int
    first: Point
    last: Point | None = None


def phrases_of(text: str, tokens: Sequence[Token]) -> Iterator[Phrase]:
    """The words of time put together, longest first, in order and apart."""
    index = 0
    while index < len(tokens):
        first, after = _point(text, tokens, index)
        if first is None:
            index = after
            continue
        last, end = _range_end(text, tokens, (index, after))
        start = tokens[index].start
        yield Phrase(start, tokens[end - 1].end, first, last)
        index = end


def _gap(text: str, tokens: Sequence[Token], index: int) -> str | None:
    """The text between a token and the one before it; nothing at the ends."""
    if not 0 < index < len(tokens):
        return None
    return text[tokens[index - 1].end : tokens[index].start]


def _joins(text: str, tokens: Sequence[Token], index: int) -> bool:
    gap = _gap(text, tokens, index)
    return gap is not None and len(gap) < _NEAR and _JOIN.fullmatch(gap) is not None


def _spans(text: str, tokens: Sequence[Token], index: int) -> bool:
    gap = _gap(text, tokens, index)
    return gap is not None and len(gap) < _NEAR and _RANGE.fullmatch(gap) is not None


def _is(tokens: Sequence[Token], index: int, kinds: tuple[TimeWordKind, ...]) -> bool:
    return index < len(tokens) and tokens[index].kind in kinds


def _is_open_year(tokens: Sequence[Token], index: int) -> bool:
    return _is(tokens, index, _YEARS) and not tokens[index].part


def _point(text: str, tokens: Sequence[Token], index: int) -> tuple[Point | None, int]:
    """The time that starts at this token, and the index behind it; none for a length alone."""
    token = tokens[index]
    if token.kind is TimeWordKind.LENGTH:
        gap = _gap(text, tokens, index + 1)
        inner, after = (None, index + 1) if gap else _inner(text, tokens, index + 1)
        return (Point(inner.year, inner.parts, token) if inner else None), after
    if token.kind in _PARTS:
        return _part_first(text, tokens, index)
    if token.kind in _YEARS and not token.part:
        return _year_first(text, tokens, index)
    return Point(token), index + 1


def _inner(text: str, tokens: Sequence[Token], index: int) -> tuple[Point | None, int]:
    if index >= len(tokens) or tokens[index].kind is TimeWordKind.LENGTH:
        return None, index
    return _point(text, tokens, index)


def _part_first(text: str, tokens: Sequence[Token], index: int) -> tuple[Point, int]:
    """Q3 2025, September to October 2025, first half of FY26; or a part alone."""
    if _joins(text, tokens, index + 1) and _is_open_year(tokens, index + 1):
        return Point(_of_issuer(tokens, index + 1, index), (tokens[index],)), index + 2
    spans = _spans(text, tokens, index + 1) and _is(tokens, index + 1, _PARTS)
    shared = _shared_year(text, tokens, index)
    if shared is not None:
        return Point(_of_issuer(tokens, shared, index), (tokens[index],)), index + 1
    if not spans:
        return Point(None, (tokens[index],)), index + 1
    parts = (tokens[index], tokens[index + 1])
    if _joins(text, tokens, index + 2) and _is_open_year(tokens, index + 2):
        return Point(_of_issuer(tokens, index + 2, index), parts), index + 3
    return Point(None, parts), index + 2


def _shared_year(text: str, tokens: Sequence[Token], index: int) -> int | None:
    """Where the year stands that the parts of a list share: Q1, Q2 and Q3 2025."""
    last = index
    while True:
        gap = _gap(text, tokens, last + 1)
        if gap is None or not _LISTED.fullmatch(gap) or not _is(tokens, last + 1, _PARTS):
            break
        last += 1
    has_year = _joins(text, tokens, last + 1) and _is_open_year(tokens, last + 1)
    return last + 1 if last > index and has_year else None


def _of_issuer(tokens: Sequence[Token], year: int, part: int) -> Token:
    """The year, a fiscal one where the part joined to it is one of an issuer's."""
    words = tokens[part].part.lower() if part < len(tokens) else ""
    is_fiscal = "fiscal" in words or "财" in words or words.startswith(("fq", "fh"))
    return replace(tokens[year], kind=TimeWordKind.FISCAL) if is_fiscal else tokens[year]


def _year_first(text: str, tokens: Sequence[Token], index: int) -> tuple[Point, int]:
    """2025年10月到12月, FY26 H1; the part is of the year behind it where one is joined to it."""
    year, gap = _of_issuer(tokens, index, index + 1), _gap(text, tokens, index + 1) or ""
    has_part = _joins(text, tokens, index + 1) and _is(tokens, index + 1, _PARTS)
    is_close = (
        gap.strip() in ("", "'s") or year.kind is TimeWordKind.FISCAL or not year.text.isascii()
    )
    is_close = is_close and not (gap.strip() == "," and year.kind is TimeWordKind.YEAR)
    owned = _joins(text, tokens, index + 2) and _is_open_year(tokens, index + 2)
    is_nearer = len(gap) <= len(_gap(text, tokens, index + 2) or "")
    owned = owned and not is_nearer and tokens[index + 1].text.isascii()
    if not has_part or not is_close or owned:
        return Point(tokens[index]), index + 1
    parts = (tokens[index + 1],)
    if _spans(text, tokens, index + 2) and _is(tokens, index + 2, _PARTS):
        behind = _joins(text, tokens, index + 3) and _is_open_year(tokens, index + 3)
        if not behind or len(gap) <= len(_gap(text, tokens, index + 3) or ""):
            return Point(year, (*parts, tokens[index + 2])), index + 3
    return Point(year, parts), index + 2


def _range_end(text: str, tokens: Sequence[Token], at: tuple[int, int]) -> tuple[Point | None, int]:
    """The time up to which the one at these tokens runs, and the index behind it."""
    index, after = at
    gap = _gap(text, tokens, after)
    if gap is None or tokens[index].kind is TimeWordKind.LENGTH or len(gap) >= _NEAR:
        return None, after
    start = tokens[index].start
    is_between = _BETWEEN.search(text, max(0, start - _NEAR), start) is not None
    if not _RANGE.fullmatch(gap) and not (is_between and _AND.fullmatch(gap)):
        return None, after
    if tokens[after].kind is TimeWordKind.LENGTH:
        return None, after
    last, end = _point(text, tokens, after)
    return (last, end) if last and last.year else (None, after)
