"""Rules for slips between two claims: each says why the first looks wrong beside the second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from caploop.core.message import Message, message
from caploop.evidence.claim import FIRMNESS_ORDER, Claim
from caploop.evidence.figure_interval import printed_interval
from caploop.evidence.span import period_of
from caploop.evidence.vintage import Vintage

TENFOLD_TOLERANCE = Decimal("0.005")
SCALES, SCALE_TOLERANCE = (Decimal(10) ** 3, Decimal(10) ** 6), Decimal("0.02")
YEAR = timedelta(days=364)
WEEKS = timedelta(days=21)


def tenfold(claim: Claim, other: Claim, vintage: Vintage) -> Message | None:
    """Ten times a figure of the same thing from another source: 亿 read as billion, or the like.

    Where one of the two comes from a translation, that one is flagged; else the larger, if the
    smaller is firmer or from the party itself.
    """
    if claim.measure != other.measure or claim.origin == other.origin:
        return None
    if not _one_matter(claim, other) or not claim.value or not other.value:
        return None
    if any((c.qualifier or "").startswith("breakdown") for c in (claim, other)):
        return None
    ratio = claim.value / other.value
    if abs(ratio / 10 - 1) > TENFOLD_TOLERANCE and abs(ratio * 10 - 1) > TENFOLD_TOLERANCE:
        return None
    if not _weaker(claim, other, vintage):
        return None
    return message("ten-times-apart", other=other.id)


def thousandfold(claim: Claim, other: Claim, vintage: Vintage) -> Message | None:
    """A thousand or a million times a figure of the same thing: millions called billions.

    Flagged is the one that is less firm, else the larger.
    """
    if claim.measure != other.measure or claim.document == other.document:
        return None
    if not _one_matter(claim, other) or not claim.value or not other.value:
        return None
    if (claim.qualifier, claim.unit) != (other.qualifier, other.unit):
        return None
    ratio = max(claim.value / other.value, other.value / claim.value)
    if all(abs(ratio / scale - 1) > SCALE_TOLERANCE for scale in SCALES):
        return None
    if not _weaker(claim, other, vintage):
        return None
    return message("scales-apart", times=round(ratio), other=other.id)


def _one_matter(claim: Claim, other: Claim) -> bool:
    if claim.agreement is not None or other.agreement is not None:
        return claim.agreement == other.agreement
    periods = [(period_of(c), c.plan_vintage) for c in (claim, other)]
    return periods[0] == periods[1] and claim.qualifier == other.qualifier


def _weaker(claim: Claim, other: Claim, vintage: Vintage) -> bool:
    translated = [vintage.documents[c.document].translated for c in (claim, other)]
    if translated[0] != translated[1]:
        return translated[0]
    ranks = [FIRMNESS_ORDER[c.firmness] for c in (claim, other)]
    if ranks[0] != ranks[1]:
        return ranks[0] < ranks[1]
    return (claim.value or 0) > (other.value or 0)


def daily_as_weekly(claim: Claim, other: Claim, vintage: Vintage) -> Message | None:
    """The same number of users said to come in a day, and in a week."""
    one, two = vintage.measure(claim), vintage.measure(other)
    rare = one.family == two.family == "active_users" and one.reading == "daily"
    if not rare or two.reading != "weekly" or claim.qualifier != other.qualifier:
        return None
    same = _same_figure(claim, other)
    return message("week-as-day", other=other.id) if same else None


def run_rate_as_revenue(claim: Claim, other: Claim, vintage: Vintage) -> Message | None:
    """A year's revenue equal to a run rate that is stated for that year's end."""
    if claim.measure != "revenue" or other.measure != "arr":
        return None
    if claim.period_end is None or other.period_end is None:
        return None
    one_year = claim.period_end.year == other.period_end.year
    if not one_year or claim.qualifier or other.qualifier:
        return None
    if other.value is None or not _same_figure(claim, other):
        return None
    return message("run-rate-as-revenue", other=other.id)


def cumulative_as_annual(claim: Claim, other: Claim, vintage: Vintage) -> Message | None:
    """A figure for one year equal to one that is stated for several."""
    one, two = vintage.measure(claim), vintage.measure(other)
    related = one.family is not None and one.family == two.family
    if not (related or one.id == two.id) or one.extent != "flow" or two.extent != "flow":
        return None
    lengths = years(claim), years(other)
    if lengths[0] is None or lengths[1] is None or lengths[0] > 1.1 or lengths[1] < 1.9:
        return None
    same = _same_figure(claim, other) and claim.qualifier == other.qualifier
    return message("years-as-one", other=other.id) if same else None


def one_year_off(claim: Claim, other: Claim, vintage: Vintage) -> Message | None:
    """A fiscal period whose figure another source gives for the fiscal period a year later."""
    labelled = (claim.label or "").startswith("FY") and claim.period_start is not None
    if not labelled or claim.measure != other.measure or claim.qualifier != other.qualifier:
        return None
    if other.period_start is None or claim.period_start is None or claim.value is None:
        return None
    shift = other.period_start - claim.period_start
    if abs(abs(shift) - YEAR) > WEEKS or not _same_figure(claim, other):
        return None
    days = {"start": str(other.period_start), "end": str(other.period_end)}
    return message("a-year-off", other=other.id, **days)


def expected_as_reached(claim: Claim, other: Claim, vintage: Vintage) -> Message | None:
    """A valuation stated as reached that another source, later, still calls expected."""
    family = vintage.measure(claim).family
    if family != "valuation" or vintage.measure(other).family != family:
        return None
    reached = claim.nature == "actual" and other.nature in {"rumour", "guidance", "forecast"}
    if not reached or other.known_at < claim.known_at or claim.document == other.document:
        return None
    same = _same_figure(claim, other)
    return message("expected-later", other=other.id) if same else None


def increase_as_level(
    claim: Claim, members: Sequence[Claim], vintage: Vintage
) -> tuple[Claim, Claim] | None:
    """Two figures of the same thing whose difference is the claim's: the lower, the higher."""
    if claim.value is None or claim.period_end is None or vintage.measure(claim).extent == "ratio":
        return None
    like = [m for m in members if _same_thing(m, claim) and m.value and m.value > 2 * claim.value]
    like.sort(key=lambda m: (m.known_at, m.id))
    for low in like:
        for high in like:
            gap = (high.value or 0) - (low.value or 0)
            if gap == claim.value and low.nature != "actual":
                return low, high
    return None


def _same_thing(one: Claim, other: Claim) -> bool:
    if other.plan_vintage is not None and one.plan_vintage != other.plan_vintage:
        return False
    about = [(c.measure, c.qualifier, period_of(c), c.currency) for c in (one, other)]
    return about[0] == about[1]


def _same_figure(claim: Claim, other: Claim) -> bool:
    if claim.unit != other.unit:
        return False
    one, two = printed_interval(claim), printed_interval(other)
    if one is None or two is None or claim.value is None or other.value is None:
        return False
    return one.low <= other.value <= one.high or two.low <= claim.value <= two.high


def years(claim: Claim) -> float | None:
    """Length of the claim's period in years; None where it is open or unknown."""
    if claim.period_start is None or claim.period_end is None:
        return None
    return (claim.period_end - claim.period_start).days / 365.25
