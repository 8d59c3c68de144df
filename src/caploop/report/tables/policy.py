"""The policy desk as tables: credit, who has it, guarantee, stake, what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from caploop.report.tables.frame import TextTable, table_of
from caploop.study.policy.record import PolicyRecord
from caploop.study.shared.mean_error import differ
from caploop.study.shared.model_run import QuantileRow

SPAN = ("mean", "q05", "q50", "q95")
SAME = "none that these draws can show"


def policy_tables(record: PolicyRecord) -> tuple[TextTable, ...]:
    """Cost by year, cases, static cost, who has it, guarantee, stake, requests, weak points."""
    return (*_credit(record), *_money(record), *_guarantee(record), *_rest(record))


def _credit(record: PolicyRecord) -> tuple[TextTable, ...]:
    found = record.credit
    each = "none" if found.cost_per_gw is None else f"{found.cost_per_gw:,.1f}"
    return (
        _span(
            f"Credit of {found.rate:.0%} on {found.eligible:.0%} of cost, paid, bn USD", found.cost
        ),
        table_of(
            "The credit in the run",
            ("what", "value"),
            (
                ("paid to 2030, bn USD", f"{found.cost_to_2030:,.1f}"),
                *((f"GW more at the end of {y}", f"{v:+.2f}") for y, v in found.gw_more.items()),
                ("of GW added by 2030 there only with it", f"{found.additional:.1%}"),
                ("bn USD a GW more", each),
                ("share of quarters to 2030 in which power binds", f"{found.power_binds:.0%}"),
            ),
        ),
        table_of(
            "Price, quantity and who has it, closed form",
            (
                *("case", "demand", "supply", "price", "quantity", "buyer keeps", "additional"),
                *("buyer", "seller", "deadweight"),
            ),
            (
                (
                    c.name,
                    f"{c.demand:.2f}",
                    "no limit" if c.supply > 1e3 else f"{c.supply:.2f}",
                    *(f"{v:+.1%}" for v in (c.price, c.quantity)),
                    *(f"{v:.1%}" for v in (c.buyer_keeps, c.additional)),
                    *(f"{v + 0.0:.1%}" for v in (c.buyer, c.seller, c.deadweight)),
                )
                for c in record.cases
            ),
        ),
    )


def _money(record: PolicyRecord) -> tuple[TextTable, ...]:
    low, high = record.additional_all
    return (
        table_of(
            "What would be built without it: by elasticities in nine of ten, and in the run",
            ("least", "most"),
            ((f"{1 - high:.0%}", f"{1 - low:.0%}"),),
        ),
        table_of(
            "Four costs of one credit, bn USD",
            ("what it counts", "cost"),
            ((c.counts, f"{c.cost:,.0f}") for c in record.bridge),
        ),
        table_of(
            "Cost if nobody reacts, bn USD",
            ("capex", "eligible", "cost", "with the burden of raising it"),
            (
                (
                    f"{c.capex:,.0f}",
                    f"{c.eligible:.0%}",
                    f"{c.cost:,.1f}",
                    f"{c.with_burden:,.1f}",
                )
                for c in record.static
            ),
        ),
        table_of(
            "Who has the central cost",
            ("who", "share", "bn USD"),
            ((g.who, f"{g.share:.1%}", f"{g.amount:,.1f}") for g in record.gainers),
        ),
    )


def _guarantee(record: PolicyRecord) -> tuple[TextTable, ...]:
    run = record.guarantee
    return (
        table_of(
            "A guaranteed project, shares of the debt",
            (
                *("volatility", "fair value", "budget cost", "relief, bp", "fails"),
                *("more by moral hazard", "fails more", "public loss", "public gain"),
                "private gain",
            ),
            (
                (
                    f"{c.volatility:.0%}",
                    *(f"{v:.1%}" for v in (c.fair, c.budget)),
                    f"{c.relief_bp:,.0f}",
                    *(f"{v:.1%}" for v in (c.fails, c.extra_fair, c.extra_fails)),
                    *(f"{v:.1%}" for v in (c.public_loss, c.public_gain, c.private_gain)),
                )
                for c in record.projects
            ),
        ),
        table_of(
            f"A guarantee of {run.cover:.0%} of OpenAI's debt in the run, bn USD, mean",
            ("what", "value"),
            (
                ("paid to lenders by 2035", f"{run.called:,.2f}"),
                ("fees had", f"{run.fees:,.2f}"),
                ("calls less fees, expected, at the riskless rate", f"{run.budget:,.2f}"),
                ("interest OpenAI saves", f"{run.interest_saved:,.2f}"),
                ("bankrupt by 2035 without", f"{run.bankrupt_without:.1%}"),
                ("bankrupt by 2035 with", f"{run.bankrupt_with:.1%}"),
                ("difference", "stands" if run.differs else SAME),
            ),
        ),
        table_of(
            "All federal credit of 2025, bn USD",
            ("measure", "bn USD"),
            ((k, f"{v:,.1f}") for k, v in record.whole_government.items()),
        ),
    )


def _rest(record: PolicyRecord) -> tuple[TextTable, ...]:
    return (
        table_of(
            "Bankrupt by the end of 2030, share of draws",
            ("policy", "share", "against none"),
            ((k, f"{v:.1%}", _apart(record, k)) for k, v in record.bankrupt_2030.items()),
        ),
        table_of(
            "Asked of the government",
            ("agreement", "known", "state", "amount", "what", "claims"),
            (
                (a.agreement, str(a.known_at), a.state, a.amount, a.condition, " ".join(a.claims))
                for a in record.asked
            ),
        ),
        table_of("Weak points", ("what to keep in mind",), ((note,) for note in record.notes)),
    )


def _apart(record: PolicyRecord, name: str) -> str:
    shares = record.bankrupt_2030
    if name == "without":
        return ""
    pair = shares["without"], shares[name]
    return f"{pair[1] - pair[0]:+.1%}" if differ(*pair, draws=record.draws) else SAME


def _span(title: str, rows: Sequence[QuantileRow]) -> TextTable:
    return table_of(
        title,
        ("year", *SPAN),
        ((r.period, *(f"{getattr(r, n):,.1f}" for n in SPAN)) for r in rows),
    )
