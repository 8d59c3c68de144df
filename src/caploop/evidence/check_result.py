"""How a cross-check came out."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.core.message import Message


class CheckResult(Struct, frozen=True, kw_only=True):
    """Verdict of one check, with the figure computed, the range it can have, and the other side."""

    id: str
    expression: str
    verdict: Verdict
    computed: Decimal | None = None
    computed_low: Decimal | None = None
    computed_high: Decimal | None = None
    other: Decimal | None = None
    claims: tuple[str, ...] = ()
    reason: Message | None = None


Verdict = Literal[
    "pass",
    "fail",
    "derived",
    "apparent_fail",
    "not_comparable",
    "flag",
    "ambiguous",
    "revision_chain",
    "trap",
    "not_evaluated",
]
