"""The question `claims`."""

from caploop.study.claims.answer import ClaimsRecord, claims

__all__ = ["ClaimsRecord", "claims"]
