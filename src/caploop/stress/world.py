"""Shocks as a scenario of the run, and what the run has no mechanism for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from caploop.book import Book, Scenario, ScenarioChange
from caploop.core.message import Message, message
from caploop.stress.record import Refused, Shock

SCALED = {"power": "sh_power", "chips": "sh_chips"}
RATED = ("oracle", "coreweave", "softbank")
STATIC = ("withdraw", "miss", "revenue")
WHY: Mapping[str, Message] = {
    "revenue": message("revenue-is-a-result"),
    "mark": message("value-is-a-process"),
    "gpu_price": message("depth-not-known"),
    "miss": message("payment-is-a-result"),
    "rating": message("ratings-of-some", parties=RATED),
}


def world_of(book: Book, shocks: Sequence[Shock]) -> tuple[Scenario | None, tuple[Refused, ...]]:
    """The shocks as changes of the run, None where it has none of them, and those refused."""
    changes: list[ScenarioChange] = []
    refused: list[Refused] = []
    for shock in shocks:
        made = _changes(book, shock)
        changes += made
        if not made:
            why = WHY.get(shock.kind, message("nothing-read"))
            refused.append(Refused(what=message("shock-in-run", shock=str(shock)), why=why))
    if not changes:
        return None, tuple(refused)
    title = ", ".join(str(s) for s in shocks)
    made_of = Scenario(
        id=title, title_en=title, title_zh=title, source="stress", changes=tuple(changes)
    )
    return made_of, tuple(refused)


def not_static(shocks: Sequence[Shock]) -> tuple[Refused, ...]:
    """The shocks that the static book has no payment for."""
    return tuple(
        Refused(
            what=message("shock-in-book", shock=str(shock)),
            why=message("dues-do-not-depend"),
        )
        for shock in shocks
        if shock.kind not in (*STATIC, "mark")
    )


def _changes(book: Book, shock: Shock) -> list[ScenarioChange]:
    if shock.kind == "withdraw":
        return [_agreement(shock, shock.target)]
    if shock.kind == "miss" and shock.target != "openai":
        paid = [a.id for a in book.agreements if any(t.payer == shock.target for t in a.tranches)]
        return [_agreement(shock, name) for name in paid]
    made = {
        **{kind: _parameter(shock, symbol, scale=True) for kind, symbol in SCALED.items()},
        "rate": _parameter(shock, "r_base", scale=False),
        "window": _lever(shock, "funding_window", "shut"),
    }
    if shock.target in RATED:
        made["rating"] = _lever(shock, "rating_downgrade", shock.target)
    return [made[shock.kind]] if shock.kind in made else []


def _agreement(shock: Shock, name: str) -> ScenarioChange:
    whole = shock.size == 1
    return ScenarioChange(
        target="agreement",
        name=name,
        action="drop" if whole else "scale",
        value=None if whole else Decimal(str(1 - shock.size)),
        from_quarter=shock.from_quarter,
        to_quarter=shock.to_quarter,
        reason=str(shock),
    )


def _parameter(shock: Shock, symbol: str, *, scale: bool) -> ScenarioChange:
    least = Decimal("1e-6")
    return ScenarioChange(
        target="parameter",
        name=symbol,
        action="scale" if scale else "add",
        value=max(Decimal(str(1 - shock.size)), least) if scale else Decimal(str(shock.size)),
        unit=None if scale else "share",
        from_quarter=shock.from_quarter,
        to_quarter=shock.to_quarter,
        reason=str(shock),
    )


def _lever(shock: Shock, name: str, word: str) -> ScenarioChange:
    return ScenarioChange(
        target="lever",
        name=name,
        action="set",
        word=word,
        from_quarter=shock.from_quarter,
        to_quarter=shock.to_quarter,
        reason=str(shock),
    )
