"""Every weak point of a chapter has its Chinese, and no Chinese is left of one that is gone."""

from __future__ import annotations

from caploop.report.text.notes import IN_CHINESE, noted
from caploop.study.build import answer as build
from caploop.study.plan import answer as plan
from caploop.study.policy import answer as policy
from caploop.study.rivals import answer as rivals
from caploop.study.shared.model_run import WEAK_POINTS
from caploop.study.stress import answer as stress
from caploop.study.stress import fire as stress_fire
from caploop.study.stress import supply as stress_supply
from caploop.study.value import answer as value

NOTES = {
    *WEAK_POINTS,
    *build.POWER_NOTES,
    policy.NOTE,
    *rivals.NOTES,
    *value.NOTES,
    stress_supply.NOTE,
    stress_fire.NOTE,
    *stress.NOTES,
    *plan.NOTES,
}


def test_every_weak_point_has_its_chinese_and_nothing_else_has() -> None:
    assert {*IN_CHINESE} == NOTES
    assert all(any("一" <= letter <= "鿿" for letter in text) for text in IN_CHINESE.values())


def test_english_stays_and_what_is_unknown_too() -> None:
    note = "probabilities depend on the stated priors and stand beside them"
    assert noted(note, "en") == note
    assert noted(note, "zh").startswith("概率")
    assert noted("of a later day", "zh") == "of a later day"
