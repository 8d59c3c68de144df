"""What later tranches repeat, read off their notes: sums of parts, parts of sums, talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec.structs import replace

from caploop.book.agreement import Tranche
from caploop.evidence.claim import FIRMNESS_ORDER
from tools.later.ended import ENDING, action_of, ends_it
from tools.later.known import Known


def without_repeats(
    told: Iterable[tuple[Tranche, dict[str, str]]], frozen: Mapping[str, Tranche], known: Known
) -> list[Tranche]:
    """The tranches with what their notes say they repeat: sums of parts, parts of sums, rumours."""
    made = []
    pairs = list(told)
    tranches = [tranche for tranche, _ in pairs]
    there = frozen.keys() | {t.id for t in tranches}
    many = _many(known)
    for tranche, row in pairs:
        twice = [name for name in tranche.overlaps if name in there]
        twice += _parts_of(tranche, tranches, many) or _wholes_of(tranche, tranches)
        if not twice and tranche.start is None:
            twice += _contracts_of(tranche, [*frozen.values(), *tranches], many)
        old = frozen.get(row["amends"])
        if old is not None and old.kind == tranche.kind and not ends_it(row):
            twice += [old.id] if action_of(row) in ENDING or tranche.role != "own" else []
        names = tuple(dict.fromkeys(name for name in twice if name != tranche.id))
        made.append(replace(tranche, overlaps=names))
    return _opened(made)


def _parts_of(tranche: Tranche, others: Iterable[Tranche], many: frozenset[str]) -> list[str]:
    """Tranches whose amounts a note adds up to this one: "a + b + c = d"."""
    added = re.search(r"((?:\d+(?:\.\d+)?[^+.;=]*\+ ?)+\d+(?:\.\d+)?)", tranche.note or "")
    if added is None or tranche.role != "aggregate":
        return []
    numbers = [Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", added.group(1))]

    def within(part: Tranche) -> bool:
        by_payer = part.payer == tranche.payer and tranche.payee in many
        by_payee = part.payee == tranche.payee and tranche.payer in many
        return part.agreement == tranche.agreement or (
            part.role == "own" and (by_payer or by_payee)
        )

    return [
        t.id
        for t in others
        if t.id != tranche.id and _in_billions(t, tranche.unit) in numbers and within(t)
    ]


def _in_billions(tranche: Tranche, unit: str) -> Decimal | None:
    same = tranche.amount is not None and tranche.unit == unit
    return tranche.amount / 10**9 if same and tranche.amount is not None else None


def _contracts_of(tranche: Tranche, others: Iterable[Tranche], many: frozenset[str]) -> list[str]:
    """Single contracts that a firm's total of purchases or leases to many must hold."""
    if tranche.role != "aggregate" or tranche.payee not in many or tranche.payer in many:
        return []
    kinds = {"lease"} if tranche.kind == "lease" else {"compute_purchase", "chip_purchase"}
    if tranche.kind not in kinds:
        return []
    binding = FIRMNESS_ORDER["signed"]
    return [
        t.id
        for t in others
        if (t.role, t.payer, t.unit, t.state) == ("own", tranche.payer, "USD", "live")
        and t.kind in kinds
        and FIRMNESS_ORDER[t.firmness] >= binding
    ]


def _wholes_of(tranche: Tranche, others: Iterable[Tranche]) -> list[str]:
    """The tranche of which a note says that this one is inside, by its amount."""
    named = re.findall(r"(?:inside|[Pp]art of) (?:the )?(\d+(?:\.\d+)?)", tranche.note or "")
    numbers = {Decimal(n) for n in named}
    return [
        t.id
        for t in others
        if t.id != tranche.id
        and t.payer == tranche.payer
        and _in_billions(t, tranche.unit) in numbers
        and (t.agreement == tranche.agreement or t.payee == tranche.payee)
    ]


def _many(known: Known) -> frozenset[str]:
    """Parties that stand for several at once, none of them named."""
    told = (*known.sheets.parties, *known.parties)
    named = {str(p["id"]) for p in told if "at once" in str(p.get("note", "")) or p.get("outside")}
    return frozenset(named)


def _opened(tranches: list[Tranche]) -> list[Tranche]:
    """The same without links back from a part to a sum that already stands aside for it."""
    aside = {t.id: set(t.overlaps) for t in tranches}
    sums = {t.id for t in tranches if t.role == "aggregate" and _is_sum(t)}
    return [
        replace(
            t, overlaps=tuple(n for n in t.overlaps if not (n in sums and t.id in aside.get(n, ())))
        )
        for t in tranches
    ]


def _is_sum(tranche: Tranche) -> bool:
    return re.search(r"\d[^+.;]*\+ ?\d", tranche.note or "") is not None
