"""Named checks of agreements: each returns everything it finds, with place and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from caploop.book.agreement import ASSUMPTION, Agreement, Tranche, legs
from caploop.book.condition import check_condition
from caploop.book.party import parts_of
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence.measure import UNITS

Places = Mapping[str, Place]
AGREEMENT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+-20\d\d(-[a-z0-9-]+)?")
TRANCHE_UNITS = frozenset({"USD", "USD/year", "W", "fraction", "share", "wafer/month"})


def check_agreements(
    agreements: Sequence[Agreement],
    *,
    parties: Iterable[str],
    claims: Iterable[str],
    quantities: Iterable[str],
    places: Places,
) -> list[Problem]:
    """All problems of a book's agreements against its parties, claims and quantities."""
    known = frozenset(parties), frozenset(claims), tuple(quantities)
    problems = check_names(agreements, places=places)
    for tranche in (t for a in agreements for t in a.tranches):
        problems += check_evidence(tranche, known[1], places=places)
        problems += check_parties(tranche, known[0], places=places)
        problems += check_amounts(tranche, places=places)
        problems += check_condition(
            tranche.condition,
            known[2],
            subject=tranche.id,
            place=places.get(tranche.id, Place()),
        )
    for agreement in agreements:
        problems += check_tranche_sum(agreement, places=places)
    return problems + check_succession(agreements, places=places)


def check_names(agreements: Sequence[Agreement], *, places: Places) -> list[Problem]:
    """Ids that are used twice, or are not payer-payee-year[-slug]."""
    problems = []
    seen: set[str] = set()
    for agreement in agreements:
        if not AGREEMENT_ID.fullmatch(agreement.id):
            hint = "call it payer-payee-year, with a slug where there are several"
            message = "the id does not say payer, payee and year"
            problems.append(_problem("id-form", agreement.id, message, hint=hint, places=places))
        for name in (agreement.id, *(t.id for t in agreement.tranches)):
            if name in seen:
                hint = "give one of the two another name; a later vintage ends in its date"
                message = "the id is used twice"
                problems.append(_problem("id-duplicate", name, message, hint=hint, places=places))
            seen.add(name)
    return problems


def check_evidence(tranche: Tranche, claims: frozenset[str], *, places: Places) -> list[Problem]:
    """A tranche without claims that does not say so, and claims nobody has made."""
    if not tranche.claims and "claims" not in tranche.assumed:
        hint = f"name the claims behind it, or put 'claims' among the fields of {ASSUMPTION}"
        message = f"no claim stands behind it, and it is not called {ASSUMPTION}"
        return [_problem("claims-missing", tranche.id, message, hint=hint, places=places)]
    problems = []
    for name in (c for c in tranche.claims if c not in claims):
        hint = offered(name, claims, "add the claim to the evidence first")
        message = f"claim {name!r} does not exist"
        problems.append(_problem("claim-unknown", tranche.id, message, hint=hint, places=places))
    return problems


def check_parties(tranche: Tranche, parties: frozenset[str], *, places: Places) -> list[Problem]:
    """Payers and payees the book does not know."""
    problems = []
    for field, names in (("payer", tranche.payer), ("payee", tranche.payee)):
        for name in parts_of(names):
            if name not in parties:
                hint = offered(name, parties, "add it to parties.toml")
                problems.append(
                    _problem(
                        "party-unknown",
                        tranche.id,
                        f"{field} {name!r} is not a party",
                        hint=hint,
                        places=places,
                    )
                )
    return problems


def check_amounts(tranche: Tranche, *, places: Places) -> list[Problem]:
    """Amounts out of order or below zero, a currency that is missing, a unit nobody knows."""
    found: list[tuple[str, str, str]] = []
    ends = (tranche.amount_low, tranche.amount, tranche.amount_high)
    given = [end for end in ends if end is not None]
    if given != sorted(given):
        found.append(("amount-order", "amounts are out of order", "put the lowest first"))
    if any(end < 0 for end in given):
        found.append(("amount-negative", "an amount is below zero", "swap payer and payee"))
    if tranche.capacity_w is not None and tranche.capacity_w < 0:
        found.append(("capacity-negative", "capacity is below zero", "give a power above zero"))
    if tranche.unit not in TRANCHE_UNITS:
        units = ", ".join(sorted(TRANCHE_UNITS))
        found.append(("unit-unknown", f"unit {tranche.unit!r} is unknown", f"use {units}"))
    if tranche.unit.startswith("USD") and tranche.currency not in UNITS["money"]:
        found.append(("currency-missing", "an amount of money without currency", "name it"))
    if tranche.start and tranche.end and tranche.end < tranche.start:
        found.append(("term-order", f"ends on {tranche.end}, before it starts", "mend a date"))
    return [_problem(c, tranche.id, m, hint=h, places=places) for c, m, h in found]


def check_tranche_sum(agreement: Agreement, *, places: Places) -> list[Problem]:
    """An aggregate `total` of an agreement that its own live tranches of that kind do not reach."""
    problems = []
    totals = [t for t in agreement.tranches if t.role == "aggregate" and t.part == "total"]
    for total in totals:
        parts = [t for t in _own(agreement, total) if t.amount is not None]
        reached = sum((t.amount or Decimal(0) for t in parts), Decimal(0))
        if len(parts) < 2 or total.amount is None or _reaches(total, reached):
            continue
        message = f"tranches sum to {reached:,} {total.unit}, the total says {total.amount:,}"
        hint = "add the missing tranche, or correct the total"
        problems.append(_problem("tranche-sum", total.id, message, hint=hint, places=places))
    return problems


def _reaches(total: Tranche, reached: Decimal) -> bool:
    """Caps must add up to the cap; a total given as a range may be met anywhere inside it."""
    low, high = total.amount_low, total.amount_high
    if low is None or high is None or low == 0:
        return reached == total.amount
    return low <= reached <= high


def _own(agreement: Agreement, total: Tranche) -> list[Tranche]:
    tranches = [t for held in legs(agreement).values() for t in held]
    return [
        t
        for t in tranches
        if t.role == "own" and t.state == "live" and (t.kind, t.unit) == (total.kind, total.unit)
    ]


def check_succession(agreements: Sequence[Agreement], *, places: Places) -> list[Problem]:
    """Successors that do not exist, and tranches that would, through others, replace themselves."""
    tranches = {t.id: t for a in agreements for t in a.tranches}
    known = tranches.keys() | {a.id for a in agreements}
    problems = []
    for tranche in tranches.values():
        heir = tranche.superseded_by
        if heir is not None and heir not in known:
            hint = offered(heir, known, "name a tranche of the book")
            message = f"is replaced by {heir!r}, which does not exist"
            problems.append(
                _problem("successor-unknown", tranche.id, message, hint=hint, places=places)
            )
        if _comes_back(tranche, tranches):
            hint = "let the latest tranche stand, without a successor"
            message = "is replaced, through others, by itself"
            problems.append(
                _problem("supersedes-cycle", tranche.id, message, hint=hint, places=places)
            )
    return problems


def _comes_back(tranche: Tranche, tranches: Mapping[str, Tranche]) -> bool:
    seen: set[str] = set()
    name = tranche.superseded_by
    while name is not None and name in tranches and name not in seen:
        seen.add(name)
        name = tranches[name].superseded_by
    return tranche.id in seen


def two_claim_share(agreements: Sequence[Agreement]) -> float:
    """Share of agreements that at least two claims stand behind, in [0, 1]."""
    named = [{c for t in a.tranches for c in t.claims} for a in agreements]
    return sum(len(claims) > 1 for claims in named) / len(named) if named else 0.0


def two_origin_share(agreements: Sequence[Agreement], origins: Mapping[str, str]) -> float:
    """Share of agreements that claims of two origins or more stand behind, in [0, 1].

    `origins` are those of claims by id: what repeats another source is no second one.
    """
    named = [{origins[c] for t in a.tranches for c in t.claims if c in origins} for a in agreements]
    return sum(len(found) > 1 for found in named) / len(named) if named else 0.0


def assumption_share(agreements: Sequence[Agreement]) -> float:
    """Share of the filled fields of all tranches that rest on a judgement of ours, in [0, 1]."""
    filled = assumed = 0
    for tranche in (t for a in agreements for t in a.tranches):
        present = [f for f in TRACED if getattr(tranche, f) not in {None, ()}]
        filled += len(present)
        assumed += len(set(tranche.assumed))
    return assumed / filled if filled else 0.0


TRACED = (
    "payer",
    "payee",
    "kind",
    "firmness",
    "state",
    "amount_low",
    "amount",
    "amount_high",
    "capacity_w",
    "signed",
    "start",
    "end",
    "spread",
    "condition",
    "exit_terms",
    "superseded_by",
)


def _problem(code: str, subject: str, message: str, *, hint: str, places: Places) -> Problem:
    place = places.get(subject, Place())
    return Problem(code=code, subject=subject, message=message, hint=hint, place=place)
