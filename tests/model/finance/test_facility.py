"""CoreWeave's loans on chips, Nvidia's renting and buy-back, Foxconn's racks on the real book."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.model.terms.parties import FIRMS
from tests.model.conftest import Series

COREWEAVE, NVIDIA = FIRMS.index("coreweave"), FIRMS.index("nvidia")


def test_loans_on_chips_are_drawn_for_servers_and_add_to_debt(series: Series) -> None:
    assert series("chip_loan", "no loans on chips").max() == 0
    assert series("chip_loan")[:, 7].mean() > 0.5


def test_thin_cover_sweeps_spare_cash(series: Series) -> None:
    left = series("chip_loan", "strict cover").sum()
    assert left < series("chip_loan").sum()
    assert series("chip_loan", "strict cover").min() >= -1e-9


def test_nvidia_pays_clouds_what_its_agreements_say(series: Series) -> None:
    with_them, without = (
        series("firm_cash", s)[:, 1:9, NVIDIA].mean() for s in ("base", "no cloud agreements")
    )
    assert with_them < without


def test_capacity_that_openai_gives_up_is_bought_back_to_its_limit(series: Series) -> None:
    assert series("bought_back_ever", "no money")[:, -1].max() == pytest.approx(6.3)
    assert series("bought_back_ever", "no money, no buy-back").max() == 0


def test_an_assembler_keeps_its_margin_of_racks_and_no_more(series: Series) -> None:
    racks = series("racks").sum(axis=-1)
    some = np.maximum(racks, 1e-9)
    passed = series("chips").sum(axis=(-1, -2)) / some
    kept = 1 - (series("rack_parts") / some) - passed * _share(series)
    assert 0.01 < kept[racks > 1].mean() < 0.05
    assert series("holding:foxconn:money").min() >= -1e-9
    apart = series("holding:foxconn:money") - series(
        "holding:foxconn:money", "no assembler of racks"
    )
    assert apart[:, -1].mean() > 0.1


def _share(series: Series) -> np.ndarray:
    whole = series("chips").sum(axis=(-1, -2)) + series("servers").sum(axis=-1)
    return np.asarray(series("racks").sum(axis=-1) / np.maximum(whole, 1e-9))
