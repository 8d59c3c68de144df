"""What changed in the book, and what brings no flow and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.book import TrancheChange
from caploop.core.message import Message
from caploop.report.chapters.book.page_context import PageContext, Ref, pair, ref
from caploop.report.text.amounts import day_text, money
from caploop.report.text.words import named, say
from caploop.study.shared import BookRecord

OPEN = 12
DATELESS = "out.dates"
_REASONS: Mapping[str, str] = {
    "counted-with": "out.counted",
    "not-money": "out.unit",
    "paid-in-shares": "out.shares",
    "no-amount": "out.amount",
    "no-dates": DATELESS,
}


class Turn(Struct, frozen=True, kw_only=True):
    """One change: a new tranche with what it replaces, or one that ended without an heir."""

    day: str
    kind: str
    who: str
    what: str
    ref: Ref
    old: tuple[tuple[Ref, str], ...] = ()


class Turns(Struct, frozen=True, kw_only=True):
    """Changes, the latest first, with counts and the days they lie between."""

    items: tuple[Turn, ...]
    new: int
    ended: int
    first: str
    last: str


class Out(Struct, frozen=True, kw_only=True):
    """Tranches without flows for one reason; their money where adding it up means something."""

    reason: str
    count: int
    money: str
    refs: tuple[tuple[str, Ref], ...]


def turns(record: BookRecord, desk: PageContext) -> Turns:
    """The record's changes, an end told with the start that caused it."""
    found = [c for c in record.changes if c.tranche in desk.held]
    new = [c for c in found if c.kind == "new"]
    ended = [c for c in found if c.kind == "ended"]
    begun = {c.tranche for c in new}
    lone = [c for c in ended if desk.held[c.tranche].tranche.superseded_by not in begun]
    told = [_began(c, ended, desk) for c in new] + [_ended(c, desk) for c in lone]
    days = [c.day for c in (*new, *lone)]
    order = sorted(range(len(told)), key=lambda i: (-days[i].toordinal(), told[i].who))
    ends = [min(days), max(days)] if days else [record.known_at] * 2
    texts = [day_text(d, desk.language) for d in ends]
    return Turns(
        items=tuple(told[i] for i in order),
        new=len(new),
        ended=len(ended),
        first=texts[0],
        last=texts[1],
    )


def _began(change: TrancheChange, ended: Sequence[TrancheChange], desk: PageContext) -> Turn:
    before = [
        c.tranche for c in ended if desk.held[c.tranche].tranche.superseded_by == change.tranche
    ]
    old = tuple((ref(desk, name), _firm(name, desk)) for name in before)
    return _turn(change.tranche, change.day, desk, kind="new", old=old)


def _ended(change: TrancheChange, desk: PageContext) -> Turn:
    standing = desk.held[change.tranche].standing
    turn = _turn(change.tranche, change.day, desk, kind="ended", old=())
    return Turn(
        day=turn.day,
        kind=named("standing", standing, desk.language),
        who=turn.who,
        what=turn.what,
        ref=turn.ref,
    )


def _turn(
    name: str, day: date, desk: PageContext, *, kind: str, old: tuple[tuple[Ref, str], ...]
) -> Turn:
    tranche = desk.held[name].tranche
    words = [named("kind", tranche.kind, desk.language), _firm(name, desk)]
    return Turn(
        day=day_text(day, desk.language),
        kind=say(f"change.{kind}", desk.language),
        who=pair(desk, tranche.payer, tranche.payee),
        what=say("comma", desk.language).join(words),
        ref=ref(desk, name),
        old=old,
    )


def _firm(name: str, desk: PageContext) -> str:
    return named("firmness", desk.held[name].tranche.firmness, desk.language)


def outs(record: BookRecord, desk: PageContext) -> tuple[Out, ...]:
    """Tranches in force without flows by reason, the most frequent reason first."""
    found: dict[str, list[str]] = {}
    sums: dict[str, Decimal] = {}
    for left in record.flows.left_out:
        key = reason_key(left.reason)
        found.setdefault(key, []).append(left.tranche)
        sums[key] = sums.get(key, Decimal(0)) + (left.amount_usd or Decimal(0))
    ordered = sorted(found, key=lambda k: (-len(found[k]), k))
    return tuple(
        Out(
            reason=say(key, desk.language),
            count=len(found[key]),
            money=money(sums[key], desk.language) if key == DATELESS and sums[key] else "",
            refs=tuple(_named_ref(n, desk) for n in found[key] if n in desk.held),
        )
        for key in ordered
    )


def _named_ref(name: str, desk: PageContext) -> tuple[str, Ref]:
    tranche = desk.held[name].tranche
    return pair(desk, tranche.payer, tranche.payee), ref(desk, name)


def reason_key(reason: Message) -> str:
    """The text a reason is told with.

    >>> reason_key(Message("describes-others", {"role": "aggregate"}))
    'out.aggregate'
    """
    if reason.code == "describes-others":
        return f"out.{reason.values['role']}"
    return _REASONS.get(reason.code, "out.other")
