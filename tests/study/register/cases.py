"""Statements, entries and claims that fit on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from caploop.core.message import message
from caploop.evidence import Claim
from caploop.study.register.entry import RegisterEntry, chained
from caploop.study.register.statement import DatedStatement, OtherSide, statement_digest

MADE, LATER, DEADLINE = date(2026, 11, 30), date(2027, 2, 20), date(2027, 3, 31)
DEBT = DatedStatement(
    id="debt-40",
    group="suppliers",
    party="coreweave",
    measure="firm-debt",
    end=date(2026, 12, 31),
    comparison=">=",
    threshold=40.0,
    deadline=DEADLINE,
    source="annual-report",
    claim="total_debt",
)
FALLS = DatedStatement(
    id="backlog-falls",
    group="suppliers",
    party="oracle",
    measure="backlog",
    end=date(2026, 11, 30),
    comparison="<",
    against=OtherSide(end=date(2026, 8, 31), value=664.0),
    deadline=DEADLINE,
    source="quarterly-report",
    claim="backlog",
)
LISTED = DatedStatement(
    id="listed",
    group="openai",
    party="openai",
    measure="listed",
    start=date(2026, 12, 1),
    end=date(2027, 3, 31),
    comparison="happens",
    deadline=DEADLINE,
    source="exchange",
    claim="event",
    qualifier="listed",
    silence="false",
)


def entry(statement: DatedStatement = DEBT, **given: Any) -> RegisterEntry:
    """An entry that is not in a register yet."""
    told: dict[str, Any] = {
        **{"number": 0, "made": MADE, "probability": 0.5, "low": 0.4, "high": 0.6, "told": 1.0},
        **{"base_rate": 0.25, "base": message("base-judged", why="x", hits=0, of=2, rate=0.25)},
        **{"scenario": "S0", "draws": 100, "seed": 0, "as_of": date(2026, 3, 1)},
        **{"known_at": date(2026, 3, 1), "book": "b", "caploop": "0", "code": "c"},
    }
    return RegisterEntry(
        statement=statement, digest=statement_digest(statement), **{**told, **given}
    )


def register_of(*entries: RegisterEntry) -> tuple[RegisterEntry, ...]:
    """A register of these entries, three where none is given."""
    return chained((), entries or (entry(DEBT), entry(FALLS), entry(LISTED)))


def claim(value: float | None = 42e9, **given: Any) -> Claim:
    """A later claim on the debt of CoreWeave at the end of 2026."""
    told: dict[str, Any] = {
        **{"id": "c1", "document": "d", "kind": "quantitative", "party": "coreweave"},
        **{"measure": "total_debt", "nature": "actual", "status": "reported"},
        **{"firmness": "executed", "known_at": LATER, "speaker": "coreweave"},
        **{"origin": "coreweave", "bound": "=", "unit": "USD", "as_of": date(2026, 12, 31)},
    }
    number = None if value is None else Decimal(str(value))
    return Claim(value=number, **{**told, **given})


def again(statement: DatedStatement, **given: Any) -> DatedStatement:
    """The statement with other words."""
    return replace(statement, **given)


def lines(text: bytes) -> Sequence[str]:
    """The lines of a register, its seal the last."""
    return text.decode().rstrip("\n").split("\n")
