"""What has been sold, granted and promised, against the numbers of the book."""

from __future__ import annotations

import pytest

from tests.real_book import real_central


def test_the_full_warrant_against_amds_own_sales_and_the_letter_against_nvidias() -> None:
    held = real_central()
    full = [held["N_w"] * price / 1000 for price in (held["S_amd"], held["H_6"])]
    assert full == pytest.approx([32.8, 96.0])
    sales = held["G_c_AMD"] * held["amd_gw"]
    assert [value / sales for value in full] == pytest.approx([0.312, 0.914], abs=0.001)
    assert held["i_gw"] / 35 == pytest.approx(held["rho_loi"], rel=0.02)


def test_openais_part_of_what_oracle_and_microsoft_have_sold() -> None:
    held = real_central()
    assert 300 / held["RPO_or"] == pytest.approx(held["sh_or"], abs=0.005)
    microsoft = held["RPO_ms_usd_bn"] * held["RPO_ms_openai_share"]
    assert microsoft == pytest.approx(281, abs=0.5)
