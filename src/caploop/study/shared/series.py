"""Which series of a run each question shows.

Every run computes all of them, so that every question shares one compiled function.
"""

from __future__ import annotations

from collections.abc import Mapping

SEGMENTS: Mapping[str, tuple[str, ...]] = {
    "subscriptions": ("subscriptions",),
    "advertising": ("advertising",),
    "seats": ("seats_revenue",),
    "api": ("api_revenue",),
    "agents": ("agents_revenue",),
    "custom": ("custom_revenue",),
    "devices": ("devices_revenue",),
}
COHORTS = (
    *("new_payers", "kept_share", "sm_spent", "growth", "lifetime_value", "code_red"),
    *("price_war", "subscriptions_wanted", "payers_wanted"),
)
EARN = (
    *(name for names in SEGMENTS.values() for name in names),
    *("revenue", "revenue_year", "burn_year", "users", "payers", "inference_cost", "store_fees"),
    *("device_cost_due", "revenue_share", "rent_in_all", "ad_load", "shortage", "run_rate"),
    *("coverage", "surprise", "tasks_growth"),
    *COHORTS,
)
LINES = ("people_cost", "marketing_cost", "remaining_cost", "other_cost", "fees", "late_bill")
"""What OpenAI pays beside rent for capacity in service, Microsoft's share and interest."""
SERVED = ("gw_needed", "gw_replaced", "served_part", "training_gw", "training_gw_plan")
OWN = frozenset(
    (
        *LINES,
        *(name for names in SEGMENTS.values() for name in names),
        *("revenue", "revenue_year", "run_rate", "surprise", "cash"),
        *("burn", "burn_year", "burn_paid", "burn_paid_year", "cost", "cost_year", "ad_load"),
        *("inference_cost", "store_fees", "device_cost_due", "revenue_share", "rent_in_all"),
    )
)
"""OpenAI's own flows and cash, which are told of the draws in which it stands."""
DEFAULT = ("fell", "estate_claims", "estate_paid", "lost_in_default", "in_stage")
RUNWAY = (
    *DEFAULT,
    *(
        "revenue",
        "burn",
        "burn_paid",
        "cash",
        "arrears_in_all",
        "funding_gap",
        "cash_out",
        "ever_constrained",
        "cheques",
    ),
    *(
        "agreed_cheques",
        "letter_cheques",
        "debt_raised",
        "warrant_sale",
        "burn_year",
        "burn_paid_year",
    ),
    "revenue_year",
    *("rent_in_all", "device_cost_due", "revenue_share", "interest", *LINES),
)
LOOP = (
    *("recycled", "recycled_most", "recycled_least", "rent_paid", "chips", "coverage"),
    *("loop_gain", "network_recycled"),
)
BREAK = ("value", "cash", "rent_in_all", "revenue", "cheques", "loop_gain")
OF_SUPPLIERS = (
    *("chip_loan", "leases_not_begun", "vendors_hole", "hole_share", "bought_back_ever"),
    "supply_lost",
)
SUPPLIERS = (
    *("book_openai", "book_others", "book_share", "booked", "recognised", "cancelled"),
    *("firm_dependency", "ebitda_share", "raised_for_openai", "loss_given_default"),
    *("lost_over_equity", "lost_over_ebitda", "price_bargained", "bargained_cut", *OF_SUPPLIERS),
)
FIRM_YEARS = (
    *("firm_revenue_year", "firm_earned_year", "firm_operating_year", "firm_spent_year"),
    *("firm_free_year", "firm_inside_year", "firm_raised_year", "firm_trough", "firm_trough_year"),
    *("debt_cover", "firm_leases", "leverage_with_leases", "firm_backlog", "firm_stake"),
)
FAILURES = ("firm_failed", "failed_beside", "firm_tight", "firm_lenders_lost", "alive")
RUN = (
    *LOOP,
    *FIRM_YEARS,
    *FAILURES,
    *("revenue", "cost", "burn", "cash", "debt", "revenue_year", "cost_year", "burn_year"),
    *("firm_cash", "firm_debt", "firm_sales", "firm_ebitda", "firm_capex", "firm_borrowed"),
    *("leverage", "downgraded", "gw", "gw_in_all", "gw_states", "arrears", "gw_wanted", "binding"),
    *("project_states", "project_complete", "it_book", "it_value", "over_value", "impaired"),
    *("chips_in_service", "heaviness"),
    *(
        "in_stage",
        "rescued_ever",
        "at_bound",
        "listed",
        "owned",
        "owned_before",
        "loan_to_value",
        "margin_sale",
        "accelerators",
        "value",
    ),
    *SUPPLIERS,
)
BUILD = (
    *("gw", "gw_own", "gw_in_all", "gw_states", "gw_wanted", "binding", "chips_in_service"),
    *("project_states", "project_held", "project_due", "project_ever", "project_ever_due"),
    *("power_granted", "power_gap", "gap_by_region", "reserve", "grid_served", "us_powered"),
    *("site_gw", "waiting_gw", "power_price", "late_gw", "late_in_all", "delay_cost"),
)
RACE = (
    *("viable", "hhi_revenue", "hhi_compute", "hhi_use", "top_share", "price_index"),
    *("entry_years", "quality_gap"),
)
RIVALS = (
    *RACE,
    *("rival_capacity", "rival_for_models", "rival_rate", "rival_spent", "rival_short"),
    *("rival_round", "rival_worth", "rival_gw", "gw_in_all", "rent_in_all"),
    *("developer_quality", "use_share", "developer_share", "developer_revenue"),
    *("developer_stands", "at_frontier", "industry_class", "industry_end", "rival_end"),
    *("in_stage", "listed"),
)
POLICY = (
    *("credit_year", "built_year", "gw_in_all", "binding", "guarantee_paid", "guarantee_fee"),
    *("guarantee_paid_vehicles", "guarantee_fee_vehicles", "guarantee_used", "lenders_lost"),
    *("public_paid", "public_paid_vehicles", "public_fees", "fees_vehicles"),
    *("spread_saved", "spread_saved_vehicles", "vehicles_covered"),
    *("public_paid_if_used", "public_paid_vehicles_if_used", "public_fees_if_used"),
    *("fees_vehicles_if_used", "spread_saved_if_used", "spread_saved_vehicles_if_used"),
    *("interest", "in_stage", "supported"),
)
VALUE = (
    *("value", "value_after", "value_held", "mark", "mark_age", "mark_stale", "owned"),
    *("put_in", "in_stage", "listed", "revenue_year", "cheques"),
    *("premium", "business_value", "burn_value", "net_cash", "down_round"),
    *("round_asked", "round_failed", "round_filled", "round_discount", "round_cheques"),
    "debt_raised",
)
DRIVERS = (
    *("cash_out", "ever_constrained", "in_stage", "listed", "round_failed", "surprise"),
    *("revenue_year", "burn_year", "funding_gap", "gw_in_all", "value", "users", "payers"),
    *("coverage", "leverage"),
)
STRESS = ("leverage", "downgraded", "firm_failed", "cash_out", "ever_constrained")
YEAR_SUMS = ("revenue_year", "cost_year", "burn_year")
STOCKS = ("cash", "debt", "gw_in_all", "value", "coverage", "loop_gain", "users")
EVER = ("cash_out", "ever_constrained", "listed")
COMPARE = ("alive", *YEAR_SUMS, *STOCKS, *EVER, "in_stage")
EVERY = tuple(
    dict.fromkeys(
        (
            *("alive", *EARN, *RUNWAY, *RUN, *BREAK, *BUILD, *RIVALS, *POLICY, *VALUE, *STRESS),
            *(*COMPARE, *DRIVERS, *LINES, *SERVED),
        )
    )
)
