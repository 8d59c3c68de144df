"""What became of promises between two days: made, paid, raised, cut, told otherwise, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.book.agreement import Agreement, Tranche, in_dollars
from caploop.book.commitment import promised_usd
from caploop.book.execute import known_agreements
from caploop.book.vintage.diff import changes

Turn = Literal["promised", "paid", "raised", "cut", "told_otherwise", "withdrawn"]
Amounts = tuple[Decimal | None, Decimal | None]
"""Before and after."""
TURNS: tuple[Turn, ...] = ("promised", "paid", "raised", "cut", "told_otherwise", "withdrawn")


class PromiseEvent(Struct, frozen=True, kw_only=True):
    """What became of one promise: its amount before and after in `unit`, none where none was told.

    `day` is when that became public. Amounts of several events are of different kinds and times and
    are never added.
    """

    turn: Turn
    payer: str
    payee: str
    kind: str
    firmness: str
    unit: str
    before: Decimal | None
    after: Decimal | None
    day: date
    tranche: str


def story(agreements: Iterable[Agreement], *, since: date, until: date) -> tuple[PromiseEvent, ...]:
    """Events that became public after `since` up to and on `until`, by turn, the largest first.

    A tranche that describes others is none; one that takes another's place is one event with it.
    """
    listed = list(agreements)
    known = known_agreements(listed, known_at=until)
    held = {t.id: in_dollars(t) for a in known for t in a.tranches if t.role == "own"}
    told = [c for c in changes(listed, since=since, until=until) if c.tranche in held]
    new = {c.tranche: c.day for c in told if c.kind == "new"}
    ended = {c.tranche: c.day for c in told if c.kind == "ended"}
    heirs: dict[str, list[Tranche]] = {}
    for name in ended:
        heir = held[name].superseded_by
        if heir in new and not (name in new and held[name].known_at == held[heir].known_at):
            heirs.setdefault(heir, []).append(held[name])
    found = [_made(held[name], heirs.get(name, []), day) for name, day in new.items()]
    replaced = {old.id for olds in heirs.values() for old in olds}
    found += [
        _ended(held[name], day)
        for name, day in ended.items()
        if name not in replaced and name not in new and held[name].superseded_by is None
    ]
    return tuple(sorted(found, key=_order))


def _made(tranche: Tranche, old: list[Tranche], day: date) -> PromiseEvent:
    known = [a for t in old if _unit(t) == _unit(tranche) and (a := _amount(t)) is not None]
    before = sum(known, Decimal(0)) if known else None
    return _event(_turn(tranche, before), tranche, day=day, amounts=(before, _amount(tranche)))


def _ended(tranche: Tranche, day: date) -> PromiseEvent:
    return _event("withdrawn", tranche, day=day, amounts=(_amount(tranche), None))


def _event(turn: Turn, tranche: Tranche, *, day: date, amounts: Amounts) -> PromiseEvent:
    return PromiseEvent(
        turn=turn,
        payer=tranche.payer,
        payee=tranche.payee,
        kind=tranche.kind,
        firmness=tranche.firmness,
        unit=_unit(tranche),
        before=amounts[0],
        after=amounts[1],
        day=day,
        tranche=tranche.id,
    )


def _turn(tranche: Tranche, before: Decimal | None) -> Turn:
    after = _amount(tranche)
    if tranche.firmness == "executed":
        return "paid"
    if before is None:
        return "promised"
    if after is None or after == before:
        return "told_otherwise"
    return "raised" if after > before else "cut"


def _unit(tranche: Tranche) -> str:
    """The unit of its amount; W where only a capacity is told."""
    return "W" if not promised_usd(tranche) and tranche.capacity_w is not None else tranche.unit


def _amount(tranche: Tranche) -> Decimal | None:
    return tranche.capacity_w if _unit(tranche) == "W" else promised_usd(tranche) or None


def _order(event: PromiseEvent) -> tuple[int, bool, Decimal, str]:
    size = event.after if event.after is not None else event.before
    return TURNS.index(event.turn), event.unit != "USD", -(size or Decimal(0)), event.tranche
