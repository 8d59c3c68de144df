"""The question `claims`."""

from caploop.study.claims.answer import ClaimsRecord, claims, narrowed

__all__ = ["ClaimsRecord", "claims", "narrowed"]
