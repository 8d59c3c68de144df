"""A folded copy of a text to match on, with the way back to the text as given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_KEPT_DECOMPOSITIONS = ("<super>", "<sub>", "<circle>", "<fraction>", "<square>")
_DASHES = "‐‑‒–−"
_OLD = (
    "億萬兩幾數個圓餘約過達於幣時點電戶這種佔處圖顯員歐韓臺單減將縮從間後張塊顆輛項筆參訪問級連漲"
)
_NEW = (
    "亿万两几数个元余约过达于币时点电户这种占处图显员欧韩台单减将缩从间后张块颗辆项笔参访问级连涨"
)
_OLD += "會沒無週號財學鎊盧躍漸墜獲遠親臨節簽條違製隱續屬與為負強紐紙儲蓋"
_NEW += "会没无周号财学镑卢跃渐坠获远亲临节签条违制隐续属与为负强纽纸储盖"
_OLD += "조억만천"
_NEW += "兆亿万千"
_SIMPLIFIED = str.maketrans(_OLD, _NEW) | {ord("瓩"): "千瓦"}
_NARROW_SPACES = "\u00a0\u2009\u202f"
_NARROW_GROUP = re.compile(rf"(?<=\d)[{_NARROW_SPACES}](?=\d{{3}}(?!\d))")
_WIDE_GROUP = re.compile("(?<=[０-９])，(?=[０-９])")
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, kw_only=True)
class Shadow:
    """A text folded for matching; `origin[i]` is where its character i stands in the original."""

    text: str
    origin: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The range in the original text that this range of the shadow came from."""
        return self.origin[start], self.origin[end - 1] + 1


def _kept() -> str:
    """The Chinese signs of the plane's first block that stay as they are, as ranges."""
    first, ranges = 0x4E00, ""
    for code in sorted({*map(ord, _OLD + "瓩\ua000")}):
        if first < code <= 0xA000:
            ranges += f"{chr(first)}-{chr(code - 1)}"
        first = max(first, code + 1)
    return ranges


# All that may be folded, and little else: most signs of either language stay as they are.
_FOLDED = re.compile(rf"[^\x00-\x7f\u3001-\u3035\u3041-\u30fe，“”‘’…·£€₹₩—{_kept()}]")


class _Folds(dict[str, str]):
    """What each character is folded to, found when it is first met.

    `resized` are the characters met so far that are folded to none or to several.
    """

    def __init__(self) -> None:
        super().__init__()
        self.resized: set[str] = set()

    def __missing__(self, char: str) -> str:
        folded = self[char] = _folded(char)
        if len(folded) != 1:
            self.resized.add(char)
        return folded


_FOLDS = _Folds()
_REMEMBERED = 2  # texts: quantities and periods are read from one after the other


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> Shadow:
    """The width-folded, simplified shadow of `text`; superscripts and circled digits stay.

    >>> shadow = fold("\u2248５０\u3000億美元")
    >>> shadow.text, shadow.back(1, 3)
    ('≈50 亿美元', (1, 3))
    """
    if text.isascii():
        return Shadow(text=text, origin=range(len(text)))
    grouped = text
    if any(space in text for space in _NARROW_SPACES):
        grouped = _NARROW_GROUP.sub(",", grouped)
    if "，" in text:
        grouped = _WIDE_GROUP.sub(",", grouped)
    folded = _FOLDED.sub(_fold_one, grouped)
    if not any(char in grouped for char in _FOLDS.resized):
        return Shadow(text=folded, origin=range(len(text)))
    return Shadow(text=folded, origin=_origin(grouped))


def _fold_one(match: re.Match[str]) -> str:
    return _FOLDS[match.group()]


def _origin(text: str) -> list[int]:
    """Where each character of the folded text stands in the given one."""
    origin: list[int] = []
    reached = 0
    for match in _FOLDED.finditer(text):
        size = len(_FOLDS[match.group()])
        if size != 1:
            origin += range(reached, match.start())
            origin += [match.start()] * size
            reached = match.end()
    origin += range(reached, len(text))
    return origin


def _folded(char: str) -> str:
    if char in _DROPPED:
        return ""
    if char in _DASHES:
        return "-"
    kind = unicodedata.decomposition(char).partition(" ")[0]
    wide_letters = kind == "<square>" and unicodedata.normalize("NFKC", char).isascii()
    if kind in _KEPT_DECOMPOSITIONS and not wide_letters:
        return char
    return unicodedata.normalize("NFKC", char).translate(_SIMPLIFIED)
