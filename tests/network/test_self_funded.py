"""Self-funded revenue: the golden interval, single sources, time order, and laws."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import UsageError
from caploop.network import Payments, SelfFunded, self_funded_revenue
from caploop.network.arrays import Floats
from tests.network.conftest import GOLDEN_FLOW_USD, networks


def paid(*rows: tuple[int, int, int, float]) -> Payments:
    period, payer, payee, amount = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Payments(period=period, payer=payer, payee=payee, amount_usd=amount)


def within(flows: list[Floats]) -> Payments:
    return paid(
        *(
            (t, int(i), int(j), float(f[i, j]))
            for t, f in enumerate(flows)
            for i, j in np.argwhere(f)
        )
    )


def interval(found: SelfFunded) -> list[float]:
    return [found.least_usd, found.pro_rata_usd, found.most_usd]


def test_the_golden_loop_gives_0_to_30_with_8_9_pro_rata() -> None:
    found = self_funded_revenue(within([np.array(GOLDEN_FLOW_USD)]), 0, [[150, 60, 30]])
    assert interval(found) == pytest.approx([0, 30 * 60 / 90 * 40 / 90, 30], abs=1e-9)
    assert round(found.pro_rata_usd, 1) == 8.9
    assert (found.put_in_usd, found.revenue_usd) == (30, 40)
    assert found.unexplained_usd.tolist() == [[0, 0, 0]]


def test_the_golden_example_of_tagged_cash_gives_2_of_20() -> None:
    loop = paid((0, 0, 1, 10), (0, 1, 2, 20), (0, 2, 0, 20))
    found = self_funded_revenue(loop, 0, [[10, 30, 30]])
    assert interval(found) == pytest.approx([0, 2, 10], abs=1e-9)


def test_a_payer_without_other_money_pays_with_the_vendors() -> None:
    found = self_funded_revenue(paid((0, 0, 1, 30), (0, 1, 0, 25)), 0, [[100, 0]])
    assert interval(found) == pytest.approx([25, 25, 25])


def test_a_payer_with_little_other_money_must_use_the_vendors() -> None:
    found = self_funded_revenue(paid((0, 0, 1, 30), (0, 1, 0, 35)), 0, [[100, 10]])
    assert interval(found) == pytest.approx([25, 35 * 30 / 40, 30])


def test_a_purchase_before_the_cheque_is_not_funded_by_it() -> None:
    found = self_funded_revenue(paid((0, 1, 0, 20), (1, 0, 1, 30)), 0, [[100, 20], [0, 0]])
    assert interval(found) == [0, 0, 0]


def test_hoarded_cash_may_come_back_in_a_later_period() -> None:
    hoard = paid((0, 0, 1, 30), (2, 1, 0, 20))
    alone = self_funded_revenue(hoard, 0, [[100, 0], [0, 0], [0, 0]])
    beside = self_funded_revenue(hoard, 0, [[100, 0], [0, 30], [0, 0]])
    assert interval(alone) == pytest.approx([20, 20, 20])
    assert interval(beside) == pytest.approx([0, 10, 20])
    assert beside.pro_rata_by_period_usd.tolist() == pytest.approx([0, 0, 10])


def test_cash_that_left_the_network_cannot_come_back() -> None:
    spent = paid((0, 0, 1, 30), (1, 1, 0, 20))
    inflow = [[100, 0], [0, 20]]
    found = self_funded_revenue(spent, 0, inflow, outflow_usd=[[0, 30], [0, 0]])
    assert interval(found) == [0, 0, 0]


def test_opening_cash_is_nobodys_own_money() -> None:
    loop = paid((0, 0, 1, 30), (0, 1, 0, 30))
    found = self_funded_revenue(loop, 0, [[30, 0]], opening_cash_usd=[0, 30])
    assert interval(found) == pytest.approx([0, 15, 30])


def test_who_pays_beyond_its_cash_has_money_nobody_knows_so_the_least_is_nothing() -> None:
    """It paid 40 and had 10 of the vendor and 30 unexplained, or as well 40 and the 10 kept."""
    found = self_funded_revenue(paid((0, 0, 1, 10), (0, 1, 0, 40)), 0, [[100, 0]])
    assert found.unexplained_usd.tolist() == [[0, 30]]
    assert found.is_open.tolist() == [[False, True]]
    assert interval(found) == pytest.approx([0, 10, 10])


def test_cash_that_nobody_knows_is_no_floor() -> None:
    """A cheque of 7 and a purchase of 5: only if nothing else came in was it the cheque."""
    loop = paid((0, 0, 1, 7), (0, 1, 0, 5))
    known = self_funded_revenue(loop, 0, [[9, 0]], opening_cash_usd=[0, 0])
    unknown = self_funded_revenue(loop, 0, [[9, np.nan]], opening_cash_usd=[0, 0])
    opening = self_funded_revenue(loop, 0, [[9, 0]], opening_cash_usd=[0, np.nan])
    assert interval(known) == pytest.approx([5, 5, 5])
    assert interval(unknown) == interval(opening) == pytest.approx([0, 5, 5])


def test_cash_unknown_in_a_later_year_leaves_the_earlier_one_as_it_is() -> None:
    two = paid((0, 0, 1, 7), (0, 1, 0, 7), (1, 0, 1, 4), (1, 1, 0, 4))
    found = self_funded_revenue(two, 0, [[9, 0], [9, np.nan]])
    assert interval(found) == pytest.approx([7, 11, 11])


def test_what_the_vendor_itself_has_does_not_matter() -> None:
    found = self_funded_revenue(paid((0, 0, 1, 30), (0, 1, 0, 25)), 0, [[np.nan, 0]])
    assert interval(found) == pytest.approx([25, 25, 25])


@given(st.lists(networks(4, least=4), min_size=1, max_size=3), st.data())
def test_unknown_cash_is_no_narrower_than_any_amount_of_it(
    flows: list[Floats], data: st.DataObject
) -> None:
    cash = st.lists(st.integers(0, 50), min_size=4, max_size=4)
    inflow = np.array([data.draw(cash) for _ in flows], dtype=np.float64)
    hidden = np.array([data.draw(st.lists(st.booleans(), min_size=4, max_size=4)) for _ in flows])
    found = self_funded_revenue(within(flows), 0, np.where(hidden, np.nan, inflow))
    some = self_funded_revenue(within(flows), 0, inflow)
    assert found.least_usd <= some.least_usd + 1e-6
    assert found.most_usd >= some.most_usd - 1e-6


@given(networks(4, least=4))
def test_where_nothing_is_known_of_anybody_the_least_is_nothing(flow: Floats) -> None:
    found = self_funded_revenue(within([flow]), 0, np.full((1, 4), np.nan))
    assert found.least_usd == pytest.approx(0, abs=1e-6)


def test_only_marked_cheques_put_own_money_in_and_only_marked_revenue_counts() -> None:
    both = Payments(
        period=[0] * 4,
        payer=[0, 0, 1, 1],
        payee=[1, 1, 0, 0],
        amount_usd=[30, 10, 20, 20],
        cheque=[True, False, False, False],
        revenue=[False, False, True, False],
    )
    found = self_funded_revenue(both, 0, [[100, 0]])
    assert interval(found) == pytest.approx([10, 15, 20])


def test_two_payments_between_the_same_two_are_two_and_count_as_their_sum() -> None:
    """A cheque of 30 and purchases of 12 and 8, with 5 of other cash: 15 to 20 of 20 come back."""
    whole = paid((0, 0, 1, 30), (0, 1, 0, 20))
    parts = paid((0, 0, 1, 30), (0, 1, 0, 12), (0, 1, 0, 8))
    for payments in (whole, parts):
        found = self_funded_revenue(payments, 0, [[30, 5]])
        assert interval(found) == pytest.approx([15, 20 * 30 / 35, 20])


def test_a_ring_of_payments_without_cash_does_not_disturb() -> None:
    ring = paid((0, 0, 1, 30), (0, 1, 0, 30), (0, 2, 3, 9), (0, 3, 2, 9))
    assert interval(self_funded_revenue(ring, 0, [[30, 0, 0, 0]])) == pytest.approx([30, 30, 30])


@given(networks(5, least=2), st.integers(0, 3))
def test_in_one_period_the_most_is_a_maximum_flow(flow: Floats, spare: int) -> None:
    inflow = np.maximum(flow.sum(axis=1) - flow.sum(axis=0), 0) + spare
    found = self_funded_revenue(within([flow]), 0, [inflow])
    graph = nx.DiGraph()
    graph.add_nodes_from(["in", "out"])
    for i, j in np.argwhere(flow).tolist():
        graph.add_edge("in" if i == 0 else i, "out" if j == 0 else j, capacity=flow[i, j])
    assert found.most_usd == pytest.approx(nx.maximum_flow_value(graph, "in", "out"), abs=1e-6)


@given(st.lists(networks(4, least=4), min_size=1, max_size=3), st.data())
def test_the_interval_is_ordered_and_more_outside_cash_never_raises_the_least(
    flows: list[Floats], data: st.DataObject
) -> None:
    cash = st.lists(st.integers(0, 50), min_size=4, max_size=4)
    inflow = np.array([data.draw(cash) for _ in flows], dtype=np.float64)
    inflow += [np.maximum(f.sum(axis=1) - f.sum(axis=0), 0) for f in flows]  # all is explained
    found = self_funded_revenue(within(flows), 0, inflow)
    ceiling = min(found.put_in_usd, found.revenue_usd)
    assert 0 <= found.least_usd <= found.pro_rata_usd <= found.most_usd <= ceiling + 1e-9
    more = np.array([data.draw(cash) for _ in flows], dtype=np.float64)
    richer = self_funded_revenue(within(flows), 0, inflow + more)
    assert richer.least_usd <= found.least_usd + 1e-6
    assert richer.most_usd >= found.most_usd - 1e-6


@given(networks(5, least=2), st.integers(0, 3))
def test_in_one_period_the_least_is_what_other_money_cannot_reach(flow: Floats, spare: int) -> None:
    source = np.maximum(flow.sum(axis=1) - flow.sum(axis=0), 0) + spare
    found = self_funded_revenue(within([flow]), 0, [source])
    graph = nx.DiGraph()
    graph.add_nodes_from([0, "outside"])
    for i, j in np.argwhere(flow).tolist():
        if i != 0:
            graph.add_edge(i, j, capacity=flow[i, j])
    for i in range(1, len(flow)):
        graph.add_edge("outside", i, capacity=source[i])
    others = nx.maximum_flow_value(graph, "outside", 0)
    expected = 0 if found.reason else found.revenue_usd - others
    assert found.least_usd == pytest.approx(expected, abs=1e-6)


@given(st.lists(st.lists(st.integers(1, 50), min_size=4, max_size=4), min_size=1, max_size=4))
def test_with_one_source_the_interval_is_a_point(cheques: list[list[int]]) -> None:
    rows = [
        row
        for t, amounts in enumerate(cheques)
        for i, amount in enumerate(amounts, start=1)
        for row in [(t, 0, i, float(amount)), (t, i, 0, float(amount // 2))]
    ]
    found = self_funded_revenue(paid(*rows), 0, np.zeros((len(cheques), 5)))
    assert interval(found) == pytest.approx([found.revenue_usd] * 3, abs=1e-6)


@pytest.mark.parametrize(
    ("payments", "reason"),
    [
        (paid(), "paid nothing into the network"),
        (paid((0, 1, 0, 5)), "paid nothing into the network"),
        (paid((0, 0, 1, 5)), "no revenue"),
        (paid((0, 0, 1, 0), (0, 1, 0, 0)), "paid nothing into the network"),
    ],
)
def test_without_cheque_or_revenue_there_is_a_reason(payments: Payments, reason: str) -> None:
    found = self_funded_revenue(payments, 0, [[0, 0]])
    assert interval(found) == [0, 0, 0]
    assert reason in (found.reason or "")


@pytest.mark.parametrize(
    ("payments", "what"),
    [
        (paid((1, 0, 1, 5)), "a period is outside 0 to 0"),
        (paid((0, 0, 7, 5)), "a payee is outside 0 to 1"),
        (paid((0, -1, 1, 5)), "a payer is outside"),
        (paid((0, 1, 1, 5)), "pays itself"),
        (Payments(period=[0], payer=[0, 1], payee=[1], amount_usd=[5]), "differ in length"),
        (
            Payments(period=[0], payer=[1], payee=[0], amount_usd=[5], cheque=[True]),
            "mark only the vendor's",
        ),
    ],
)
def test_wrong_payments_are_refused_with_what_to_do(payments: Payments, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        self_funded_revenue(payments, 0, [[0, 0]])


@pytest.mark.parametrize(("vendor", "inflow"), [(2, [[0, 0]]), (0, [0, 0])])
def test_an_unknown_vendor_or_inflow_of_one_axis_is_refused(vendor: int, inflow: Floats) -> None:
    with pytest.raises(UsageError):
        self_funded_revenue(paid(), vendor, inflow)
