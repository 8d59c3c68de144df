"""What can be broken: agreements with something still to come to or from OpenAI, and parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from caploop.book import Agreement, Flow, KnownBook, Tranche
from caploop.core.message import Message, message
from caploop.model.terms import LESSORS
from caploop.study.whatif.record import BreakableLink

HUB = "openai"
BN = 1e-9
DIGITS = 6
NO_PROMISE = frozenset({"right", "policy_request"})
"""Kinds of terms that bring neither money nor supply."""
NOT_READ = message("nothing-read")
NOT_COUNTED = frozenset({"describes-others", "counted-with"})


class _Coming(Struct, frozen=True, kw_only=True):
    """What of an agreement is still to come: dated flows that a run reads, and why it reads nothing
    of the rest."""

    agreement: Agreement
    flows: tuple[Flow, ...]
    unread: tuple[Message, ...]


def breakable(known: KnownBook) -> tuple[BreakableLink, ...]:
    """Agreements in the order of their dated money, then the parties on their other side."""
    links = sorted(map(_link, _coming(known)), key=_largest_first)
    return (*links, *_parties(links))


def _largest_first(link: BreakableLink) -> tuple[float, str]:
    return -(link.to_openai + link.from_openai), link.id


def _coming(known: KnownBook) -> Iterator[_Coming]:
    """Agreements with something still to come, in the book's order."""
    opened = known.vintage.first_quarter
    left = {one.tranche: one.reason for one in known.flows.left_out}
    flows: dict[str, list[Flow]] = {}
    for flow in known.flows.flows:
        if HUB in (flow.payer, flow.payee) and str(flow.quarter) >= opened:
            flows.setdefault(flow.tranche.split("/")[0], []).append(flow)
    for agreement in known.agreements:
        dated = flows.get(agreement.id, [])
        read = tuple(f for f in dated if _is_read(f))
        unread = (*_undated(known, agreement, left), *(NOT_READ for f in dated if f not in read))
        if read or unread:
            yield _Coming(agreement=agreement, flows=read, unread=unread)


def _is_read(flow: Flow) -> bool:
    """Whether a run has a place for a payment: equity into OpenAI, and what it pays to lessors."""
    return flow.kind == "equity" if flow.payee == HUB else flow.payee in LESSORS


def _undated(
    known: KnownBook, agreement: Agreement, left: Mapping[str, Message]
) -> Iterator[Message]:
    """Why each promise of an agreement that is still open brings no dated money."""
    for tranche in agreement.tranches:
        reason = left.get(tranche.id)
        if reason and reason.code not in NOT_COUNTED and _is_open(known, tranche):
            yield reason


def _is_open(known: KnownBook, tranche: Tranche) -> bool:
    over = tranche.end is not None and tranche.end < known.as_of
    own = HUB in (tranche.payer, tranche.payee) and tranche.role == "own"
    return own and not over and tranche.firmness != "executed" and tranche.kind not in NO_PROMISE


def _link(one: _Coming) -> BreakableLink:
    name = one.agreement.id
    told = [t for t in one.agreement.tranches if HUB in (t.payer, t.payee)]
    return BreakableLink(
        id=name,
        kind="agreement",
        parties=tuple(dict.fromkeys(t.payee if t.payer == HUB else t.payer for t in told)),
        agreements=(name,),
        to_openai=_sum(f for f in one.flows if f.payee == HUB),
        from_openai=_sum(f for f in one.flows if f.payer == HUB),
        firmness=one.flows[0].firmness if one.flows else told[0].firmness,
        run=f"link-{name}" if one.flows else None,
        reasons=() if one.flows else _once(one.unread),
    )


def _once(reasons: Iterable[Message]) -> tuple[Message, ...]:
    """Reasons of different codes."""
    return tuple({reason.code: reason for reason in reasons}.values())


def _sum(flows: Iterable[Flow]) -> float:
    return round(sum(float(f.amount_usd) for f in flows) * BN, DIGITS)


def _parties(links: Sequence[BreakableLink]) -> list[BreakableLink]:
    """Each party with all its agreements that a run reads; of a single one the run is the same."""
    by: dict[str, list[BreakableLink]] = {}
    for link in links:
        if link.run:
            by.setdefault(link.parties[0], []).append(link)
    return sorted((_party(*pair) for pair in by.items()), key=_largest_first)


def _party(name: str, held: Sequence[BreakableLink]) -> BreakableLink:
    return replace(
        held[0],
        id=name,
        kind="party",
        parties=(name,),
        agreements=tuple(k.id for k in held),
        to_openai=round(sum(k.to_openai for k in held), DIGITS),
        from_openai=round(sum(k.from_openai for k in held), DIGITS),
        run=held[0].run if len(held) == 1 else f"party-{name}",
    )
