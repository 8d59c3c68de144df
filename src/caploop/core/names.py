"""Names that do not exist, answered with the nearest that do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence that offers the nearest name, or nothing where none is near.

    >>> nearest("cash_brun", ["cash_burn", "revenue"])
    "; did you mean 'cash_burn'?"
    >>> nearest("x", ["cash_burn"])
    ''
    """
    hint = offered(name, known, "")
    return f"; {hint}" if hint else ""


def offered(name: str, known: Iterable[str], otherwise: str) -> str:
    """The hint that offers the nearest name, or another hint where none is near.

    >>> offered("openia", ["openai"], "add it")
    "did you mean 'openai'?"
    """
    near = get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else otherwise
