"""An option is drawn after what is signed, at most in full, and more where more is wanted."""

from __future__ import annotations

import pytest

from caploop.study.build.options import called, drawn
from caploop.study.shared.rows import QuantileRow


def wanted(*levels: float) -> QuantileRow:
    names = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")
    return QuantileRow(
        period="2030Q4", mean=levels[3], told=1.0, **dict(zip(names, levels, strict=True))
    )


SURE = wanted(*[10.0] * 7)
WIDE = wanted(4, 5, 7, 10, 13, 15, 16)


def test_nothing_is_drawn_before_the_signed_is_full_and_never_more_than_the_option() -> None:
    assert called(SURE, gw=2, after=12) == 0
    assert called(SURE, gw=2, after=9) == pytest.approx(1)
    assert called(SURE, gw=2, after=3) == pytest.approx(2)


def test_what_is_not_sure_is_drawn_in_part_of_the_simulations() -> None:
    assert 0 < called(WIDE, gw=2, after=11) < 1


def test_more_wanted_draws_more_and_more_signed_draws_less() -> None:
    richer = wanted(*(v + 1 for v in (4, 5, 7, 10, 13, 15, 16)))
    assert called(richer, gw=2, after=11) > called(WIDE, gw=2, after=11)
    assert called(WIDE, gw=2, after=12) < called(WIDE, gw=2, after=11)


def test_chips_of_a_maker_are_drawn_beyond_its_signed_gigawatts() -> None:
    assert drawn({2030: 0.4, 2035: 3.0}, gw=2.0, after=0.5) == {"2030": 0.0, "2035": 2.0}
