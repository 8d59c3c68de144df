"""Suppliers in a run: order books, dependence on OpenAI by five measures, bargained prices."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from caploop.model.terms import CHIPMAKERS, FIRMS, FIRST_YEAR, LESSORS
from caploop.study.run.record import Dependence, Orders, Price, Suppliers
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import STATISTICS, ModelRun
from caploop.study.shared.rows import QuantileRow

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
