"""What a run's inputs make that is no row of the book: paths, balances, levers and luck."""

from __future__ import annotations

from caploop.model.terms.parties import LESSORS
from caploop.sfc import Series

PATHS = (
    Series("plan_revenue", "USD bn/qtr", axes="quarter", says="revenue on the plan"),
    Series("plan_cost", "USD bn/qtr", axes="quarter", says="cost on the plan"),
    Series("plan_compute", "USD bn/qtr", axes="quarter", says="dollars for compute on the plan"),
    Series("plan_gw", "GW", axes="quarter", says="what they buy at the central lease price"),
    Series("middle_revenue", "USD bn/qtr", axes="quarter", says="revenue of the middle draw"),
    Series("burn_ahead", "USD bn", axes="quarter", says="burn of the plan's next four quarters"),
)
AGREED = (
    Series("cheques_agreed", "USD bn/qtr", axes="quarter investor", says="cheques with a date"),
    Series("on_listing", "USD bn", axes="investor", says="cheques that wait for a listing"),
    Series("lessor_share", "share", axes="quarter lessor", says="lessors' shares of the plan"),
    Series("project_gw", "GW", axes="project", says="size of each project"),
    Series("project_from", "GW", axes="project", says="its place on its lessor's curve"),
    Series("project_of", "share", axes="project lessor", says="1 for its lessor"),
)
BALANCES = (
    Series("opening_cash", "USD bn", axes="firm", says="cash"),
    Series("opening_debt", "USD bn", axes="firm", says="debt"),
    Series("opening_leases", "USD bn", axes="firm", says="leases on its balance sheet"),
    Series("outside_cash_flow", "USD bn/yr", axes="firm", says="cash flow of the last year"),
    Series("outside_capex", "USD bn/yr", axes="firm", says="capex of the last year not for OpenAI"),
    Series("outside_revenue", "USD bn/yr", axes="firm", says="revenue of the last year"),
    Series("cash_flow_age", "yr", axes="firm", says="from the middle of its year to that of 2025"),
    Series("capex_age", "yr", axes="firm", says="the same of capex"),
    Series("revenue_age", "yr", axes="firm", says="the same of revenue"),
    Series("fleet_before", "share", axes="firm", says="capacity in its last year over the opening"),
    Series("fleet_ages", "share", axes="fleet_year", says="opening capacity by year of building"),
    Series("opening_value", "USD bn", axes="firm", says="value at the last private round"),
    Series("payouts", "USD bn/yr", axes="firm", says="dividends and buy-backs of the last year"),
    Series("payout_share", "share", axes="firm", says="the same over free cash flow"),
    Series("leverage_line", "1", axes="firm", says="leverage of a downgrade, over Oracle's"),
    Series("chip_margin", "share", axes="chipmaker", says="gross margin"),
    Series("listed_holdings", "USD bn", says="SoftBank's listed holdings"),
    Series("ownership", "share", axes="holder", says="shares of OpenAI held"),
    Series("orders_openai", "USD bn", axes="firm", says="orders signed by OpenAI"),
    Series("orders_others", "USD bn", axes="firm", says="orders signed by others"),
    Series("orders_since", "USD bn", axes="firm", says="orders of OpenAI since the opening"),
    Series("equity_0", "USD bn", axes="firm", says="equity"),
    Series("deferred_0", "USD bn", says="plans paid ahead"),
    Series("owed_0", "USD bn", says="invoices that businesses have not paid"),
    Series("rival_cash_flow", "USD bn/yr", axes="rival", says="cash flow of 2025"),
    Series("rival_cash_held", "USD bn", axes="rival", says="cash at its end"),
    Series("rival_value", "USD bn", axes="rival", says="value to raise money on"),
)
OBSERVED = (
    Series("first_quarter", "qtr", says="the first quarter that is no history, by its number"),
    Series("burn_seen", "USD bn/qtr", axes="quarter", says="burn as reported"),
    Series("burn_told", "share", axes="quarter", says="1 where it was reported"),
    Series("cash_seen", "USD bn", says="cash as OpenAI's last statement has it"),
    Series("cash_seen_in", "qtr", says="the quarter that begins with it; 0 for none"),
    Series("owned_seen", "share", axes="holder", says="shares of OpenAI as last published"),
    Series("owned_told", "share", axes="holder", says="1 for a holder whose share was published"),
    Series("owned_seen_in", "qtr", says="the quarter that begins with them, or 0"),
    Series("firm_cash_seen", "USD bn", axes="firm", says="cash as a firm's last statement has it"),
    Series("firm_cash_seen_in", "qtr", axes="firm", says="the quarter that begins with it, or 0"),
    Series("firm_debt_seen", "USD bn", axes="firm", says="debt as a firm's last statement has it"),
    Series("firm_debt_seen_in", "qtr", axes="firm", says="the quarter that begins with it, or 0"),
    Series("orders_seen", "USD bn", axes="firm", says="orders signed, as last reported"),
    Series("orders_seen_in", "qtr", axes="firm", says="the quarter that begins with them, or 0"),
)
"""History since the first quarter, as it was reported: a run begins after it."""
LIFTS = (
    Series("lift_consumer", "1", axes="quarter", says="the plan over the bottom-up path"),
    Series("lift_enterprise", "1", axes="quarter", says="the same of business"),
    Series("ads_exposure", "mn", axes="quarter", says="users who see advertising on that path"),
    Series("spread_kept", "1", axes="quarter", says="spread of the stated priors over its own"),
    Series("red_expected", "share", axes="quarter", says="how often the code red is on"),
    Series("growth_central", "share", axes="quarter", says="growth spending that its rule allows"),
    Series("plan_subscriptions", "USD bn/qtr", axes="quarter", says="subscriptions on the plan"),
    Series("plan_work", "USD bn/qtr", axes="quarter", says="revenue of business on the plan"),
    Series("plan_go", "USD bn/qtr", axes="quarter", says="subscriptions to Go on the plan"),
    Series("plan_api", "USD bn/qtr", axes="quarter", says="revenue of the API on the plan"),
    Series("plan_devices", "USD bn/qtr", axes="quarter", says="revenue of devices on the plan"),
    Series("plan_free", "mn", axes="quarter", says="users who do not pay on the plan"),
    Series("plan_users", "mn", axes="quarter", says="weekly users on the plan"),
)
CENTRAL = (
    Series("chip_cost_central", "USD bn/GW-yr", axes="chipmaker", says="a GW's chips, a year"),
    Series("power_rest", "GW", says="firm capacity needed to 2030 and listed nowhere"),
    Series("power_turbine", "mo", says="lead time of turbines that schedules began with"),
    Series("power_connection", "mo", says="lead time of connections that queues began with"),
    Series("m_plan", "share", says="Microsoft's share on the plan"),
    Series("lift_kept", "1", says="part of the plan's lift that a fit leaves"),
    Series("compute_kept", "1", says="part of its dollars for compute that a fit leaves"),
)
LEVERS = (
    Series("window_open", "share", says="1 while new rounds can be asked for"),
    Series("funding_on", "share", says="1 while money comes from outside"),
    Series("ms_headline", "share", says="1 where Microsoft gets the share in the contract"),
    Series("ms_capped", "share", says="1 where that ends at a cap"),
    Series("ad_arpu_ceiling", "USD/yr", says="most that a user who does not pay earns"),
    Series("cb_on", "share", says="1 where Cerebras gets its loan"),
    Series("credit_on", "share", says="1 while the investment credit is on"),
    Series("guarantee_on", "share", says="1 while the guarantee is on"),
    Series("support_on", "share", says="1 while support can come"),
    Series("rivals_window", "share", says="1 while rivals can raise money"),
    Series("break_on", "share", says="1 where an efficiency break comes for sure"),
    Series("own_on", "share", says="1 where OpenAI may own capacity"),
    Series("dollars_wanted", "1", says="dollars for compute over those without a credit"),
    Series("gw_more_wanted", "1", says="GW wanted over those without a credit"),
    Series("downgrade_oracle", "share", says="1 where it is downgraded for sure"),
    Series("downgrade_coreweave", "share", says="the same"),
    Series("downgrade_softbank", "share", says="the same"),
)
LUCK = (
    Series("loi_luck", "share", says="whether the letter of intent comes back to life"),
    Series("events_drawn", "share", says="1 where events are drawn, 0 where they are expected"),
    *(Series(f"luck_{lessor}", "1", says="luck of a lessor with its sites") for lessor in LESSORS),
)
ARRAYS = (*PATHS, *AGREED, *BALANCES, *OBSERVED, *LIFTS, *CENTRAL, *LEVERS, *LUCK)
