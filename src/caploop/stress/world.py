"""Shocks as a scenario of the run, and what the run has no mechanism for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from caploop.book.book import Book
from caploop.book.scenario import Scenario, ScenarioChange
from caploop.stress.shock import Shock
from caploop.stress.static_case import Refused

SCALED = {"power": "sh_power", "chips": "sh_chips"}
RATED = ("oracle", "coreweave", "softbank")
STATIC = ("withdraw", "miss", "revenue")
WHY: Mapping[str, str] = {
    "revenue": "the run makes revenue from users and prices; set those, or R_2030, with --set",
    "mark": "the run's valuation is a process of its own; the static book marks the stakes down",
    "gpu_price": "the depth of the market for used GPUs is not known: fire_sales has losses by "
    "depth, the run has none",
    "miss": "whether OpenAI pays is what the run finds; the static book lets it miss",
    "rating": f"the run has ratings that a shock can set for {', '.join(RATED)} alone",
}


def world_of(book: Book, shocks: Sequence[Shock]) -> tuple[Scenario | None, tuple[Refused, ...]]:
    """The shocks as changes of the run, None where it has none of them, and those refused."""
    changes: list[ScenarioChange] = []
    refused: list[Refused] = []
    for shock in shocks:
        made = _changes(book, shock)
        changes += made
        if not made:
            why = WHY.get(shock.kind, "the agreement pays nothing the run reads")
            refused.append(Refused(what=f"{shock} in the run", why=why))
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
            what=f"{shock} in the static book",
            why="dated obligations do not depend on it; the run answers where it can",
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
