"""The supply chain behind OpenAI."""

from __future__ import annotations

from functools import cache

import pytest

from caploop.study.stress.supply import Cascade, cascade_of
from tests.real_book import real_known


@cache
def found() -> Cascade:
    return cascade_of(real_known(), None)


def test_clouds_weigh_by_signed_money_and_name_their_agreements() -> None:
    """Oracle 300 of 300 + 250 + 138 + 22.4 + 10."""
    row = next(r for r in found().rows if r.missing == "oracle")
    assert row.lost == pytest.approx(300 / 720.4, abs=1e-6)
    assert row.through == ("openai-oracle-2025",)
    alone = [r.lost for r in found().rows if r.layer == "compute" and r.missing != "compute"]
    assert sum(alone) == pytest.approx(1, abs=1e-5)


def test_abilene_is_its_gigawatts_of_oracles() -> None:
    """1.2 of 4.5 GW."""
    rows = {r.party: r.lost for r in found().rows if r.missing == "crusoe_blue_owl_jv"}
    assert rows["oracle"] == pytest.approx(1.2 / 4.5, abs=1e-6)
    assert rows["openai"] == pytest.approx(1.2 / 4.5 * 300 / 720.4, abs=1e-6)


def test_letters_of_intent_and_purchases_without_an_amount_have_no_number() -> None:
    codes = {(r.what.code, r.what.values.get("party"), r.why.code) for r in found().refused}
    assert codes >= {
        ("output-without-alone", "sk_hynix", "nothing-binds"),
        ("output-without", "google", "signed-without-amount"),
        ("output-without-chips", None, "makers-in-run-alone"),
    }
    assert {r.layer for r in found().rows} == {"compute", "shells"}
