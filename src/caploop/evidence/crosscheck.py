"""Cross-checks: identities and comparisons between claims, evaluated against a vintage.

A check is an expression whose outermost word says what is compared and so what the verdict can be.
Rounding is carried through as intervals: an identity passes where both sides can be one number.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from functools import partial, wraps

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.interval import INFINITY, Interval, exactly, meets
from caploop.core.message import Message, message
from caploop.core.problem import Problem
from caploop.evidence.check_result import CheckResult, Verdict
from caploop.evidence.claim import Claim, CrossCheck, world_date
from caploop.evidence.expression import Scope, claims_of, evaluate
from caploop.evidence.figure_interval import figure_interval, printed_interval
from caploop.evidence.operand import Operand, operand, power, window
from caploop.evidence.vintage import Vintage
from caploop.extraction import FIRST_DAY, find_quantities

_BRACKETS = re.compile("[()\uff08\uff09]")
SCALE_LIMIT = Decimal(10)
SHOWN_WHOLE = 20
"""Digits from which a whole number is shown by its power of ten."""

MOST_YEARS = 100
EVERYTHING = Interval(low=-INFINITY, high=INFINITY)


class CheckOutcome(Struct, frozen=True, kw_only=True):
    """What the outermost word of a check yields."""

    verdict: Verdict
    left: Operand | None = None
    right: Operand | None = None
    rest: tuple[Operand, ...] = ()
    reason: Message | None = None


def crosschecks(vintage: Vintage, checks: Sequence[CrossCheck]) -> tuple[CheckResult, ...]:
    """Each check's verdict at the vintage; `not_evaluated` where a claim is not yet visible."""
    return tuple(_checked(check, vintage) for check in checks)


def tried(check: CrossCheck) -> list[Problem]:
    """What keeps a check from being computed, whatever figures its claims have."""
    figure = Interval(low=Decimal(1), high=Decimal(2), mid=Decimal(1))

    def c(name: str) -> Operand:
        return Operand(printed=figure, bounded=figure, claims=(replace(_ANY, id=name),))

    try:
        outcome = evaluate(check.expression, {"c": c, **WORDS}, subject=check.id)
    except InputInvalidError as error:
        return list(error.problems)
    except ArithmeticError:  # of other figures a number may come
        return []
    if not isinstance(outcome, CheckOutcome):
        return [_no_verdict(check)]
    return [] if claims_of(check) else [_no_claim(check)]


_ANY = Claim(
    id="",
    document="",
    kind="quantitative",
    party="",
    measure="",
    nature="actual",
    status="reported",
    firmness="executed",
    known_at=FIRST_DAY,
    speaker="",
    origin="",
    value=Decimal(1),
)


def _checked(check: CrossCheck, vintage: Vintage) -> CheckResult:
    scope: Scope = {"c": partial(_claim, vintage), **WORDS}
    try:
        outcome = evaluate(check.expression, scope, subject=check.id)
    except NotFoundError:
        unknown = next(name for name in claims_of(check) if name not in vintage.claims)
        day = vintage.known_at.isoformat()
        return _not_evaluated(check, message("claim-not-known", claim=unknown, day=day))
    except ArithmeticError as error:
        code = "divisor-of-zero" if isinstance(error, ZeroDivisionError) else "no-number"
        return _not_evaluated(check, message(code), claims=tuple(claims_of(check)))
    if not isinstance(outcome, CheckOutcome):
        raise InputInvalidError([_no_verdict(check)])
    sides = [s for s in (outcome.left, outcome.right, *outcome.rest) if s is not None]
    interval = outcome.left.printed if outcome.left else None
    return CheckResult(
        id=check.id,
        expression=check.expression,
        verdict=outcome.verdict,
        computed=_shown(interval.mid) if interval else None,
        computed_low=_shown(interval.low) if interval else None,
        computed_high=_shown(interval.high) if interval else None,
        other=_shown(outcome.right.printed.mid) if outcome.right else None,
        claims=tuple(dict.fromkeys(c.id for side in sides for c in side.claims)),
        reason=outcome.reason,
    )


def _not_evaluated(
    check: CrossCheck, reason: Message, *, claims: tuple[str, ...] = ()
) -> CheckResult:
    return CheckResult(
        id=check.id,
        expression=check.expression,
        verdict="not_evaluated",
        claims=claims,
        reason=reason,
    )


def _no_claim(check: CrossCheck) -> Problem:
    return Problem(
        code="crosscheck-invalid",
        subject=check.id,
        message=f"{check.expression!r} reads no claim, and no view would show it",
        hint="name the claims it is about as c('id')",
    )


def _no_verdict(check: CrossCheck) -> Problem:
    return Problem(
        code="crosscheck-invalid",
        subject=check.id,
        message=f"{check.expression!r} yields a number, not a verdict",
        hint=f"begin with one of {', '.join(sorted(VERDICTS))}",
    )


def _shown(value: Decimal | None) -> Decimal | None:
    """Twelve digits of a finite figure: more than any source prints."""
    if value is None or abs(value) == INFINITY:
        return None
    short = Context(prec=12).plus(value)
    is_whole = short.adjusted() < SHOWN_WHOLE and short == short.to_integral()
    return short.quantize(1) if is_whole else short.normalize()


def _claim(vintage: Vintage, name: str) -> Operand:
    claim = vintage.claims.get(name)
    if claim is None:
        raise NotFoundError(f"claim {name} is not known at {vintage.known_at}")
    printed, bounded = printed_interval(claim), figure_interval(claim)
    if printed is None or bounded is None:
        printed, bounded = EVERYTHING, EVERYTHING
    measure = vintage.measure(claim)
    return Operand(printed=printed, bounded=bounded, claims=(claim,), measure=measure)


def _identity(left: Operand, right: Operand) -> CheckOutcome:
    """Both sides can be one number once rounding is allowed for."""
    verdict: Verdict = "pass" if meets(left.printed, right.bounded) else "fail"
    return CheckOutcome(verdict=verdict, left=left, right=right)


def _derive(left: Operand, right: Operand | None = None) -> CheckOutcome:
    """A figure nobody stated, computed from those that were."""
    return CheckOutcome(verdict="derived", left=left, right=right)


def _greater(left: Operand, right: Operand, *more: Operand) -> CheckOutcome:
    """Each figure is greater than the one after it, pair by pair."""
    pairs = [(left, right), *zip(more[::2], more[1::2], strict=True)]
    holds = all(a.printed.low > b.printed.high for a, b in pairs)
    return CheckOutcome(verdict="pass" if holds else "fail", left=left, right=right, rest=more)


def _one_measure(left: Operand, right: Operand) -> CheckOutcome:
    """Two figures said of one thing: they fail together only if it is one measure."""
    if meets(left.bounded, right.bounded):
        return CheckOutcome(verdict="pass", left=left, right=right)
    one, other = _measure(left), _measure(right)
    same = one == other
    reason = None if same else message("other-measure", one=one, other=other)
    return CheckOutcome(
        verdict="fail" if same else "apparent_fail", left=left, right=right, reason=reason
    )


def _measure(side: Operand) -> str | None:
    if side.measure is not None:
        return side.measure.id
    return next((c.measure for c in side.claims), None)


def _compare(left: Operand, right: Operand) -> CheckOutcome:
    """Two totals side by side: comparable only over one window and in one measure."""
    windows = window(left), window(right)
    ends = windows[0][1], windows[1][1]
    if None not in ends and windows[0] != windows[1]:
        one, other = map(_text, windows)
        reason = message("other-windows", one=one, other=other)
        return CheckOutcome(verdict="not_comparable", left=left, right=right, reason=reason)
    return _one_measure(left, right)


def _text(days: tuple[object, object]) -> str:
    return "..".join("" if day is None else str(day) for day in days)


def _plausible(left: Operand) -> CheckOutcome:
    """A ratio that is flagged above ten: one agreement against a year of revenue."""
    verdict: Verdict = "flag" if left.printed.low > SCALE_LIMIT else "pass"
    return CheckOutcome(verdict=verdict, left=left)


def _readings(left: Operand, right: Operand) -> CheckOutcome:
    """Two readings of one sentence: ambiguous where they cannot be one number."""
    verdict: Verdict = "pass" if meets(left.printed, right.printed) else "ambiguous"
    return CheckOutcome(verdict=verdict, left=left, right=right)


def _same_value(left: Operand, *others: Operand) -> CheckOutcome:
    """One figure under several measures: a slip between readings of one family, else a trap."""
    measures = [o.measure for o in (left, *others) if o.measure is not None]
    together = Operand(
        printed=left.printed,
        bounded=left.bounded,
        claims=tuple(c for o in (left, *others) for c in o.claims),
        measure=left.measure,
    )
    if not all(meets(left.printed, other.printed) for other in others):
        return CheckOutcome(verdict="pass", left=together, reason=message("figures-differ"))
    if len({m.id for m in measures}) == 1:
        return CheckOutcome(verdict="pass", left=together)
    families = {m.family for m in measures}
    one_family = len(families) == 1 and None not in families
    reason = message("several-measures", measures=tuple(sorted({m.id for m in measures})))
    return CheckOutcome(verdict="fail" if one_family else "trap", left=together, reason=reason)


def _sequence(*steps: Operand) -> CheckOutcome:
    """Figures of one subject through time: a chain of revisions where they change."""
    claims = [c for step in steps for c in step.claims]
    dates = [world_date(c) for c in claims]
    together = _gathered(*steps)
    if dates != sorted(dates):
        reason = message("steps-out-of-order")
        return CheckOutcome(verdict="fail", left=together, reason=reason)
    changed = any(
        a.polarity != b.polarity or a.value != b.value for a, b in itertools.pairwise(claims)
    )
    return CheckOutcome(verdict="revision_chain" if changed else "pass", left=together)


def _funded(out: Operand, turn: Operand, *burn: Operand) -> CheckOutcome:
    """Cash that runs out before it turns positive: both hold only if new money arrives between."""
    gap = out.printed.low < turn.printed.low
    conditioned = any(c.condition for c in (*out.claims, *turn.claims))
    together = _gathered(out, turn, *burn)
    reason = message("nothing-pays-between") if gap else None
    verdict: Verdict = "apparent_fail" if gap and not conditioned else "pass"
    return CheckOutcome(verdict=verdict, left=together, reason=reason)


def _gathered(*sides: Operand) -> Operand:
    claims = tuple(c for side in sides for c in side.claims)
    return Operand(printed=EVERYTHING, bounded=EVERYTHING, claims=claims)


def _band(claim: Operand, share: Operand) -> CheckOutcome:
    """A guided range is its middle less and plus the share stated beside it."""
    middle = claim.printed.mid
    if middle is None:
        return CheckOutcome(verdict="fail", left=claim, reason=message("range-without-middle"))
    centre = Operand(printed=exactly(middle), bounded=exactly(middle), claims=claim.claims)
    low, high = centre * (1 - share), centre * (1 + share)
    holds = meets(low.printed, exactly(claim.printed.low))
    holds = holds and meets(high.printed, exactly(claim.printed.high))
    return CheckOutcome(verdict="pass" if holds else "fail", left=low, right=high)


def _restated(claim: Operand) -> CheckOutcome:
    """A figure written twice in one place: both writings give one number."""
    figure = claim.claims[0].figure or ""
    found = [q.value for text in _BRACKETS.split(figure) for q in find_quantities(text)]
    agree = len(found) > 1 and len(set(found)) == 1
    return CheckOutcome(verdict="pass" if agree else "fail", left=claim, right=claim)


def _as_measure(value: Operand | Decimal, like: Operand | Decimal) -> Operand:
    """The value, declared to be of the measure of another."""
    value, like = operand(value), operand(like)
    return Operand(
        printed=value.printed,
        bounded=value.bounded,
        claims=value.claims,
        measure=like.measure,
    )


def _geometric_sum(first: Operand, last: Operand, years: Decimal) -> Operand:
    """Sum over the years after `first` on the path that grows evenly from it to `last`."""
    if not (1 <= years <= MOST_YEARS and years == int(years)):
        raise ValueError(f"{years} is no number of years from 1 to {MOST_YEARS}")
    growth = power(last / first, 1 / years)
    total = first * growth
    for year in range(2, int(years) + 1):
        total = total + first * power(growth, Decimal(year))
    return total


def _on_operands(word: Callable[..., CheckOutcome]) -> Callable[..., CheckOutcome]:
    @wraps(word)
    def called(*given: Operand | Decimal) -> CheckOutcome:
        return word(*(operand(value) for value in given))

    return called


VERDICTS: Mapping[str, Callable[..., CheckOutcome]] = {
    "identity": _identity,
    "derive": _derive,
    "greater": _greater,
    "conflict": _one_measure,
    "compare": _compare,
    "plausible": _plausible,
    "readings": _readings,
    "same_value": _same_value,
    "sequence": _sequence,
    "funded_between": _funded,
    "restated": _restated,
    "band": _band,
}

WORDS: Mapping[str, Callable[..., object]] = {
    **{name: _on_operands(word) for name, word in VERDICTS.items()},
    "as_measure": _as_measure,
    "power": power,
    "geometric_sum": _geometric_sum,
}
