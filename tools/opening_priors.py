"""Positions the model needs at the end of 2025 that no balance sheet states: ranges and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

KNOWN_BY = "2026-03-01"
AFTER = "2026-06-30"
CLOUDS = ("microsoft", "oracle", "coreweave", "amazon", "google")
CHIPS = ("nvidia", "amd", "broadcom", "cerebras")
VEHICLES = (
    "crusoe_blue_owl_jv",
    "hyperion_spv",
    "xai_spv",
    "vantage",
    "stack",
    "related_digital",
    "stargate",
)


class Prior(NamedTuple):
    """A range with its source and reason; without numbers it says that nothing is known."""

    party: str
    item: str
    reason: str
    counterparty: str = ""
    low: str = ""
    value: str = ""
    high: str = ""
    unit: str = "USD bn"
    source: str = "judgement"
    known_at: str = KNOWN_BY


def _unknown(names: tuple[str, ...], items: tuple[str, ...], why: str) -> Iterator[Prior]:
    for name in names:
        for item in items:
            yield Prior(name, item, why)


def _clouds() -> Iterator[Prior]:
    split = "accounts give property in one line; the split is not published"
    yield from _unknown(CLOUDS, ("ppe_it", "ppe_shell", "construction_in_progress"), split)
    yield from _unknown(CLOUDS, ("debt_by_instrument",), "only the sum of the debt was gathered")
    yield Prior(
        "microsoft",
        "receivables",
        "compute of about 17 a year at 45-75 days, the note of OpenAI's payables",
        "openai",
        low="2.1",
        high="3.5",
        source="balance sheet of OpenAI, payables",
        known_at=AFTER,
    )
    for name in CLOUDS[1:]:
        why = "what OpenAI paid in 2025 is not published; M5-042 gives only 30-50-90 days"
        yield Prior(name, "receivables", why, "openai")
    for name in ("oracle", "coreweave", "google"):
        why = "no agreement gives it shares of OpenAI, and no account denies it"
        yield Prior(name, "stake_value", why, "openai")
    yield Prior(
        "amazon",
        "stake_value",
        "its first money is of the round of February 2026, not yet paid on 2026-03-01",
        "openai",
        *("0", "0", "0"),
        source="agreement amazon-openai-2026-round",
    )
    for name in CLOUDS:
        why = "the law gives data centres no investment credit; chip fabs alone have 35%"
        yield Prior(name, "credit_receivable", why, "us_government", *("0", "0", "0"),
                    source="economics, policy")  # fmt: skip


def _chips() -> Iterator[Prior]:
    why = "deposits at foundries and makers of memory are not shown apart"
    yield from _unknown(CHIPS, ("prepaid_supply",), why)
    yield from _unknown(CHIPS[1:], ("stake_value",), "no line for holdings was gathered")
    yield Prior(
        "amd",
        "warrants_issued",
        "the mirror of the warrant OpenAI holds, valued there with its barriers",
        "openai",
        *("0", "9", "23.5"),
        source="balance sheet of OpenAI, AMD warrant",
    )
    why = "right to 33.4 mn shares became public after March 2026 (M3-015); value not known"
    yield Prior("cerebras", "warrants_issued", why, "openai", source="M3-015", known_at=AFTER)
    none = "no agreement tells of warrants given by it"
    yield from _unknown(("nvidia", "broadcom"), ("warrants_issued",), none)
    why = "OpenAI's order is of January 2026; earlier orders are not published"
    yield from _unknown(("cerebras",), ("backlog_rpo", "purchase_commitments"), why)


def _openai() -> Iterator[Prior]:
    why = "right to 33.4 mn shares became public after March 2026 (M3-015); value not known"
    yield Prior("openai", "warrants_held", why, "cerebras", source="M3-015", known_at=AFTER)
    yield Prior(
        "openai",
        "loans_made",
        "a loan of 1.0 at 6%; the day it was paid out is not known",
        "cerebras",
        low="0",
        high="1",
        source="M3-015",
        known_at=AFTER,
    )
    yield Prior(
        "openai",
        "convertibles",
        "convertible interests became shares on 2025-10-28, and no notes are known",
        "",
        *("0", "0", "0"),
        source="balance sheet of OpenAI, total_debt",
    )
    yield Prior(
        "openai",
        "option_gw",
        "6 GW less the firm first one",
        "amd",
        *("5", "5", "5"),
        unit="GW",
        source="agreement openai-amd-2025",
    )
    inside = "inside the 0.36 of employees and other investors; its part is not published"
    for holder in ("nvidia", "openai_employees"):
        yield Prior("openai", "ownership_share", inside, holder, unit="share")
    yield Prior(
        "openai",
        "ownership_share",
        "its first money is of the round of February 2026, not yet paid on 2026-03-01",
        "amazon",
        *("0", "0", "0"),
        unit="share",
        source="agreement amazon-openai-2026-round",
    )


def _softbank() -> Iterator[Prior]:
    yield Prior(
        "softbank",
        "listed_holdings",
        "holdings of JPY 37,800-39,700bn at 156.6, less the OpenAI mark of 54.4; part is unlisted",
        "",
        *("187.0", "193.0", "199.1"),
        source="balance sheet of SoftBank, net_debt",
        known_at="2026-02-12",
    )
    yield Prior(
        "softbank",
        "bonds",
        "net debt 40-51.1-53 + cash 24.3 - bridge 8.5 - margin loan 20 (low, central) or 0 (high);"
        " bank loans are inside",
        "",
        *("35.8", "46.9", "68.8"),
        source="balance sheet of SoftBank, net_debt",
        known_at=AFTER,
    )


def _vehicles() -> Iterator[Prior]:
    why = "vehicles publish no accounts"
    yield from _unknown(
        VEHICLES, ("cash_and_equivalents", "construction_in_progress", "ppe_shell"), why
    )
    loans = {
        "crusoe_blue_owl_jv": ("2.3", "9.4", "9.6", "lenders-crusoe-2025-abilene",
                               "2.3 + 7.1 signed, FT prints 9.6; drawings not known"),
        "hyperion_spv": ("27", "27", "27.3", "lenders-hyperion-2025",
                         "27 placed in October 2025; a note on Meta's debt prints 27.3"),
        "xai_spv": ("0", "", "12.5", "lenders-xai-spv-2025", "in talks, closing not seen"),
        "vantage": ("0", "", "38", "lenders-vantage-2025",
                    "23.25 + 14.75 launched in October 2025, completion not confirmed"),
        "stack": ("0", "", "18", "lenders-stack-2025-new-mexico",
                           "signed in November 2025; drawings not known"),
        "related_digital": ("0", "", "14", "lenders-related-digital-2025-michigan",
                            "in talks in December 2025"),
    }  # fmt: skip
    for name, (low, value, high, source, why) in loans.items():
        yield Prior(name, "construction_loan", why, "lenders", low, value, high,
                    source=f"agreement {source}")  # fmt: skip
    yield from _sponsors()
    tenants = {"crusoe_blue_owl_jv": "oracle", "hyperion_spv": "meta", "vantage": "oracle",
               "stack": "oracle", "related_digital": "oracle"}  # fmt: skip
    for name, tenant in tenants.items():
        yield Prior(name, "tenant_lease", "the rent is not published", tenant)
    why = "20 is the value of the chips; the rent is not published"
    yield Prior("xai_spv", "tenant_lease", why, "xai", low="0", high="20",
                source="agreement xai-xai-spv-2025")  # fmt: skip
    why = "guaranteed in October 2025; the most it can cost is not published"
    yield Prior("hyperion_spv", "residual_value_guarantee", why, "meta",
                source="agreement meta-hyperion-2025")  # fmt: skip


def _sponsors() -> Iterator[Prior]:
    announced = "announced in January 2025; what was paid in is not known"
    ends = {
        ("crusoe_blue_owl_jv", "blue_owl"): (
            "",
            "5",
            "",
            "about 5 of Crusoe and Blue Owl together",
            "blue-owl-crusoe-2025-abilene",
        ),
        ("hyperion_spv", "blue_owl"): ("", "7", "", "about 7 in cash", "blue-owl-hyperion-2025"),
        ("hyperion_spv", "meta"): (
            "",
            "",
            "",
            "the value of its 20% is not published",
            "meta-hyperion-2025",
        ),
        ("xai_spv", "investors"): (
            "0",
            "",
            "7.5",
            "in talks, closing not seen",
            "investors-xai-spv-2025",
        ),
        ("stargate", "softbank"): ("0", "", "19", announced, "softbank-stargate-2025"),
        ("stargate", "openai"): ("0", "", "19", announced, "openai-stargate-2025"),
        ("stargate", "oracle"): ("0", "", "7", announced, "oracle-stargate-2025"),
        ("stargate", "mgx"): ("0", "", "7", announced, "mgx-stargate-2025"),
    }
    for (name, sponsor), (low, value, high, why, source) in ends.items():
        where = f"agreement {source}"
        yield Prior(name, "sponsor_equity", why, sponsor, low, value, high, source=where)
        mirror = f"the mirror of the vehicle's equity: {why}"
        yield Prior(sponsor, "stake_value", mirror, name, low, value, high, source=where)


def _outside() -> Iterator[Prior]:
    nothing = ("0", "0", "0")
    why = "the law gives data centres no investment credit; chip fabs alone have 35%"
    yield Prior("us_government", "credit_payable", why, "", *nothing, source="economics, policy")
    why = "asked for on 2025-11-05 and taken back the next day; none granted by 2026-03-01"
    source = "agreement us-government-openai-2025-guarantee"
    yield Prior("us_government", "guarantee_liability", why, "", *nothing, source=source)
    yield Prior("lenders", "guarantee_asset", why, "us_government", *nothing, source=source)
    why = "no agreement gives it shares in a party of the network; the Intel stake is outside"
    yield Prior("us_government", "equity_stakes", why)
    why = "the mirror of the {} of all others: derive it, a sum of partial rows would be wrong"
    yield Prior("lenders", "loans_by_obligor", why.format("debt"))
    yield Prior("lenders", "deposits_owed", why.format("cash"))
    yield Prior("upstream_suppliers", "receivables", why.format("payables"))
    yield Prior("equity_market", "equity_claims", why.format("equity"))
    why = "part of OpenAI's 0.5-1.3-2.5 of deferred revenue; the split is not published"
    for name in ("households", "enterprises"):
        yield Prior(name, "prepaid_claims", why, "openai")


PRIORS = (*_openai(), *_clouds(), *_chips(), *_softbank(), *_vehicles(), *_outside())
