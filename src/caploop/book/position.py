"""Opening positions: what each party holds and owes at an instant, as far as it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from caploop.book.opening_items import Item, Side, TableUnit, measure_of, unknown_item
from caploop.book.opening_rows import Fault, record_of, row_problem
from caploop.book.party import (
    Party,
    check_known,
    check_single,
    id_of,
    ids_by_name,
    parties_by_name,
)
from caploop.core.errors import InputInvalidError, UsageError
from caploop.core.period import last_day
from caploop.core.problem import Place, Problem
from caploop.evidence.checks import LIMITS
from caploop.extraction import day_fault, number_fault

Nature = Literal["actual", "estimate", "guidance", "assumption", "prior"]

CARRYING_VALUE = "carrying value"
HINDSIGHT = "no earlier page is at hand; told by one of"
A_YEAR = timedelta(days=366)
_NATURE_RANK = {"actual": 0, "estimate": 1, "guidance": 2, "assumption": 3, "prior": 4}
_LATE_CLOSE = timedelta(days=31)  # Nvidia's quarter ends 25 days after December


class PositionRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of positions.csv as it stands there, in the unit its source uses."""

    id: str
    party: str
    item: str
    nature: Nature
    day: date
    known_at: date
    source: str
    counterparty: str | None = None
    segment: str | None = None
    low: Decimal | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    counts_from: date | None = None
    label: str | None = None
    weak: bool = False
    publisher: str | None = None
    published: str | None = None
    address: str | None = None
    note: str | None = None
    reason: str | None = None


class Position(Struct, frozen=True, kw_only=True):
    """What `party` holds or owes under one item at the end of `day`, in base units.

    Money is in units of `currency`, power in W, shares of a whole as fractions. `counterparty` is
    the party it is held in, owed to or owed by; `segment` tells parts, perimeters and definitions
    of one item apart. All three values absent: not known, never zero. A fiscal quarter that ends
    within a month after a calendar quarter `counts_from` the end of that quarter.
    """

    id: str
    party: str
    item: str
    side: Side
    nature: Nature
    day: date
    known_at: date
    unit: str
    source: str
    counterparty: str | None = None
    segment: str | None = None
    low: Decimal | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    counts_from: date | None = None
    weak: bool = False
    publisher: str | None = None
    address: str | None = None
    note: str | None = None
    prior_reason: str | None = None


def positions_from_rows(
    rows: Iterable[Mapping[str, object]],
    *,
    parties: Iterable[Party],
    items: Mapping[str, Item],
    file: str,
) -> tuple[list[Position], list[Problem]]:
    """Positions in base units, and a problem for every fault of every row; line 1 is the header.

    A row with a fault is left out. Rows whose value is not known are taken and are no fault here:
    `unknown_positions` lists them.
    """
    listed = list(parties)
    ids, known = ids_by_name(listed), parties_by_name(listed)
    positions: list[Position] = []
    problems: list[Problem] = []
    seen: dict[tuple[object, ...], int] = {}
    for line, row in enumerate(rows, start=2):
        place = Place(file=file, line=line)
        told, found = record_of(row, PositionRow, place=place)
        record = _with_ids(told, ids) if told is not None else None
        if record is not None:
            faults = [*_row_faults(record, items), *_duplicate(record, line, seen)]
            found = [row_problem(record.id, fault, place=place) for fault in faults]
            found += check_known(_names(record, place), known)
            found += [] if found else check_single(_names(record, place), ids)
            if not found:
                positions.append(_position(record, items[record.item]))
        problems += found
    return positions, problems


def opening(
    positions: Iterable[Position], *, day: date, known_at: date, back_test: bool
) -> tuple[Position, ...]:
    """One position per party, item, counterparty and segment: the nearest not after `day`.

    Of rows about one day an actual goes before an estimate, then guidance, assumption and prior;
    then what became known last. No two rows are ever mixed. Rows published after `known_at` are not
    seen where an earlier one of the last year tells of the same; where none does, `back_test`
    leaves the position out, and without it the later row stands in as a prior that says so.
    Flows are left out.
    """
    stocks = (p for p in positions if p.side != "flow")
    return _nearest(stocks, day=day, known_at=known_at, back_test=back_test)


def reported_flows(
    positions: Iterable[Position], *, day: date, known_at: date, back_test: bool
) -> tuple[Position, ...]:
    """The latest flows over by `day`, by the rule of `opening`, one for each length of period."""
    moved = (p for p in positions if p.side == "flow")
    return _nearest(moved, day=day, known_at=known_at, back_test=back_test)


def stakes(positions: Iterable[Position]) -> dict[tuple[str, str], Position]:
    """Values of holdings by (holder, issuer), as `opening` gave them; money, at the holder's mark.

    A carrying value stands in only where there is no mark. Raises UsageError where two rows are
    about one holding: choose one instant with `opening` first.
    """
    found: dict[tuple[str, str], Position] = {}
    held = [p for p in positions if p.item == "stake_value" and p.counterparty is not None]
    for position in sorted(held, key=lambda p: p.segment != CARRYING_VALUE):
        pair = position.party, str(position.counterparty)
        if pair in found and found[pair].segment != CARRYING_VALUE:
            message = (
                f"{found[pair].id} and {position.id} both value {pair[0]}'s stake in {pair[1]}"
            )
            raise UsageError(f"{message}; take the positions from opening()")
        found[pair] = position
    return found


def ownership(positions: Iterable[Position], issuer: str) -> dict[str, Position]:
    """Shares of the issuer by holder, as fractions of all shares, as `opening` gave them."""
    rows = (p for p in positions if p.item == "ownership_share" and p.party == issuer)
    return {str(p.counterparty): p for p in rows}


def is_unknown(position: Position) -> bool:
    """Whether the position is named and nothing is known of its value."""
    return position.low is None and position.value is None and position.high is None


def unknown_positions(positions: Iterable[Position]) -> list[Problem]:
    """A problem for each position the model names and no source tells, with the reason."""
    return [
        Problem(
            code="position-unknown",
            subject=p.id,
            message=f"{p.party} {p.item}{f' {p.counterparty}' if p.counterparty else ''} on {p.day}"
            f" is not known: {p.prior_reason}",
            hint="find a source and add the row, or let the model take it as an assumption",
            place=Place(field="value"),
        )
        for p in positions
        if is_unknown(p)
    ]


def _nearest(
    positions: Iterable[Position], *, day: date, known_at: date, back_test: bool
) -> tuple[Position, ...]:
    past = [p for p in positions if (p.counts_from or p.day) <= day]
    public = [p for p in past if p.known_at <= known_at]
    best = _best(public, day=day)
    if back_test:
        return tuple(best.values())
    stale = day - A_YEAR
    return tuple(
        best[key] if key in best and best[key].day > stale else _seen_later(position, known_at)
        for key, position in _best(past, day=day).items()
    )


def _best(positions: Iterable[Position], *, day: date) -> dict[tuple[object, ...], Position]:
    """The nearest position to a day by what it is about."""
    best: dict[tuple[object, ...], Position] = {}
    rank = _ranking(day)
    for position in positions:
        key = _matter(position)
        if key not in best or rank(position) < rank(best[key]):
            best[key] = position
    return best


def _seen_later(position: Position, known_at: date) -> Position:
    """The row itself, as a prior where its page is of a later day than the one asked about."""
    if position.known_at <= known_at:
        return position
    return replace(position, nature="prior", prior_reason=f"{HINDSIGHT} {position.known_at}")


def _ranking(day: date) -> Callable[[Position], tuple[int, ...]]:
    """Sort key of candidates for one matter, best first."""

    def rank(position: Position) -> tuple[int, ...]:
        return (
            abs((position.day - day).days),
            _NATURE_RANK[position.nature],
            -position.known_at.toordinal(),
        )

    return rank


def _matter(position: Position) -> tuple[object, ...]:
    """What a position is about, without its day; flows also by the length of their period."""
    start, end = position.period_start, position.period_end
    weeks = None
    if position.side in {"flow", "macro"} and start is not None and end is not None:
        weeks = round((end - start).days / 7)
    return position.party, position.item, position.counterparty, position.segment, weeks


def _names(row: PositionRow, place: Place) -> Iterator[tuple[str, Place]]:
    for field, name in (("party", row.party), ("counterparty", row.counterparty)):
        if name is not None:
            yield name, Place(file=place.file, line=place.line, field=field)


def _with_ids(row: PositionRow, ids: Mapping[str, str]) -> PositionRow:
    """The row with parties by their ids, however their names are written."""
    other = None if row.counterparty is None else id_of(row.counterparty, ids)
    return replace(row, party=id_of(row.party, ids), counterparty=other)


def _row_faults(row: PositionRow, items: Mapping[str, Item]) -> Iterator[Fault]:
    values = [number for number in (row.low, row.value, row.high) if number is not None]
    for said in filter(None, map(number_fault, values)):
        yield Fault("value-infinite", "value", said, "leave an unknown end empty")
        return
    days = (row.day, row.known_at, row.period_start, row.period_end, row.counts_from)
    for said in filter(None, (day_fault(day) for day in days if day is not None)):
        yield Fault("day-wrong", "day", said, "write a day of this age, YYYY-MM-DD")
        return
    yield from _date_faults(row)
    if values != sorted(values):
        hint = "put the lowest first; -5 is lower than -4"
        yield Fault("value-order", "value", "low, value and high are out of order", hint)
    if not values and row.nature != "prior":
        hint = "give the value, or make the row a prior with a reason"
        yield Fault("value-missing", "value", "the row has no value", hint)
    if row.period_start and row.period_end and row.period_end < row.period_start:
        hint = "put the earlier day first"
        yield Fault("period-order", "period_end", "the period ends before it starts", hint)
    if row.nature == "prior" and not row.reason:
        hint = "say where the range comes from, or why nothing is known"
        yield Fault("reason-missing", "reason", "a prior without a reason", hint)
    if row.item not in items:
        yield unknown_item(row.item, list(items), field="item")
        return
    item = items[row.item]
    measure = measure_of(item, row.unit)
    if isinstance(measure, Fault):
        yield measure
    elif any(abs(n) * measure.factor >= LIMITS[measure.unit][0] for n in values):
        said = f"{max(values, key=abs)} {row.unit} of {row.item}"
        yield Fault("value-beyond", "unit", said, LIMITS[measure.unit][1])
    if item.sign == "plus" and any(number < 0 for number in values):
        hint = "see its sign; what is owed has an item of its own"
        yield Fault("value-negative", "value", f"{row.item} cannot be negative", hint)


def _date_faults(row: PositionRow) -> Iterator[Fault]:
    try:
        published = last_day(row.published) if row.published else None
    except InputInvalidError as error:
        message, hint = error.problems[0].message, error.problems[0].hint
        yield Fault("date-invalid", "published", message, hint)
        return
    if published is not None and row.known_at < published:
        message = f"known at {row.known_at}, but published {row.published}"
        hint = "a month counts from its last day"
        yield Fault("known-early", "known_at", message, hint)
    if row.nature == "actual" and row.known_at < row.day:
        message = f"an actual of {row.day} cannot be known at {row.known_at}"
        yield Fault("known-early", "known_at", message, "call it an estimate, or mend a date")
    counts = row.counts_from
    if counts is not None and not counts <= row.day <= counts + _LATE_CLOSE:
        message = f"{row.day} is not within {_LATE_CLOSE.days} days after {counts}"
        hint = "leave it empty: only a fiscal quarter that ends late counts earlier"
        yield Fault("counts-from", "counts_from", message, hint)


def _duplicate(row: PositionRow, line: int, seen: dict[tuple[object, ...], int]) -> Iterator[Fault]:
    matter = (row.party, row.item, row.counterparty, row.segment, row.period_start, row.day)
    same_id = seen.setdefault(("id", row.id), line)
    same_matter = seen.setdefault((*matter, row.nature, row.known_at), line)
    if same_id != line:
        hint = "give each row an id of its own"
        yield Fault("id-duplicate", "id", f"line {same_id} has the id {row.id} too", hint)
    elif same_matter != line:
        hint = "keep one, or tell them apart by segment"
        yield Fault("position-duplicate", "item", f"line {same_matter} says the same thing", hint)


def _position(row: PositionRow, item: Item) -> Position:
    measure = measure_of(item, row.unit)
    if not isinstance(measure, TableUnit):
        raise UsageError(f"{row.id}: {measure.message}; check the row before taking it")
    low, value, high = (_scaled(n, measure.factor) for n in (row.low, row.value, row.high))
    return Position(
        id=row.id,
        party=row.party,
        item=row.item,
        side=item.side,
        nature=row.nature,
        day=row.day,
        known_at=row.known_at,
        unit=measure.unit,
        source=row.source,
        counterparty=row.counterparty,
        segment=row.segment,
        low=low,
        value=value,
        high=high,
        currency=measure.currency,
        period_start=row.period_start,
        period_end=row.period_end,
        counts_from=row.counts_from,
        weak=row.weak,
        publisher=row.publisher,
        address=row.address,
        note=row.note,
        prior_reason=row.reason,
    )


def _scaled(number: Decimal | None, factor: Decimal) -> Decimal | None:
    if number is None:
        return None
    scaled = number * factor
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral() else scaled.normalize()
