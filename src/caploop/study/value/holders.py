"""What holders of shares own, lose to new shares and earn, by the state in which a draw ends."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from caploop.book import Agreement
from caploop.model.inputs import BN, ORIGIN
from caploop.model.terms import FIRMS, HOLDERS, INVESTORS, STAGES
from caploop.study.shared.paths import Paths
from caploop.study.value.record import Holder
from caploop.valuation import internal_rates

COMPANY = "openai"
LAST = 20
ACQUIRED, BANKRUPT = STAGES.index("acquired"), STAGES.index("bankrupt")
Draws = NDArray[np.float64]


def cash_before(agreements: Iterable[Agreement]) -> dict[str, float]:
    """Cash that firms had paid for shares before the calendar of runs begins, USD bn: executed
    equity. What was paid since is in the run.

    A firm whose payments the book does not have is absent, and so are totals and parts of sums.
    """
    found: dict[str, float] = {}
    for one in (t for a in agreements for t in a.tranches):
        paid = one.payee == COMPANY and one.kind == "equity" and one.unit == "USD"
        closed = one.firmness == "executed" and one.state == "live" and one.role == "own"
        is_before = (one.start or one.signed or one.end or ORIGIN) <= ORIGIN
        if paid and closed and is_before and one.payer in FIRMS and one.amount is not None:
            found[one.payer] = found.get(one.payer, 0.0) + float(one.amount) * BN
    return found


def holders_of(
    kept: Paths, *, sold_at: float, first: Draws, paid_before: dict[str, float]
) -> tuple[Holder, ...]:
    """Every holder that has a share by 2030, the largest first.

    `first` are shares before the first quarter, `sold_at` the price of a sale of the company over
    its value; a holder's share in the quarter of the sale counts. `paid_before` is cash paid for
    the first stakes as far as it is known: they are valued at the first price, which nobody paid.
    """
    owned, put = kept.values["owned"], kept.values["put_in"][:, :LAST]
    stage = kept.values["in_stage"][:, LAST - 1].argmax(axis=-1)
    ends = _ends(kept)
    worth = _worth(kept, ends, sold_at=sold_at)
    kept_part = _kept_part(kept)
    price = kept.values["value"][:, 0]
    rows = []
    for place, name in enumerate(HOLDERS):
        paid = put[:, :, place].copy()
        paid[:, 0] += first[place] * price
        share = float(owned[:, LAST - 1, place].mean())
        if share <= 0:
            continue
        rates = internal_rates(paid, worth[:, place], ends=ends)
        rows.append(_holder(name, rates, stage, share=share))
        rows[-1] = _with(
            rows[-1],
            first=float(first[place]),
            first_value=float(first[place] * price.mean()),
            put_in=_cash(kept, name),
            paid_before=paid_before.get(name, 0.0 if first[place] <= 0 else None),
            share_2035=float(owned[:, -1, place].mean()),
            diluted=1 - float(kept_part.mean()),
        )
    return tuple(sorted(rows, key=lambda r: -r.share_2030))


def _cash(kept: Paths, name: str) -> float:
    """Cash a holder pays in by 2030, mean, USD bn; shares for work, assets or notes are none."""
    if name in INVESTORS:
        cheques = kept.values["cheques"][:, :LAST, INVESTORS.index(name)]
        return float(cheques.sum(axis=1).mean())
    if name == "government":
        put = kept.values["put_in"][:, :LAST, HOLDERS.index(name)]
        return float(put.sum(axis=1).mean())
    return 0.0


def _ends(kept: Paths) -> NDArray[np.int64]:
    """The last quarter of holding by draw, from 0: that of the sale, else the last of 2030."""
    sold = kept.values["in_stage"][:, :LAST, ACQUIRED] > 0
    return np.where(sold.any(axis=1), sold.argmax(axis=1), LAST - 1)


def _worth(kept: Paths, at: NDArray[np.int64], *, sold_at: float) -> Draws:
    """What each holder's shares are worth at the end of its holding, USD bn by draw and holder."""
    draws = np.arange(len(at))
    end = kept.values["in_stage"][:, LAST - 1].argmax(axis=-1)
    price = kept.values["value_held"][:, LAST - 1]
    price = np.where(end == ACQUIRED, sold_at * kept.values["value_after"][draws, at], price)
    price = np.where(end == BANKRUPT, 0.0, price)
    share: Draws = kept.values["owned"][draws, at]
    return share * price[:, None]


def _kept_part(kept: Paths) -> Draws:
    """The part of a share held from the start that is left at the end of 2030, by draw.

    The foundation buys nothing and gets nothing, so its share shows it.
    """
    place = HOLDERS.index("foundation")
    first = float(np.asarray(kept.run.inputs.params["ownership"])[place])
    left: Draws = kept.values["owned"][:, LAST - 1, place] / first
    return left


def _holder(name: str, rates: Draws, stage: NDArray[np.int64], *, share: float) -> Holder:
    some = rates[np.isfinite(rates)]
    low, middle, high = (
        (float(np.quantile(some, q)) for q in (0.05, 0.5, 0.95)) if len(some) else (None,) * 3
    )
    return Holder(
        holder=name,
        first=0.0,
        share_2030=share,
        share_2035=0.0,
        diluted=0.0,
        first_value=0.0,
        paid_before=None,
        put_in=0.0,
        rate_q05=low,
        rate_median=middle,
        rate_q95=high,
        lost_value=float(np.mean(some < 0)) if len(some) else None,
        rates={s: _median(rates[stage == n]) for n, s in enumerate(STAGES)},
    )


def _median(rates: Draws) -> float | None:
    some = rates[np.isfinite(rates)]
    return float(np.median(some)) if len(some) else None


def _with(row: Holder, **values: float | None) -> Holder:
    return Holder(**{**{n: getattr(row, n) for n in row.__struct_fields__}, **values})
