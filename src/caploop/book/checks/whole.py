"""Named checks of agreements: each returns everything it finds, with place and remedy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from caploop.book.agreement import ASSUMPTION, Agreement, Tranche
from caploop.book.checks.source import dollars_of
from caploop.book.checks.sums import check_sums
from caploop.book.checks.tranche import check_tranche
from caploop.book.condition import check_condition
from caploop.book.party import parts_of
from caploop.core.circle import in_circles
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence import Claim
from caploop.evidence.checks import check_fields

Places = Mapping[str, Place]
AGREEMENT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+-20[0-9]{2}(-[a-z0-9-]+)?")


def check_agreements(
    agreements: Sequence[Agreement],
    *,
    parties: Iterable[str],
    claims: Iterable[Claim],
    quantities: Iterable[str],
    places: Places,
) -> list[Problem]:
    """All problems of a book's agreements against its parties, claims and quantities."""
    known, said, counted = frozenset(parties), {c.id: c for c in claims}, tuple(quantities)
    problems = check_names(agreements, places=places)
    faulty: set[str] = set()
    for tranche in (t for a in agreements for t in a.tranches):
        place = places.get(tranche.id, Place())
        problems += check_evidence(tranche, said.keys(), places=places)
        problems += check_parties(tranche, known, places=places)
        if faults := check_fields(tranche, place=place):
            problems += faults
            faulty.add(tranche.agreement)
            continue
        problems += check_tranche(tranche, values=dollars_of(tranche.claims, said), place=place)
        problems += check_condition(tranche.condition, counted, subject=tranche.id, place=place)
    for agreement in agreements:
        problems += [] if agreement.id in faulty else check_sums(agreement, places=places)
    problems += check_succession(agreements, places=places)
    return problems + check_overlaps(agreements, places=places)


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


def check_evidence(tranche: Tranche, claims: Collection[str], *, places: Places) -> list[Problem]:
    """A tranche without claims that does not say so, and claims nobody has made."""
    if not tranche.claims and "claims" not in tranche.assumed:
        hint = 'name the claims behind it, or write assumed = ["claims"]'
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
        elif heir is not None and tranche.state == "live":
            hint = 'write state = "superseded" with its state_date, or leave superseded_by out'
            message = f"is live, yet replaced by {heir}: both would count"
            problems.append(_problem("state-wrong", tranche.id, message, hint=hint, places=places))
    return problems


def _comes_back(tranche: Tranche, tranches: Mapping[str, Tranche]) -> bool:
    seen: set[str] = set()
    name = tranche.superseded_by
    while name is not None and name in tranches and name not in seen:
        seen.add(name)
        name = tranches[name].superseded_by
    return tranche.id in seen


def check_overlaps(agreements: Sequence[Agreement], *, places: Places) -> list[Problem]:
    """Tranches counted with one that does not exist, or with each other in a circle."""
    tranches = {t.id: t for a in agreements for t in a.tranches}
    problems = []
    for tranche in tranches.values():
        for name in tranche.overlaps:
            if name not in tranches:
                hint = offered(name, tranches, "name a tranche of the book, or leave it out")
                message = f"is counted with {name!r}, which does not exist"
                problems.append(
                    _problem("overlap-unknown", tranche.id, message, hint=hint, places=places)
                )
    for name in in_circles({t.id: t.overlaps for t in tranches.values()}):
        hint = "keep the link from the part that is to be left out; the other is then counted"
        message = "is counted with one that is counted with it: neither would be"
        problems.append(_problem("overlap-cycle", name, message, hint=hint, places=places))
    return problems


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
