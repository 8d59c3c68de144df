"""Flags: slips that a figure's company gives away. Flagged, never corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.core.errors import CaploopError
from caploop.core.fiscal import check_fiscal_label, latest_two
from caploop.core.message import Message, message
from caploop.core.period import parse_period
from caploop.evidence.claim import Claim, world_date
from caploop.evidence.flag_rules import (
    cumulative_as_annual,
    daily_as_weekly,
    expected_as_reached,
    increase_as_level,
    one_year_off,
    run_rate_as_revenue,
    tenfold,
    thousandfold,
    years,
)
from caploop.evidence.span import label_fault
from caploop.evidence.vintage import Vintage

FlagKind = Literal[
    "tenfold",
    "implausible_scale",
    "daily_against_weekly",
    "run_rate_as_revenue",
    "cumulative_as_annual",
    "fiscal_label",
    "increase_as_level",
    "expected_as_reached",
    "currency_missing",
    "currency_inherited",
    "undated",
    "negated",
    "label_against_days",
    "actual_before_end",
]


class Flag(Struct, frozen=True, kw_only=True, order=True):
    """One claim that looks like a slip, the kind of slip, why, and the claims that show it."""

    claim: str
    kind: FlagKind
    reason: Message
    beside: tuple[str, ...] = ()


def flags(vintage: Vintage) -> tuple[Flag, ...]:
    """All flags at the vintage, by claim and kind; each claim and kind once."""
    found: dict[tuple[str, str], Flag] = {}
    for rule in (*_SINGLE, *_COMPARED):
        for flag in rule(vintage):
            found.setdefault((flag.claim, flag.kind), flag)
    return tuple(sorted(found.values()))


def _undated(vintage: Vintage) -> Iterator[Flag]:
    for claim in vintage.claims.values():
        document = vintage.documents[claim.document]
        if document.known_at_precision == "no_later_than" and claim.figure is not None:
            why = message("undated", day=claim.known_at.isoformat())
            yield Flag(claim=claim.id, kind="undated", reason=why)


def _currency(vintage: Vintage) -> Iterator[Flag]:
    for claim in vintage.claims.values():
        money = vintage.measure(claim).dimension == "money"
        if not money or claim.kind == "structural":
            continue
        if claim.currency is None:
            why = message("without-currency")
            yield Flag(claim=claim.id, kind="currency_missing", reason=why)
        elif claim.figure is not None and not _names_currency(claim.figure):
            why = message("currency-from-context", figure=claim.figure, currency=claim.currency)
            yield Flag(claim=claim.id, kind="currency_inherited", reason=why)


def _names_currency(figure: str) -> bool:
    words = ("$", "元", "美金", "€", "£", "¥", "yuan", "dollar", "USD", "CNY", "RMB", "JPY", "yen")
    return any(word in figure for word in words)


def _old_label(vintage: Vintage) -> Iterator[Flag]:
    """A fiscal quarter named in the present tense that ended about a year before."""
    for claim in vintage.claims.values():
        calendar = vintage.vocabulary.calendars.get(claim.party)
        fresh = claim.nature in {"actual", "guidance"} and claim.verified
        if calendar is None or not fresh or not (claim.label or "").startswith("FY"):
            continue
        said = world_date(claim)
        try:
            period = parse_period(claim.label or "", stated_on=said, calendar=calendar)
        except CaploopError:
            continue
        if check_fiscal_label(period, calendar=calendar, stated_on=said) is not None:
            latest, _ = latest_two(period, calendar, said)
            why = message(
                "label-of-old",
                label=claim.label,
                ended=str(period.end),
                day=said.isoformat(),
                party=calendar.issuer,
                latest=latest.label,
                latest_ended=str(latest.end),
            )
            yield Flag(claim=claim.id, kind="fiscal_label", reason=why)


def _label(vintage: Vintage) -> Iterator[Flag]:
    """A label that names other days than those that are compared."""
    for claim in vintage.claims.values():
        why = label_fault(claim, vintage.vocabulary.calendars.get(claim.party))
        if why is not None:
            yield Flag(claim=claim.id, kind="label_against_days", reason=why)


def _not_over(vintage: Vintage) -> Iterator[Flag]:
    """What is said to have come in over a period, before its last day."""
    for claim in vintage.claims.values():
        if claim.nature != "actual" or claim.period_end is None:
            continue
        said = min(world_date(claim), claim.known_at)
        if vintage.measure(claim).extent == "flow" and said < claim.period_end:
            end, day = claim.period_end.isoformat(), said.isoformat()
            why = message("period-not-over", end=end, day=day)
            yield Flag(claim=claim.id, kind="actual_before_end", reason=why)


def _compared(
    kind: FlagKind, rule: Callable[[Claim, Claim, Vintage], Message | None]
) -> Callable[[Vintage], Iterator[Flag]]:
    def flagged(vintage: Vintage) -> Iterator[Flag]:
        for members in _by_party(vintage).values():
            for claim in members:
                shown = [(o, rule(claim, o, vintage)) for o in members if o.id != claim.id]
                hits = [(o.id, why) for o, why in shown if why is not None]
                if hits:
                    beside = tuple(sorted(i for i, _ in hits))
                    yield Flag(claim=claim.id, kind=kind, reason=hits[0][1], beside=beside)

    return flagged


def _increase(vintage: Vintage) -> Iterator[Flag]:
    for members in _by_party(vintage).values():
        for claim in members:
            pair = increase_as_level(claim, members, vintage)
            if pair is not None:
                low, high = pair
                why = message("step-as-level", low=low.id, high=high.id)
                yield Flag(
                    claim=claim.id,
                    kind="increase_as_level",
                    reason=why,
                    beside=tuple(sorted((low.id, high.id))),
                )


def _by_party(vintage: Vintage) -> dict[tuple[str, str | None], list[Claim]]:
    """Quantities by the pair of parties they are about, negated ones and questions apart."""
    members: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in vintage.claims.values():
        stands = claim.polarity == "affirmed" and not claim.question and claim.unit != "date"
        if claim.kind == "quantitative" and stands:
            members.setdefault((claim.party, claim.counterparty), []).append(claim)
    return members


def _scale(vintage: Vintage) -> Iterator[Flag]:
    """One agreement of more than ten times its payer's best year of revenue, a year of its term."""
    revenue: dict[str, Claim] = {}
    for told in vintage.live():
        whole = told.measure == "revenue" and told.qualifier is None and _a_year(told)
        if whole and told.nature == "actual" and told.value:
            best = revenue.setdefault(told.party, told)
            revenue[told.party] = max(best, told, key=lambda c: (c.value or 0, c.id))
    for claim in vintage.claims.values():
        year = revenue.get(claim.party)
        big = claim.measure == "compute_purchase" and claim.value is not None
        if year is None or not big or claim.currency != year.currency:
            continue
        term = Decimal(str(max(1.0, years(claim) or 1.0)))
        if claim.value and year.value and claim.value / term > 10 * year.value:
            times = int((claim.value / year.value).quantize(1))
            why = message("years-of-revenue", times=times, claim=year.id)
            yield Flag(claim=claim.id, kind="implausible_scale", reason=why, beside=(year.id,))


def _a_year(claim: Claim) -> bool:
    return 0.95 <= (years(claim) or 0) <= 1.05


_SINGLE = (_undated, _currency, _old_label, _label, _not_over, _scale)
_COMPARED = (
    _compared("tenfold", tenfold),
    _compared("implausible_scale", thousandfold),
    _compared("daily_against_weekly", daily_as_weekly),
    _compared("run_rate_as_revenue", run_rate_as_revenue),
    _compared("cumulative_as_annual", cumulative_as_annual),
    _compared("fiscal_label", one_year_off),
    _compared("expected_as_reached", expected_as_reached),
    _increase,
)
