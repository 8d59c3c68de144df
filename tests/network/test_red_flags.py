"""Red flags: pairs that pay each other, and vendors that pay their customers."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.network import FlaggedPair, Payment, both_sides, payments_to_customers


def pays(payer: str, payee: str, kind: str, amount_usd: float, period: int) -> Payment:
    return Payment(payer=payer, payee=payee, kind=kind, amount_usd=amount_usd, period=period)


CHEQUE = pays("nvidia", "openai", "equity", 30, 3)
ORDER = pays("openai", "nvidia", "purchase", 20, 5)


def customers(*payments: Payment, window_periods: int = 4) -> tuple[FlaggedPair, ...]:
    return payments_to_customers(
        payments,
        purchase_kinds=["purchase"],
        consideration_kinds=["warrant", "rebate"],
        window_periods=window_periods,
    )


def test_a_cheque_and_an_order_within_the_window_are_flagged_once() -> None:
    (flag,) = both_sides([ORDER, CHEQUE], window_periods=2)
    assert (flag.party, flag.counterparty) == ("nvidia", "openai")
    assert (flag.paid_usd, flag.received_usd) == ((("equity", 30),), (("purchase", 20),))
    assert (flag.first_period, flag.last_period) == (3, 5)


def test_payments_further_apart_than_the_window_are_not_flagged() -> None:
    assert both_sides([CHEQUE, ORDER], window_periods=1) == ()


def test_only_matched_payments_are_added_and_kinds_stay_apart() -> None:
    far = pays("openai", "nvidia", "purchase", 999, 40)
    loan = pays("nvidia", "openai", "debt", 7, 4)
    (flag,) = both_sides([CHEQUE, ORDER, far, loan], window_periods=2)
    assert flag.paid_usd == (("debt", 7), ("equity", 30))
    assert flag.received_usd == (("purchase", 20),)


def test_one_way_payments_nothing_and_payments_to_oneself_raise_no_flag() -> None:
    alone = pays("oracle", "oracle", "purchase", 5, 3)
    nothing = pays("openai", "nvidia", "purchase", 0, 3)
    assert both_sides([CHEQUE, alone, nothing], window_periods=9) == ()
    assert both_sides([], window_periods=0) == ()


def test_a_warrant_for_a_customer_is_flagged_at_the_vendor() -> None:
    warrant = pays("amd", "openai", "warrant", 9, 0)
    order = pays("openai", "amd", "purchase", 20, 2)
    (flag,) = customers(warrant, order)
    assert (flag.rule, flag.party, flag.counterparty) == ("payment-to-customer", "amd", "openai")


def test_equity_at_fair_value_is_not_consideration() -> None:
    assert customers(CHEQUE, ORDER) == ()


def test_a_payment_to_a_supplier_is_not_one_to_a_customer() -> None:
    assert (
        customers(pays("openai", "amd", "rebate", 9, 0), pays("openai", "amd", "purchase", 1, 0))
        == ()
    )


def test_a_negative_window_or_amount_is_refused() -> None:
    with pytest.raises(UsageError, match="0 or more"):
        both_sides([CHEQUE], window_periods=-1)
    with pytest.raises(UsageError, match="swap payer and payee"):
        both_sides([pays("a", "b", "debt", -1, 0)], window_periods=1)
    with pytest.raises(UsageError, match="swap payer and payee"):
        both_sides([pays("a", "b", "debt", float("nan"), 0)], window_periods=1)
