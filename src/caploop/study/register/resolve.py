"""What became of a statement: decided by the first claims of a later day on what it speaks of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.message import Message, message
from caploop.evidence import Claim, read_rows
from caploop.study.register.reading import SCALES, TOLD
from caploop.study.register.statement import DatedStatement
from caploop.study.score.outcomes import SUM

State = Literal["open", "true", "false", "void", "overdue"]
DECIDED = frozenset(("true", "false"))
EXACT = frozenset((None, "=", "~"))


class Resolution(Struct, frozen=True, kw_only=True):
    """The state of a statement on a day; of a decided one the claims that decided it and the day
    they were public, and what came in the measure's unit where it is one number."""

    state: State
    day: date | None = None
    claims: tuple[str, ...] = ()
    came: float | None = None
    why: Message | None = None


class Ends(Struct, frozen=True, kw_only=True):
    """From where to where a number lies, and the claims that say so."""

    low: float
    high: float
    claims: tuple[Claim, ...]

    @property
    def day(self) -> date:
        """The day from which all of it was public."""
        return max(claim.known_at for claim in self.claims)


class Side(Struct, frozen=True, kw_only=True):
    """A number that claims may tell: a measure of a party over days, or on one."""

    measure: str
    party: str
    start: date | None
    end: date


def read_claims(path: Path) -> tuple[Claim, ...]:
    """Claims of a JSON-lines file.

    Raises NotFoundError without it, InputInvalidError with all faults in it.
    """
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}; name a JSON-lines file of claims")
    rows, problems = read_rows(path.read_text("utf-8"), Claim, file=path.name)
    if problems:
        raise InputInvalidError(problems)
    return tuple(claim for _, claim in rows)


def resolution(
    statement: DatedStatement, claims: Sequence[Claim], *, after: date, day: date
) -> Resolution:
    """The state on a day of a statement registered on an earlier one.

    A claim decides that tells an outcome of its measure, party and period, was public after it was
    registered and by that day, and whose bounds leave no doubt; of several the first. Two of one
    day that contradict each other decide nothing. Where silence by the deadline says something, a
    claim after it says nothing.
    """
    until = day if statement.silence == "overdue" else min(day, statement.deadline)
    public = [c for c in claims if c.known_at <= until and _tells(c)]
    found = [_verdict(statement, ends, public) for ends in _told(statement, public, after)]
    decided = sorted((r for r in found if r.state in DECIDED and r.day), key=_when)
    if decided:
        first = [r for r in decided if r.day == decided[0].day]
        if len({r.state for r in first}) == 1:
            return first[0]
        ids = tuple(name for r in first for name in r.claims)
        return Resolution(state="open", claims=ids, why=message("register-claims-differ"))
    if day <= statement.deadline:
        return found[0] if found else Resolution(state="open")
    if statement.silence == "overdue":
        return Resolution(state="overdue", why=message("register-no-claim"))
    return Resolution(
        state=statement.silence, day=statement.deadline, why=message("register-silence")
    )


def _when(resolution: Resolution) -> date:
    return resolution.day or date.max


def _tells(claim: Claim) -> bool:
    """Whether it tells what came: no plan, question or hearsay, and not taken back."""
    said = (claim.nature, claim.status, claim.state, claim.question)
    return said == ("actual", "reported", "live", False)


def _told(statement: DatedStatement, claims: Sequence[Claim], after: date) -> Iterable[Ends]:
    """What claims that became public later say of its number; an event is 1 or 0."""
    later = [c for c in claims if c.known_at > after]
    if statement.comparison == "happens":
        return _events(statement, later)
    one = Side(
        measure=statement.measure,
        party=statement.party,
        start=statement.start,
        end=statement.last,
    )
    return _sums(statement, later, one)


def _events(statement: DatedStatement, claims: Iterable[Claim]) -> Iterable[Ends]:
    for claim in claims:
        seen = claim.as_of or claim.period_end or claim.known_at
        named = (claim.party, claim.measure, claim.qualifier)
        if named != (statement.party, statement.claim, statement.qualifier):
            continue
        if (statement.start or seen) <= seen <= statement.last:
            came = 1.0 if claim.polarity == "affirmed" else 0.0
            yield Ends(low=came, high=came, claims=(claim,))


def _sums(statement: DatedStatement, claims: Sequence[Claim], side: Side) -> Iterable[Ends]:
    """Each claim's number; of parties added up the first one of each."""
    parts, unit = side.party.split(SUM), TOLD[side.measure].unit
    wanted = (statement.claim, statement.qualifier, "affirmed")
    named = [c for c in claims if (c.measure, c.qualifier, c.polarity) == wanted]
    by_party = [[c for c in named if c.party == whose and _is_over(c, side)] for whose in parts]
    if len(parts) == 1:
        return (_ends(claim, unit) for claim in by_party[0])
    if not all(by_party):
        return ()
    firsts = [_ends(min(found, key=lambda c: c.known_at), unit) for found in by_party]
    low, high = sum(e.low for e in firsts), sum(e.high for e in firsts)
    return (Ends(low=low, high=high, claims=tuple(c for e in firsts for c in e.claims)),)


def _is_over(claim: Claim, side: Side) -> bool:
    """Whether a claim is of the days asked about."""
    if side.start is not None:
        return (claim.period_start, claim.period_end) == (side.start, side.end)
    return side.end in {claim.as_of, claim.period_end}


def _ends(claim: Claim, unit: str) -> Ends:
    """A claim's bounds in the unit of the measure; without any it says nothing."""
    name, scale = SCALES[unit]
    low, value, high = (
        None if v is None else float(v) / scale
        for v in (claim.value_low, claim.value, claim.value_high)
    )
    if claim.unit != name:
        low = value = high = None
    if value is not None and claim.bound in EXACT:
        low = high = value
    elif value is not None and claim.bound in {">", ">="}:
        low = value
    elif value is not None and claim.bound in {"<", "<=", "<~"}:
        high = value
    ends = (-math.inf if low is None else low, math.inf if high is None else high)
    return Ends(low=ends[0], high=ends[1], claims=(claim,))


def _verdict(statement: DatedStatement, told: Ends, claims: Sequence[Claim]) -> Resolution:
    """True or false where both ends of what is told say the same, else open."""
    limit = _limit(statement, claims)
    ids = tuple(claim.id for claim in told.claims)
    if limit is None:
        return Resolution(state="open", claims=ids, why=message("register-other-side-unknown"))
    ids = (*ids, *(claim.id for claim in limit.claims))
    day = max(told.day, limit.day) if limit.claims else told.day
    held = {_holds(statement, v, w) for v in (told.low, told.high) for w in (limit.low, limit.high)}
    if len(held) > 1 or _spans(statement, told):
        return Resolution(state="open", claims=ids, why=message("register-bounds-too-wide"))
    came = told.low if told.low == told.high else None
    state: State = "true" if held == {True} else "false"
    return Resolution(state=state, day=day, claims=ids, came=came)


def _spans(statement: DatedStatement, told: Ends) -> bool:
    """Whether bounds hold a whole range: neither end is inside, and what is told may be."""
    if statement.comparison != "within":
        return False
    return told.low < (statement.threshold or 0.0) and told.high > (statement.upper or 0.0)


def _limit(statement: DatedStatement, claims: Sequence[Claim]) -> Ends | None:
    """The other side: a threshold, what a claim tells of it, or what was public before."""
    against = statement.against
    if against is None:
        limit = statement.threshold or 0.0
        return Ends(low=limit, high=limit, claims=())
    other = Side(
        measure=against.measure or statement.measure,
        party=against.party or statement.party,
        start=against.start,
        end=against.end,
    )
    found = list(_sums(statement, claims, other))
    if found:
        return min(found, key=lambda ends: ends.day)
    if against.value is None:
        return None
    return Ends(low=against.value, high=against.value, claims=())


def _holds(statement: DatedStatement, value: float, limit: float) -> bool:
    compared = {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "within": limit <= value <= (statement.upper or 0.0),
        "happens": value > 0,
    }
    return compared[statement.comparison]
