"""Suppliers in a run: order books, dependence on OpenAI by five measures, bargained prices."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from caploop.model.terms import CHIPMAKERS, FIRMS, FIRST_YEAR, LESSORS
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import STATISTICS, ModelRun, QuantileRow

SHOWN = (0, 1, 2, 3, 4, 9)
MOVED = ("booked", "recognised", "cancelled")
KEPT = shown.SUPPLIERS
RAISED = ("raised", "raised_q05", "raised_q95")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "suppliers.orders": ("book_openai", "book_others", "booked", "recognised", "cancelled"),
    "suppliers.dependence.of_sales": ("firm_dependency",),
    "suppliers.dependence.of_orders": ("book_share",),
    "suppliers.dependence.of_ebitda": ("ebitda_share",),
    **{f"suppliers.dependence.{n}": ("raised_for_openai",) for n in RAISED},
    "suppliers.dependence.lost": ("loss_given_default",),
    "suppliers.dependence.lost_over_equity": ("lost_over_equity",),
    "suppliers.dependence.lost_over_ebitda": ("lost_over_ebitda",),
    "suppliers.prices": ("price_bargained", "bargained_cut"),
    **{f"suppliers.{name}": (name,) for name in shown.OF_SUPPLIERS},
}


class Orders(Struct, frozen=True, kw_only=True):
    """A firm's signed orders at the end of a year and what moved OpenAI's in it, USD bn, means."""

    party: str
    year: int
    openai: float
    others: float
    booked: float
    recognised: float
    cancelled: float


class Dependence(Struct, frozen=True, kw_only=True):
    """How a firm hangs on OpenAI at the end of a year, means over draws (D1 to D5).

    Shares of sales, signed orders and EBITDA; debt raised for OpenAI's projects so far, with the
    levels between which nine draws of ten lie, and what OpenAI's default would cost, USD bn, the
    latter over opening equity and over a year's EBITDA, medians; none where the firm has no equity
    in the book.
    """

    party: str
    year: int
    of_sales: float
    of_orders: float
    of_ebitda: float
    raised: float
    raised_q05: float
    raised_q95: float
    lost: float
    lost_over_equity: float | None
    lost_over_ebitda: float


class Price(Struct, frozen=True, kw_only=True):
    """A supplier's bargained price against its contract's at the end of a year, mean over draws,
    and the cut that a contract renewed then would get."""

    party: str
    year: int
    price: float
    cut: float


class Suppliers(Struct, frozen=True, kw_only=True):
    """Order books, dependence and prices by firm; by quarter: CoreWeave's loans on chips, Oracle's
    leases not begun, Nvidia's hole in USD bn a year and as a share of its guidance, capacity it has
    bought back so far, supply that chip makers have written off so far."""

    orders: tuple[Orders, ...]
    dependence: tuple[Dependence, ...]
    prices: tuple[Price, ...]
    chip_loan: tuple[QuantileRow, ...]
    leases_not_begun: tuple[QuantileRow, ...]
    vendors_hole: tuple[QuantileRow, ...]
    hole_share: tuple[QuantileRow, ...]
    bought_back_ever: tuple[QuantileRow, ...]
    supply_lost: tuple[QuantileRow, ...]


def suppliers(run: ModelRun) -> Suppliers:
    """The suppliers of a run that kept `KEPT`."""
    places = range(len(FIRMS))
    prices = range(len(LESSORS) + len(CHIPMAKERS))
    return Suppliers(
        orders=tuple(_orders(run, i, n) for n in SHOWN for i in places if _has_book(run, i)),
        dependence=tuple(_dependence(run, i, n) for n in SHOWN for i in prices),
        prices=tuple(_price(run, i, n) for n in SHOWN for i in prices),
        **{name: _ends(run, name) for name in shown.OF_SUPPLIERS},
    )


def _ends(run: ModelRun, name: str) -> tuple[QuantileRow, ...]:
    return tuple(replace(row, period=row.period[:4]) for row in run.rows(name)[3::4])


def _has_book(run: ModelRun, firm: int) -> bool:
    return bool(run.mean("book_openai")[:, firm].max() > 1e-6)


def _orders(run: ModelRun, firm: int, n: int) -> Orders:
    last = 4 * n + 3
    moved = {k: float(run.mean(k)[4 * n : last + 1, firm].sum()) for k in MOVED}
    return Orders(
        party=FIRMS[firm],
        year=FIRST_YEAR + n,
        openai=round(float(run.mean("book_openai")[last, firm]), 6),
        others=round(float(run.mean("book_others")[last, firm]), 6),
        **{k: round(v, 6) for k, v in moved.items()},
    )


def _dependence(run: ModelRun, firm: int, n: int) -> Dependence:
    last = 4 * n + 3

    def mean(name: str) -> float:
        return round(float(run.mean(name)[last, firm]), 6)

    def median(name: str) -> float:
        return round(float(run.median(name)[last, firm]), 6)

    def level(name: str, quantile: str) -> float:
        levels = run.moments[name][STATISTICS.index(quantile)]
        return round(float(levels[last, firm]), 6)

    return Dependence(
        party=FIRMS[firm],
        year=FIRST_YEAR + n,
        of_sales=mean("firm_dependency"),
        of_orders=mean("book_share"),
        of_ebitda=mean("ebitda_share"),
        raised=mean("raised_for_openai"),
        **{f"raised_{k}": level("raised_for_openai", k) for k in ("q05", "q95")},
        lost=mean("loss_given_default"),
        lost_over_equity=(
            median("lost_over_equity") if run.inputs.params["equity_0"][firm] > 0 else None
        ),
        lost_over_ebitda=median("lost_over_ebitda"),
    )


def _price(run: ModelRun, supplier: int, n: int) -> Price:
    last = 4 * n + 3
    return Price(
        party=FIRMS[supplier],
        year=FIRST_YEAR + n,
        price=round(float(run.mean("price_bargained")[last, supplier]), 6),
        cut=round(float(run.mean("bargained_cut")[last, supplier]), 6),
    )
