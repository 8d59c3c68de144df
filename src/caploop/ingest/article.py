"""A document as stored, and which of its lines are the article's own."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caploop.core.errors import UsageError
from caploop.extraction import find_periods
from caploop.ingest.formats import MOST_BYTES, text_of
from caploop.ingest.speakers import is_label

_AFTER = re.compile(
    r"^(?:特别声明|免责声明|相关推荐|热点推荐|推荐阅读|相关阅读|延伸阅读|相关新闻|返回搜狐|"
    r"举报/?反馈|责任编辑|参考资料|网友评论|热门评论|更多精彩|Notice:|Disclaimer|"
    r"Related (?:articles|stories|reading)|Recommended(?: for you)?$|Read (?:more|next)|More from|"
    r"Share (?:To|this)$|Most read|References?:?$)",
    re.I,
)
"""Lines with which a page's own furniture begins."""
_LINK = re.compile(r"https?://\S+|www\.\S+")
_PLAIN_CLOCK = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?$")
_WHOLE_DAY = re.compile(
    r"(?:19|20)\d\d\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}(?:\s?[日号號])?"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8},? (?:19|20)\d\d"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, (?:19|20)\d\d"
)
"""A day with its year."""
_YEAR = re.compile(r"20\d\d")
_NEAR = 20
"""Signs on either side of a year in which its day stands."""
_HEADING = 32
"""Characters below which a line without a full stop is a heading."""
LONGEST = 4000
"""Signs of a line that are read at once."""
_PIECE_ENDS = ("。", ". ", "！", "？", ";", "；")
_STOPS = tuple('。.!！?？;；:：,，"”」…')


@dataclass(frozen=True, kw_only=True)
class OwnLine:
    """A line of the text: where it stands, and whether it is a heading."""

    start: int
    end: int
    is_heading: bool


@dataclass(frozen=True, kw_only=True)
class Article:
    """A document: its name, the digest of its bytes, its text as stored, its own lines and day, and
    what a reader should know of it."""

    name: str
    digest: str
    text: str
    lines: tuple[OwnLine, ...]
    day: date | None
    notes: tuple[str, ...] = ()


def read_article(path: Path) -> Article:
    """The document of a file: text (UTF-8, UTF-16, GB18030, Big5), HTML, PDF, Word or e-mail; its
    text is never normalised.

    Raises UsageError for a file that cannot be read, or is none of these.
    """
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; check its name") from None
    if size > MOST_BYTES:
        raise UsageError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB; take a part of it")
    text, notes = text_of(str(path), raw)
    return article_of(path.name, text, digest=hashlib.sha256(raw).hexdigest(), notes=notes)


def article_of(name: str, text: str, *, digest: str = "", notes: tuple[str, ...] = ()) -> Article:
    """The document of a text that was read elsewhere."""
    lines = tuple(piece for line in _own_lines(text) for piece in _pieces(text, line))
    day = _day(text, lines)
    return Article(name=name, digest=digest, text=text, lines=lines, day=day, notes=notes)


def _own_lines(text: str) -> tuple[OwnLine, ...]:
    """Lines up to where a page's own furniture begins, without repeated ones."""
    found: list[OwnLine] = []
    at = 0
    every = text.split("\n")
    often = Counter(one.strip() for one in every if len(one.strip()) > 6)
    for one in every:
        start, at = at, at + len(one) + 1
        bare = one.strip()
        if found and _AFTER.match(bare):
            break
        is_again = often[bare] > 1 and not is_label(bare)
        if not bare or is_again or _PLAIN_CLOCK.match(bare):
            continue
        lead = len(one) - len(one.lstrip())
        heading = len(bare) < _HEADING and not bare.endswith(_STOPS)
        found.append(OwnLine(start=start + lead, end=start + lead + len(bare), is_heading=heading))
    return tuple(found)


def _pieces(text: str, line: OwnLine) -> list[OwnLine]:
    """The line, or where it is very long its pieces, each up to the end of a sentence."""
    found: list[OwnLine] = []
    start = line.start
    while line.end - start > LONGEST:
        stop = max(text.rfind(sign, start + 1, start + LONGEST) for sign in _PIECE_ENDS)
        end = stop + 1 if stop > start else start + LONGEST
        found.append(OwnLine(start=start, end=end, is_heading=False))
        start = end
    return [*found, OwnLine(start=start, end=line.end, is_heading=line.is_heading and not found)]


def without_links(text: str) -> str:
    """The text with every address blanked, at the same places."""
    return _LINK.sub(lambda m: " " * len(m.group()), text)


def _day(text: str, lines: tuple[OwnLine, ...]) -> date | None:
    """The first whole day named in the head of the article, else the latest of those that are
    written with their year."""
    head = _days(text[: lines[min(4, len(lines) - 1)].end]) if lines else []
    if head:
        return head[0]
    told: set[str] = set()
    for year in _YEAR.finditer(text, 0, lines[-1].end if lines else 0):
        near = text[max(0, year.start() - _NEAR) : year.end() + _NEAR]
        told |= {hit.group() for hit in _WHOLE_DAY.finditer(near)}
    return max((day for one in told for day in _days(one)), default=None)


def _days(part: str) -> list[date]:
    found = find_periods(part, stated_on=None, calendar=None)
    return [p.start for _, _, p in found if p.start is not None and p.start == p.end]
