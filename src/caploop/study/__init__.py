"""One function for each question; command, page and chapter show the record it returns."""

from caploop.study.claims import claims
from caploop.study.shared.opening import open_ledger

__all__ = ["claims", "open_ledger"]
