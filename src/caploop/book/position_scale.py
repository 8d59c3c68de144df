"""Whether opening positions can be of one scale: a table in millions called billions stands out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from caploop.book.opening_items import Item
from caploop.book.party import Party
from caploop.book.position import Position
from caploop.core.problem import Place, Problem

ROUNDING = Decimal("1.01")
"""A part may be told above its whole by what rounding does to both."""

OWN_RANGE, OWN_DAYS = Decimal(300), timedelta(days=400)
"""How far no item of one party moves in about a year."""

PEER_RANGE, PEERS = Decimal(100), 3
"""How far above the largest of so many others nobody stands."""

LARGEST_FIRM = Decimal(10) ** 13
"""Dollars; the largest balance sheet of any firm is below 7E+12, the largest price below 6E+12."""

_PUBLIC = frozenset({"state", "sector", "group"})
_HINT = (
    "read the unit of the source again: a table in millions, or in billions? "
    "If it is so, say why in `reason`"
)


def check_scale(
    positions: Iterable[Position],
    *,
    parties: Iterable[Party],
    items: Mapping[str, Item],
    places: Mapping[str, Place],
) -> list[Problem]:
    """A problem for each value of money above the whole it is a part of, far from what the same
    party or every other has under that item, or above any firm's; a row with a reason is believed.
    """
    roles = {party.id: party.role for party in parties}
    firms = [p for p in positions if p.currency and _size(p) and roles.get(p.party) not in _PUBLIC]
    found: dict[str, str] = {}
    for rule in (_above_any, _above_whole, _far_from_own, _far_from_peers):
        for position, message in rule(firms, items):
            if not position.prior_reason:
                found.setdefault(position.id, message)
    return [
        Problem(
            code="scale-implausible",
            subject=name,
            message=message,
            hint=_HINT,
            place=_at_unit(places.get(name, Place())),
        )
        for name, message in found.items()
    ]


def check_shares(positions: Iterable[Position], *, places: Mapping[str, Place]) -> list[Problem]:
    """A problem for each share above the whole, and for holders who own more than all together.

    Shares of one issuer on one day are added class by class: the segment of a row names its class.
    """
    owned = [p for p in positions if p.item == "ownership_share" and p.value is not None]
    problems = []
    for held in _by(owned, lambda p: (p.party, p.day, p.segment)):
        best: dict[str | None, Position] = {}
        for position in held:  # of one holder an actual goes before an estimate
            best.setdefault(position.counterparty, position)
            if position.nature == "actual":
                best[position.counterparty] = position
        whole = sum((p.value or Decimal(0) for p in best.values()), Decimal(0))
        if whole > ROUNDING:
            last = held[-1]
            message = f"holders of {last.party} own {whole:.1%} of it on {last.day}"
            problems.append(
                Problem(
                    code="shares-beyond",
                    subject=last.id,
                    message=message,
                    hint="mend a share, or tell the classes apart by segment",
                    place=places.get(last.id, Place()),
                )
            )
    return problems


Found = Iterator[tuple[Position, str]]


def _above_any(positions: list[Position], items: Mapping[str, Item]) -> Found:
    for position in positions:
        if position.currency == "USD" and _most(position) >= LARGEST_FIRM:
            yield position, f"{_told(position, _most(position))} is more than any firm has"


def _above_whole(positions: list[Position], items: Mapping[str, Item]) -> Found:
    wholes: dict[tuple[object, ...], Position] = {}
    for p in positions:
        if p.segment is None and p.counterparty is None and p.value is not None:
            wholes[(p.party, p.item, p.day, p.currency)] = p
    for part in positions:
        name = items[part.item].within if part.item in items else None
        while name is not None:
            whole = wholes.get((part.party, name, part.day, part.currency))
            if whole and 0 < _most(whole) * ROUNDING < (most := _most(part)):
                yield part, f"{_told(part, most)}, a part of {_told(whole)} ({whole.id})"
                break
            name = items[name].within if name in items else None


def _far_from_own(positions: list[Position], items: Mapping[str, Item]) -> Found:
    for told in _by(positions, lambda p: (p.party, p.item, p.counterparty, p.segment, p.currency)):
        ordered = sorted(told, key=lambda p: p.day)
        for one, other in pairwise(ordered):
            small, large = sorted((one, other), key=_size)
            far = _size(large) > OWN_RANGE * _size(small)
            if far and other.day - one.day <= OWN_DAYS:
                yield large, f"{_told(large)}, where {small.id} is {_told(small)}"


def _far_from_peers(positions: list[Position], items: Mapping[str, Item]) -> Found:
    for told in _by(positions, lambda p: (p.item, p.currency)):
        largest: dict[str, Position] = {}
        for position in told:
            best = largest.setdefault(position.party, position)
            largest[position.party] = max(best, position, key=_size)
        ranked = sorted(largest.values(), key=_size)
        if len(ranked) > PEERS and _size(ranked[-1]) > PEER_RANGE * _size(ranked[-2]):
            one, other = ranked[-1], ranked[-2]
            yield one, f"{_told(one)}, where no other has more than {_told(other)} ({other.id})"


def _by(
    positions: Iterable[Position], key: Callable[[Position], tuple[object, ...]]
) -> list[list[Position]]:
    held: dict[tuple[object, ...], list[Position]] = defaultdict(list)
    for position in positions:
        held[key(position)].append(position)
    return list(held.values())


def _size(position: Position) -> Decimal:
    ends = (position.value, position.high, position.low)
    return abs(next((end for end in ends if end is not None), Decimal(0)))


def _most(position: Position) -> Decimal:
    ends = (position.value, position.high, position.low)
    return max(abs(end) for end in ends if end is not None)


def _told(position: Position, size: Decimal | None = None) -> str:
    size = _size(position) if size is None else size
    return f"{position.party} {position.item} of {size:,f} {position.currency}"


def _at_unit(place: Place) -> Place:
    return Place(file=place.file, line=place.line, field="unit")
