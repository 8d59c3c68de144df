"""An executable model of the AI-infrastructure capital loop: from dated evidence to answers."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "CaploopError": "caploop.core.errors",
    "Claim": "caploop.evidence.claim",
    "Document": "caploop.evidence.claim",
    "InputInvalidError": "caploop.core.errors",
    "Ledger": "caploop.evidence.ledger",
    "Link": "caploop.evidence.claim",
    "Problem": "caploop.core.problem",
    "book_record": "caploop.study.shared.open",
    "claims": "caploop.study.claims.answer",
    "find_quantities": "caploop.extraction.quantity",
    "open_book": "caploop.study.shared.open",
    "open_ledger": "caploop.study.shared.opening",
    "parse_period": "caploop.core.period",
    "parse_quantity": "caploop.extraction.quantity",
}

__all__ = list(_HOMES)
__version__ = "0.2.0"


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"caploop has no {name!r}; it has {', '.join(_HOMES)}")
    return getattr(import_module(_HOMES[name]), name)
