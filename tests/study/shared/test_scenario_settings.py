"""Scenarios and settings: what is joined, and what is refused with what to do next."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caploop.core.errors import CaploopError
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book


def test_scenarios_are_joined_and_settings_come_last() -> None:
    made = scenario_of(real_book(), scenarios=["S3", "no-new-money"], settings=["ell=11"])
    assert made.id == "S3+no-new-money+ell=11"
    assert (made.changes[-1].name, made.changes[-1].value) == ("ell", Decimal(11))
    assert scenario_of(real_book(), scenarios=["S3+no-new-money"]).changes == made.changes[:-1]


def test_without_a_name_it_is_the_present_plan() -> None:
    assert scenario_of(real_book(), scenarios=[]).id == "S0"


def test_a_setting_may_hold_for_some_quarters() -> None:
    change = scenario_of(
        real_book(), scenarios=[], settings=["funding_window=shut@2027Q1..2027Q4"]
    ).changes[-1]
    assert (change.word, change.from_quarter, change.to_quarter) == ("shut", "2027Q1", "2027Q4")
    change = scenario_of(real_book(), scenarios=[], settings=["ell=11@2027Q2"]).changes[-1]
    assert (change.from_quarter, change.to_quarter) == ("2027Q2", "2027Q2")


@pytest.mark.parametrize(
    ("scenarios", "settings", "said"),
    [
        (["no-new-mony"], [], "did you mean 'no-new-money'"),
        ([], ["R_203=5"], "did you mean 'R_2030'"),
        ([], ["m_s=1.4"], "between 0 and 1"),
        ([], ["ell=-1"], "above 0"),
        ([], ["W_0=0"], "above 0"),
        ([], ["Cash_2025Q4=-1"], "0 or more"),
        ([], ["ell=much"], "takes a number"),
        ([], ["ad_arpu_ceiling=-10"], "0 or more USD/yr"),
        ([], ["ell"], "symbol=number"),
        ([], ["funding_window=ajar"], "open, shut"),
        ([], ["m_s=.2", "m_s=.3"], "at once"),
        ([], ["ell=11@2027Q1..2028Q4", "ell=12@2028Q1"], "at once"),
    ],
)
def test_what_cannot_be_is_refused(scenarios: list[str], settings: list[str], said: str) -> None:
    with pytest.raises(CaploopError, match=said):
        scenario_of(real_book(), scenarios=scenarios, settings=settings)


@pytest.mark.parametrize(
    "text",
    [
        "=V2", "plan_vintage=", "plan_vintage=V2@", "plan_vintage=V2@2027", "ell=11@2027Q1..",
        "ell=11@..2027Q1", "ell=11@2027Q5", "ell=11@2027-Q1", "ell=11@27Q1", "ell=11@２０２７Q1",
        "funding_window=shut@2027Q1..2027Q4@2028Q1", "R_2030=nan", "R_2030=inf", "R_2030=213bn",
        "R_2030=2,13", "R_2030=213 USD bn", "plan_vintage=V9", "rating_downgrade=nvidia",
        "own_compute=maybe", "nvidia-openai-2026-round=0", "ad_arpu_ceiling=ten",
        "ell=5@2027Q1..2026Q1", "ell=11@2099Q1", "guarantee=on@2036Q1", "support=on@2025Q4",
    ],
)  # fmt: skip
def test_an_odd_setting_is_refused_in_words(text: str) -> None:
    with pytest.raises(CaploopError) as refused:
        scenario_of(real_book(), scenarios=[], settings=[text])
    assert text.partition("=")[0] in str(refused.value)


def test_the_same_name_in_other_quarters_is_no_contradiction() -> None:
    settings = ["ell=11@2027Q1..2027Q4", "ell=12@2028Q1"]
    assert len(scenario_of(real_book(), scenarios=[], settings=settings).changes) == 3


@pytest.mark.parametrize(
    ("setting", "is_told"), [("ell=14", False), ("ell=14000", True), ("ell=0.1", True)]
)
def test_a_value_far_from_its_range_is_told_and_taken(
    setting: str, is_told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    change = scenario_of(real_book(), scenarios=[], settings=[setting]).changes[-1]
    assert str(change.value) == setting.removeprefix("ell=")
    assert ("is it in that unit?" in caplog.text) == is_told


@pytest.mark.parametrize("setting", ["chi_Plus=6", "chi_Go=4", "eta_use=2", "v_people=15"])
def test_who_leaves_in_a_month_or_quarter_is_no_more_than_all(setting: str) -> None:
    with pytest.raises(CaploopError, match="between 0 and 1"):
        scenario_of(real_book(), scenarios=[], settings=[setting])
