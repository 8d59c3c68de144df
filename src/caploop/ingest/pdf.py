"""Text of a PDF, and of it what no reader sees: white letters, letters without ink."""

from __future__ import annotations

import importlib
from io import BytesIO
from typing import Any

from caploop.core.errors import UsageError

MOST_PAGES = 3000
SHOWING = frozenset({b"Tj", b"TJ", b"'", b'"'})
PAINTS = {b"g": 1.0, b"rg": 1.0, b"sc": 1.0, b"scn": 1.0, b"k": 0.0}
"""Operators that set the colour of letters, and what all their numbers are where it is white."""
NO_INK = 3
"""The way of showing letters that paints none."""
WHITE = 0.02
"""How far from white a colour may be and still not be seen."""


def pdf_text(name: str, raw: bytes) -> tuple[str, list[str]]:
    """The text of the pages that is seen, and notes on what is not.

    Where most of a page's text is white it stands on a dark page: it is kept, and said.
    """
    pypdf = importlib.import_module("pypdf")
    try:
        pages = pypdf.PdfReader(BytesIO(raw)).pages
        if len(pages) > MOST_PAGES:
            raise UsageError(f"{name} has {len(pages)} pages; take a part of it")
        read = [_page_text(page) for page in pages]
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(f"{name} is a damaged PDF: {error}; save it anew") from None
    unseen = [" ".join(hidden.split()) for _, hidden in read if hidden.strip()]
    notes = [f"white or unpainted text of a PDF: {text[:60]!r}" for text in unseen]
    return "\n".join(text for text, _ in read), notes


def _page_text(page: Any) -> tuple[str, str]:
    """What a page shows, and what stands on it unseen."""
    ink = _Ink()
    whole = page.extract_text(visitor_operand_before=ink.operate, visitor_text=ink.take)
    seen, hidden = "".join(ink.seen), "".join(ink.hidden)
    return (seen if len(hidden) < len(seen) else whole), hidden


class _Ink:
    """Follows the colour of letters through a page and parts its text by whether it is seen."""

    def __init__(self) -> None:
        self.state = (False, False)
        self.kept: list[tuple[bool, bool]] = []
        self.shown: set[bool] = set()
        self.seen: list[str] = []
        self.hidden: list[str] = []

    def operate(self, operator: bytes, operands: Any, *_place: Any) -> None:
        """Notes what an operator does to the colour; pypdf calls it before each."""
        is_white, no_ink = self.state
        if operator == b"q":
            self.kept.append(self.state)
        elif operator == b"Q" and self.kept:
            self.state = self.kept.pop()
        elif operator in PAINTS:
            numbers = [float(one) for one in operands if isinstance(one, int | float)]
            white = PAINTS[operator]
            self.state = bool(numbers) and all(abs(n - white) < WHITE for n in numbers), no_ink
        elif operator == b"Tr" and operands:
            self.state = is_white, operands[0] == NO_INK
        elif operator in SHOWING:
            self.shown.add(any(self.state))

    def take(self, text: str, *_place: Any) -> None:
        """Puts a piece of text where it belongs; pypdf calls it when one ends."""
        is_hidden = self.shown == {True}
        if text.strip():
            self.shown.clear()
        (self.hidden if is_hidden else self.seen).append(text)
