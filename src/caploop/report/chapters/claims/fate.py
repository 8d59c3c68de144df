"""What became of each promise, decided once: by the book where it has the promise."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from caploop.book import Executed, Tranche
from caploop.evidence import FIRMNESS_ORDER, Claim, State
from caploop.study.shared import BookRecord

OVER: Mapping[str, State] = {
    "superseded": "superseded",
    "lapsed": "lapsed",
    "denied": "denied",
    "retracted": "retracted",
}
ENDINGS: Mapping[str, str] = {
    "superseded": "replaced",
    "lapsed": "lapsed",
    "denied": "denied",
    "retracted": "withdrawn",
}
SIGNED = FIRMNESS_ORDER["signed"]


class Fate(Struct, frozen=True, kw_only=True):
    """The state of a claim's promise on the day, and what its line of versions came to.

    `state` is None while a version with the claim's figure is in force; `outcome` is a word of
    the table of outcomes.
    """

    state: State | None
    outcome: str


def fates(record: BookRecord, claims: Mapping[str, Claim]) -> dict[str, Fate]:
    """Fate by claim, of every claim that states the figure of a version in the book."""
    by_id = {e.tranche.id: e for e in record.executed}
    versions: dict[str, list[Executed]] = {}
    for executed in record.executed:
        for name in executed.tranche.claims:
            if name in claims and _states(claims[name], executed.tranche):
                versions.setdefault(name, []).append(executed)
    return {name: _fate(held, by_id) for name, held in versions.items()}


def _states(claim: Claim, tranche: Tranche) -> bool:
    """Whether the claim says of this agreement the figure that the version has."""
    own = claim.agreement == tranche.id.split("/", maxsplit=1)[0]
    if not own or claim.polarity == "negated" or claim.unit != tranche.unit:
        return False
    said = {claim.value_low, claim.value, claim.value_high} - {None, 0}
    held = {tranche.amount_low, tranche.amount, tranche.amount_high} - {None, 0}
    return bool(said & held)


def _fate(held: list[Executed], by_id: Mapping[str, Executed]) -> Fate:
    standing = [e for e in held if e.standing not in OVER]
    last = standing[-1] if standing else max(held, key=_ended)
    state = None if standing else OVER[last.standing]
    return Fate(state=state, outcome=_outcome(last, by_id))


def _ended(executed: Executed) -> tuple[str, str]:
    tranche = executed.tranche
    return str(tranche.state_date or tranche.known_at), tranche.id


def _outcome(executed: Executed, by_id: Mapping[str, Executed]) -> str:
    """Follows versions that replaced one another to the last: signed, over, or open.

    Where the last one has the terms that stood signed before, what was said between was replaced.
    """
    first = executed.tranche
    seen: set[str] = set()
    while executed.standing == "superseded" and executed.tranche.id not in seen:
        seen.add(executed.tranche.id)
        heir = by_id.get(executed.tranche.superseded_by or "")
        if heir is None:
            break
        executed = heir
    if executed.standing in OVER:
        return ENDINGS[executed.standing]
    last = executed.tranche
    if FIRMNESS_ORDER[last.firmness] < SIGNED:
        return "open"
    before = (
        e.tranche
        for e in by_id.values()
        if (e.tranche.agreement, e.tranche.kind) == (last.agreement, last.kind)
        and e.tranche.id != last.id
        and e.tranche.known_at < first.known_at
        and FIRMNESS_ORDER[e.tranche.firmness] >= SIGNED
    )
    unmoved = last.id != first.id and any(t.amount == last.amount for t in before)
    return "replaced" if unmoved else "firmed"
