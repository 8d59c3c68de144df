"""What later rows end: promises that were paid, amended or replaced, and what is left of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from caploop.book.agreement import Role, Tranche
from caploop.core.period import last_day
from caploop.evidence.apart import disagree
from caploop.evidence.claim import FIRMNESS_ORDER, Claim, Link
from tools.later.known import Row

ENDING = frozenset({"SUPERSEDES", "EXECUTES", "AMENDS"})
ENDED_COLUMNS = (
    "tranche",
    "state",
    "state_date",
    "superseded_by",
    "known_at",
    "source",
    "address",
    "fact",
)
WHOLE = Decimal("0.99")
"""A promise of which this much is paid is done: amounts are told in round billions."""


def id_of(row: Row) -> str:
    """The tranche's id."""
    return f"{row['agreement_id']}/{row['leg']}/{row['tranche']}"


def role_of(leg: str) -> Role:
    """Whether a leg stands for itself or describes others."""
    if leg == "aggregate":
        return "aggregate"
    return "breakdown" if leg.endswith("-breakdown") else "own"


def action_of(row: Row) -> str:
    """What a row does to the tranche it amends: the capitals its note begins with."""
    told = re.match(r"([A-Z]+(?: TO)?)\b", row["note"])
    return told.group(1) if told else ""


def ends_it(row: Row) -> bool:
    """Whether the row stands in the place of what it amends; talk ends nothing."""
    binds = FIRMNESS_ORDER[row["firmness"]] > FIRMNESS_ORDER["in_talks"]
    whole = role_of(row["leg"]) != "breakdown"
    return row["amends"].count("/") == 2 and action_of(row) in ENDING and binds and whole


def ended_rows(
    rows: list[dict[str, str]], made: Mapping[str, Tranche], frozen: Mapping[str, Tranche]
) -> tuple[list[dict[str, str]], list[Tranche]]:
    """Rows of what ended, one a tranche, and tranches of what is left of promises paid in part."""
    told: dict[str, dict[str, str]] = {}
    rest: list[Tranche] = []
    for target in dict.fromkeys(r["amends"] for r in rows if ends_it(r) and r["amends"] in frozen):
        enders = [r for r in rows if r["amends"] == target and ends_it(r)]
        paid = [made[id_of(r)] for r in enders if action_of(r) == "EXECUTES"]
        if paid and len(paid) == len(enders):
            ends, left = _paid_off(frozen[target], paid)
            rest += left
        else:
            ends = [_replaced(frozen[target], [made[id_of(r)] for r in enders])]
        told |= {row["tranche"]: row for row in ends}
    for row in rows:
        if row["state"] != "live" and id_of(row) not in told:
            told[id_of(row)] = _own_end(row, made)
    return [told[name] for name in sorted(told)], rest


def _replaced(target: Tranche, heirs: list[Tranche]) -> dict[str, str]:
    """How a tranche was replaced: by the first of its heirs that was known."""
    heir = min(heirs, key=lambda t: (t.known_at, t.id))
    day = heir.known_at
    if heir.signed is not None and heir.signed > (target.signed or target.known_at):
        day = min(heir.signed, day)
    return _end(target.id, heir, heir, day=day)


def _paid_off(promise: Tranche, paid: list[Tranche]) -> tuple[list[dict[str, str]], list[Tranche]]:
    """How payments end a promise one by one, and what each leaves of it."""
    ends: list[dict[str, str]] = []
    rest: list[Tranche] = []
    standing, open_amount = promise, promise.amount or Decimal(0)
    for payment in sorted(paid, key=lambda t: (t.start or t.known_at, t.id)):
        open_amount -= payment.amount or Decimal(0)
        day = payment.start or payment.known_at
        done = open_amount <= (1 - WHOLE) * (promise.amount or Decimal(0))
        heir = payment if done else _left(promise, payment, amount=open_amount, day=day)
        ends.append(_end(standing.id, heir, payment, day=day))
        if done:
            break
        rest.append(heir)
        standing = heir
    return ends, rest


def _left(promise: Tranche, payment: Tranche, *, amount: Decimal, day: date) -> Tranche:
    """What is left of a promise after a payment."""
    return replace(
        promise,
        id=f"{promise.id}-left-{day}",
        known_at=payment.known_at,
        signed=day,
        signed_precision="day",
        amount_low=None if promise.amount_low is None else Decimal(0),
        amount=amount,
        amount_high=None if promise.amount_high is None else amount,
        claims=payment.claims,
        assumed=tuple(dict.fromkeys((*promise.assumed, "amount"))),
        source=payment.source,
        publisher=payment.publisher,
        address=payment.address,
        second_address=None,
        note=f"What was left of {promise.id} when {payment.id} was paid",
    )


def _end(ended: str, heir: Tranche, teller: Tranche, *, day: date) -> dict[str, str]:
    return {
        "tranche": ended,
        "state": "superseded",
        "state_date": day.isoformat(),
        "superseded_by": heir.id,
        "known_at": teller.known_at.isoformat(),
        "source": teller.source,
        "address": teller.address or "",
        "fact": teller.claims[0] if teller.claims else "",
    }


def _own_end(row: Row, made: Mapping[str, Tranche]) -> dict[str, str]:
    """The end that a later row tells of itself: known with its heir, or on its day."""
    own = made[id_of(row)]
    heir = made.get(row["superseded_by"])
    day = last_day(row["state_date"])
    seen = max(own.known_at, heir.known_at if heir is not None else day)
    teller = heir or own
    return {
        "tranche": own.id,
        "state": row["state"],
        "state_date": day.isoformat(),
        "superseded_by": row["superseded_by"],
        "known_at": seen.isoformat(),
        "source": teller.source,
        "address": teller.address or "",
        "fact": teller.claims[0] if teller.claims else "",
    }


def told_again(tranches: Iterable[Tranche], ended: Iterable[Mapping[str, str]]) -> list[Tranche]:
    """The tranches; one that tells an older contract anew is not counted while that one stands."""
    before: dict[str, list[str]] = {}
    made = {t.id: t for t in tranches}
    for row in ended:
        heir = made.get(row["superseded_by"])
        if heir is not None and str(heir.signed or heir.known_at) < row["state_date"]:
            before.setdefault(heir.id, []).append(row["tranche"])
    return [
        replace(t, overlaps=tuple(dict.fromkeys((*t.overlaps, *before.get(t.id, ())))))
        for t in made.values()
    ]


def succession(
    ended: Iterable[Mapping[str, str]], tranches: Mapping[str, Tranche], claims: Mapping[str, Claim]
) -> Iterator[Link]:
    """Claims of the heir that replace those of what it ended, where the figures disagree."""
    for row in ended:
        heir, old = tranches.get(row["superseded_by"]), tranches[row["tranche"]]
        if heir is None or heir.firmness == "executed":
            continue
        held = [claims[name] for name in heir.claims if name in claims]
        told = [*(claims[name] for name in old.claims if name in claims), *held[1:]]
        for earlier in dict.fromkeys(c.id for c in told):
            if held and _replaces(held[0], claims[earlier]):
                yield Link(
                    source=held[0].id,
                    target=earlier,
                    kind="supersedes",
                    asserted_by="succession of agreements",
                    reason=f"{heir.id} stands in the place of {old.id}",
                )


def _replaces(later: Claim, earlier: Claim) -> bool:
    """Whether two claims are about one thing, the one known first with another figure."""
    same = all(
        getattr(later, name) == getattr(earlier, name)
        for name in ("party", "counterparty", "measure", "unit", "qualifier")
    )
    return same and earlier.known_at < later.known_at and disagree(earlier, later)
