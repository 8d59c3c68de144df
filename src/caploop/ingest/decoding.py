"""Bytes as text: by their mark, as UTF-8 even where it is cut, as they declare, or in Chinese."""

from __future__ import annotations

import re

from caploop.core.errors import UsageError

CHINESE = ("gb18030", "big5")
COMMON = "的一是在不了有人这這中大为為上個个国國年月日亿億元万萬美公司资資收本"
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", re.I)
_LOST = "\ufffd"
HEAD = 4096
"""First bytes that show whether every other one is zero."""
FEW = 500
"""One bad byte in so many is a damaged text in UTF-8, more is another encoding."""


def wide_of(raw: bytes) -> str | None:
    """The encoding of two bytes a sign that a text starts with a mark of, or plainly is in."""
    if raw[:2] in WIDE:
        return WIDE[raw[:2]]
    head = raw[: min(HEAD, len(raw) - len(raw) % 2)]
    zeros = head[0::2].count(0), head[1::2].count(0)
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if zeros[place] > len(head) // 4 and not zeros[1 - place]:
            return encoding
    return None


def decoded(name: str, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes, and a note where some of them could not be read.

    Of GB18030 and Big5 it is whichever gives more of the commonest signs, as most bytes of the one
    can be read as the other.
    """
    declared = _DECLARED.search(raw[:2048])
    said = [declared[1].decode()] if declared else []
    for encoding in (wide_of(raw), "utf-8-sig", *said):
        text = _tried(raw, encoding) if encoding else None
        if text is not None:
            return text, ()
    damaged = _damaged(raw)
    if damaged is not None:
        return damaged, (f"{damaged.count(_LOST)} places could not be read and show as {_LOST}",)
    readings = [text for text in (_tried(raw, e) for e in CHINESE) if text is not None]
    if not readings:
        raise UsageError(f"{name} is in no encoding that is read here; save it as UTF-8")
    return max(readings, key=lambda text: sum(text.count(sign) for sign in COMMON)), ()


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _damaged(raw: bytes) -> str | None:
    """The text as UTF-8 where all but a few bytes are: cut in a sign, or spoilt here and there."""
    text = raw.decode("utf-8-sig", "replace")
    lost = text.count(_LOST)
    whole = len(text.encode("utf-8")) - len(text) - 2 * lost
    is_utf8 = whole > lost * 8 or (lost == 1 and text.endswith(_LOST))
    return text if is_utf8 and lost <= 1 + len(raw) // FEW else None
