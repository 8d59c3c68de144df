"""A folded copy of a text to match on, with the way back to the text as given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_KEPT_DECOMPOSITIONS = ("<super>", "<sub>", "<circle>", "<fraction>", "<square>")
_DASHES = "‐‑‒–—―−"
_OLD = (
    "億萬兩幾數個圓餘約過達於幣時點電戶這種佔處圖顯員歐韓臺單減將縮從間後張塊顆輛項筆參訪問級連漲"
)
_NEW = (
    "亿万两几数个元余约过达于币时点电户这种占处图显员欧韩台单减将缩从间后张块颗辆项笔参访问级连涨"
)
_OLD += "會沒無週號財學鎊盧躍漸墜獲遠親臨節簽條違製隱續屬與為"
_NEW += "会没无周号财学镑卢跃渐坠获远亲临节签条违制隐续属与为"
_SIMPLIFIED = str.maketrans(_OLD, _NEW) | {ord("瓩"): "千瓦"}
_NARROW_SPACES = "\u00a0\u2009\u202f"
_GROUP = re.compile(r"\d.\d{3}(?!\d)")
_WIDE_DIGIT = re.compile(r"[０-９]")
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, kw_only=True)
class Shadow:
    """A text folded for matching; `origin[i]` is where its character i stands in the original."""

    text: str
    origin: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The range in the original text that this range of the shadow came from."""
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Shadow:
    """The width-folded, simplified shadow of `text`; superscripts and circled digits stay.

    >>> shadow = fold("\u2248５０\u3000億美元")
    >>> shadow.text, shadow.back(1, 3)
    ('≈50 亿美元', (1, 3))
    """
    if text.isascii():
        return Shadow(text=text, origin=tuple(range(len(text))))
    pieces: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        piece = char if char.isascii() else _folded(text, index)
        pieces.append(piece)
        origin.extend([index] * len(piece))
    return Shadow(text="".join(pieces), origin=tuple(origin))


def _folded(text: str, index: int) -> str:
    char = text[index]
    if char in _DROPPED:
        return ""
    if char in _NARROW_SPACES and _GROUP.match(text, index - 1):
        return ","
    if char in _DASHES:
        return "-"
    if char == "，" and not _is_grouping(text, index):
        return char
    kind = unicodedata.decomposition(char).partition(" ")[0]
    wide_letters = kind == "<square>" and unicodedata.normalize("NFKC", char).isascii()
    if kind in _KEPT_DECOMPOSITIONS and not wide_letters:
        return char
    return unicodedata.normalize("NFKC", char).translate(_SIMPLIFIED)


def _is_grouping(text: str, index: int) -> bool:
    around = text[index - 1 : index] + text[index + 1 : index + 2]
    return len(_WIDE_DIGIT.findall(around)) == len("１０")
