"""From headlines to cash: what is left of announced sums, step by step, and what each removes."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from msgspec import Struct

from caploop.book.agreement import Agreement, FlowKind, Tranche
from caploop.book.commitment import PURCHASES, promised_usd, to_come
from caploop.book.execute import BINDING, in_force
from caploop.book.repeated import repeated
from caploop.evidence import FIRMNESS_ORDER, Claim, Document
from caploop.evidence.checks import provable

Stage = Literal["headlines", "standing", "once", "proven", "binding", "dated", "cash"]
Amounts = Mapping[str, Decimal]


class WaterfallStep(Struct, frozen=True, kw_only=True):
    """What is left of all sums after one step, in US dollars, what it removed, and from whom."""

    stage: Stage
    left_usd: Decimal
    removed_usd: Decimal
    removed_from: tuple[str, ...]


def waterfall(
    agreements: Iterable[Agreement],
    *,
    as_of: date,
    proven: Callable[[Tranche], bool],
    kinds: Iterable[FlowKind] = PURCHASES,
) -> tuple[WaterfallStep, ...]:
    """The steps from what was ever announced to cash still to be paid on paper that binds.

    Standing: not replaced, lapsed or denied by the day. Once: without what describes or repeats
    others; of a total only what no contract under it accounts for. Proven: on a page that may prove
    it. Binding: of what both sides agreed on paper, the least that is owed. Dated: with days. Cash:
    not paid in shares, and not before the day. Sums of money alone.
    """
    wanted = frozenset(kinds)
    told = [t for a in agreements for t in a.tranches if t.kind in wanted and t.unit == "USD"]
    held = [t for t in told if in_force(t, as_of)]
    once = _once(held)
    firm = [t for t in held if proven(t)]
    bound = [t for t in firm if FIRMNESS_ORDER[t.firmness] >= BINDING]
    dated = [t for t in bound if t.spread != "undated"]
    least = {t.id: min(once[t.id], _least(t)) for t in bound}
    due = {t.id: least[t.id] * _ahead(t, as_of) for t in dated if t.paid_in == "cash"}
    stages: tuple[Amounts, ...] = (
        {t.id: promised_usd(t) for t in told},
        {t.id: promised_usd(t) for t in held},
        once,
        {t.id: once[t.id] for t in firm},
        least,
        {t.id: least[t.id] for t in dated},
        due,
    )
    steps = zip(get_args(Stage), stages, (stages[0], *stages), strict=False)
    return tuple(_step(stage, left, before) for stage, left, before in steps)


def proof_of(claims: Iterable[Claim], documents: Iterable[Document]) -> Callable[[Tranche], bool]:
    """Whether a claim behind a tranche stands in a document that may prove a signature.

    A document that nobody rated may prove what its claims say.
    """
    tiers = {d.id: d.tier for d in documents}
    may = {c.id for c in claims if provable("signed", tiers.get(c.document)) == "signed"}
    return lambda tranche: not may.isdisjoint(tranche.claims)


def _once(held: list[Tranche]) -> dict[str, Decimal]:
    """What each tranche in force adds to those it does not repeat."""
    again = repeated(held)
    amounts = {t.id: promised_usd(t) for t in held}
    whole = {t.agreement for t in held if t.role == "own" and amounts[t.id]}
    return {t.id: _counted(t, amounts, whole=whole, again=again.get(t.id)) for t in held}


def _counted(
    tranche: Tranche,
    amounts: Amounts,
    *,
    whole: Container[str],
    again: Sequence[str] | None,
) -> Decimal:
    """What a tranche adds; `again` are those that count for it, `whole` agreements with parts."""
    amount, nothing = amounts[tranche.id], Decimal(0)
    if tranche.role == "breakdown":
        return nothing
    if tranche.role == "aggregate" and tranche.agreement in whole:
        return nothing
    if again is None:
        return amount
    if tranche.role == "own" or tranche.exclusion is not None:
        return nothing
    return max(nothing, amount - sum((amounts[name] for name in again if name in amounts), nothing))


def _least(tranche: Tranche) -> Decimal:
    """The least that is owed: the floor of a range, all of a sum told as one."""
    return promised_usd(tranche) if tranche.amount_low is None else tranche.amount_low


def _ahead(tranche: Tranche, as_of: date) -> Decimal:
    """The share of a promise that is still to come, in [0, 1]."""
    whole = promised_usd(tranche)
    return to_come(tranche, as_of) / whole if whole else Decimal(0)


def _step(stage: Stage, left: Amounts, before: Amounts) -> WaterfallStep:
    lost = {name: was - left.get(name, Decimal(0)) for name, was in before.items()}
    names = sorted((n for n, gone in lost.items() if gone > 0), key=lambda n: (-lost[n], n))
    after, earlier = (sum(amounts.values(), Decimal(0)) for amounts in (left, before))
    return WaterfallStep(
        stage=stage,
        left_usd=after,
        removed_usd=earlier - after,
        removed_from=tuple(names),
    )
