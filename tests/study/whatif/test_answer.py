"""Levers on the real book: what a setting must do whatever the numbers are, and what is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from caploop.book.known import KnownBook
from caploop.core.errors import NotFoundError, UsageError
from caploop.report.tables.whatif.answer import whatif_tables
from caploop.report.text.words import terminal_text
from caploop.study.options import WhatIfOptions
from caploop.study.shared.paths import path_run
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.whatif import answer, worlds
from caploop.study.whatif.answer import planned, prepared, whatif, whatif_asked, whatif_run
from caploop.study.whatif.levers import LEVERS, STOPS
from caploop.study.whatif.links import breakable
from caploop.study.whatif.record import LeverSetting, WhatIfOutcome, WhatIfRecord, WhatIfRow
from caploop.study.whatif.settings import WhatIfSettings
from caploop.study.whatif.worlds import Way
from tests.real_book import real_book, real_known

OUT, REVENUE, GW = "cash-out-by-2030", "revenue-2030", "gw-2030"
PLAIN = WhatIfSettings()


def run(*, scenario: str = "S0", broken: tuple[str, ...] = (), **levers: float) -> WhatIfOutcome:
    told = (LeverSetting(lever=n.replace("_", "-"), percent=p) for n, p in levers.items())
    return whatif_run(
        real_known(), WhatIfSettings(scenario=(scenario,), levers=tuple(told), broken=broken)
    )


def row(outcome: WhatIfOutcome, name: str) -> WhatIfRow:
    return next(r for r in outcome.outcomes if r.outcome == name)


def value(outcome: WhatIfOutcome, name: str) -> float:
    found = row(outcome, name).value
    assert found is not None
    return found


@pytest.fixture(scope="module")
def base() -> WhatIfOutcome:
    return run()


def test_the_base_is_the_run_that_other_questions_show(base: WhatIfOutcome) -> None:
    """The same draws by another way: to the bit."""
    world = scenario_of(real_book(), scenarios=["S0"])
    paths = path_run(real_known(), world, keep=("cash_out", "gw_in_all"), draws=256, seed=0)
    assert value(base, OUT) == round(float(paths.values["cash_out"][:, 19].mean()), 6)
    assert value(base, GW) == round(float(np.median(paths.values["gw_in_all"][:, 19])), 6)
    assert [r.change for r in base.outcomes] == [0.0] * len(base.outcomes)
    assert base.moved == base.ways == ()


def test_tokens_that_get_cheaper_faster_bring_more_revenue(base: WhatIfOutcome) -> None:
    """Demand grows by more than the price falls: its elasticity is above one in most draws."""
    dear, cheap = run(token_price=5), run(token_price=95)
    assert value(dear, REVENUE) < value(base, REVENUE) < value(cheap, REVENUE)


@pytest.mark.parametrize("lever", ["advertising", "share", "token_use", "investors"])
def test_what_brings_money_keeps_cash_longer(lever: str) -> None:
    assert value(run(**{lever: 95}), OUT) < value(run(**{lever: 5}), OUT)


def test_more_churn_brings_less_and_more_power_brings_more_compute() -> None:
    assert value(run(churn=95), REVENUE) < value(run(churn=5), REVENUE)
    assert value(run(power=95), GW) > value(run(power=5), GW)


def test_shutting_rounds_and_breaking_a_payment_make_cash_run_out_more_often(
    base: WhatIfOutcome,
) -> None:
    shut, dry = run(scenario="S3"), run(scenario="no-new-money")
    broken = run(broken=("softbank-openai-2026-round",))
    assert value(base, OUT) < value(shut, OUT) < value(dry, OUT)
    assert value(broken, OUT) > value(base, OUT)


def test_an_opening_with_more_cash_makes_it_run_out_less_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Opening cash is reported in later vintages, so it is no lever; here it still is drawn."""
    cash = {**LEVERS, "opening": LEVERS["advertising"].__class__(up=("Cash_2025Q4",))}
    monkeypatch.setattr("caploop.study.whatif.levers.LEVERS", cash)
    assert value(run(opening=95), OUT) < value(run(opening=5), OUT)


def test_what_a_lever_moves_most_is_told_with_the_way_to_it() -> None:
    found = run(advertising=5)
    assert {m.outcome for m in found.moved} >= {REVENUE}
    assert found.ways[0].outcome == "advertising-2030"
    sizes = [m.size for m in found.moved]
    assert sizes == sorted(sizes, reverse=True)
    for moved in found.moved:
        told = row(found, moved.outcome)
        assert (moved.value, moved.change) == (told.value, told.change)
        assert told.change_low is not None
        assert told.change_high is not None
        assert told.change_low > 0 or told.change_high < 0


def test_the_public_pays_where_a_policy_is_on_and_nowhere_else(base: WhatIfOutcome) -> None:
    assert not [r for r in base.outcomes if r.outcome == "public-cost-2030"]
    assert value(run(scenario="S9"), "public-cost-2030") > 0


def test_paths_for_charts_are_ordered_and_told_of_standing_draws(base: WhatIfOutcome) -> None:
    assert [r.period for r in base.revenue] == [str(y) for y in range(2026, 2036)]
    assert len(base.cash) == 39
    for band in (*base.cash, *base.revenue):
        assert band.q05 <= band.q50 <= band.q95
        assert 0 < band.told <= 1
    span = base.first_short
    assert span.share == value(base, OUT)
    assert str(span.q05) <= str(span.q50) <= str(span.q95) <= "2030Q4"


def test_the_same_settings_are_run_once_however_often_they_are_asked(
    monkeypatch: pytest.MonkeyPatch, base: WhatIfOutcome
) -> None:
    made: list[WhatIfSettings] = []
    real = answer._made

    def counted(known: KnownBook, settings: WhatIfSettings, way: Way) -> WhatIfOutcome:
        made.append(settings)
        return real(known, settings, way)

    monkeypatch.setattr(answer, "_made", counted)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: run(churn=33), range(4)))
    assert len(made) == 1
    assert found == [found[0]] * 4
    assert run() == base
    assert len(made) == 1


def test_the_quick_way_shows_the_same_to_rounding(base: WhatIfOutcome) -> None:
    """Another function is compiled of the same model, so the last digits may differ."""
    try:
        prepared(real_known(), quick=True)
        quick = run()
    finally:
        worlds._QUICK.clear()
    assert [r.outcome for r in quick.outcomes] == [r.outcome for r in base.outcomes]
    for one, other in zip(quick.outcomes, base.outcomes, strict=True):
        assert one.value == pytest.approx(other.value, rel=1e-4)
        assert one.change == 0.0
    assert quick.first_short == base.first_short


def test_every_setting_scenario_and_link_is_planned_once() -> None:
    known = real_known()
    found = planned(known, WhatIfOptions())
    ids = [one.id for one in found]
    assert len(ids) == len(set(ids)) >= 70
    assert len({repr(one.settings) for one in found}) == len(found)
    stops = [one for one in found if one.kind == "lever"]
    assert len(stops) == len(LEVERS) * len(STOPS)
    worlds = {one.settings.scenario[0] for one in found if one.kind == "preset"}
    assert worlds == {s.id for s in real_book().scenarios} - {"S0"}
    runs = {k.run for k in breakable(known) if k.run}
    assert runs == {one.id for one in found if one.kind in {"link", "party"}}


def test_links_that_no_run_reads_say_why() -> None:
    links = {k.id: k for k in breakable(real_known())}
    assert links["softbank-openai-2026-round"].to_openai == 30
    azure = links["openai-microsoft-2025-azure"]
    assert azure.run is None
    assert [r.code for r in azure.reasons] == ["no-dates"]
    energy = links["openai-sb-energy-2026"]
    assert (energy.run, energy.reasons[-1].code) == (None, "nothing-read")
    amazon = links["amazon"]
    assert amazon.kind == "party"
    assert len(amazon.agreements) == 3
    assert amazon.to_openai > 0 < amazon.from_openai


@pytest.fixture(scope="module")
def combined() -> WhatIfRecord:
    return whatif(
        real_known(),
        WhatIfOptions(levers=("advertising=5", "churn=95"), scenario=("S3",), broken=("amazon",)),
    )


def test_a_combination_stands_beside_the_base(combined: WhatIfRecord) -> None:
    first, asked = combined.runs
    assert (first.kind, asked.kind) == ("base", "asked")
    assert [s.lever for s in asked.levers] == ["advertising", "churn"]
    assert len(asked.broken) == 3
    assert value(asked, OUT) > value(run(advertising=5, churn=95), OUT)
    assert terminal_text(combined.headline).startswith("cash is out by the end of 2030 in ")
    assert combined.accounts_gap < 1e-9
    options = WhatIfOptions(
        levers=("churn=95", "advertising=5"), scenario=("S3",), broken=("amazon", "amazon")
    )
    assert whatif_asked(real_known(), options) == asked
    assert combined.hash


def test_settings_of_a_lever_are_quantiles_of_its_prior(combined: WhatIfRecord) -> None:
    rows = {p.symbol: p for p in real_book().parameters}
    for lever in combined.levers:
        for place, one in enumerate(lever.inputs):
            values = [stop.values[place] for stop in lever.stops]
            assert values == sorted(values, reverse=one.against)
            low, high = (float(v) for v in (rows[one.symbol].low, rows[one.symbol].high))
            assert low * 0.5 - 0.1 <= min(values) <= max(values) <= high * 1.5


def test_the_tables_have_a_row_of_what_was_asked(combined: WhatIfRecord) -> None:
    found = {t.id: t for t in whatif_tables(combined)}
    assert len(found["whatif_asked"].rows) == 2
    assert len(found["whatif_levers"].rows) == len(LEVERS) * len(STOPS)
    assert len(found["whatif_unread"].rows) >= 20


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        (WhatIfOptions(levers=("advertisng=5",)), NotFoundError, "did you mean 'advertising'"),
        (WhatIfOptions(levers=("churn",)), UsageError, "percentile"),
        (WhatIfOptions(levers=("churn=nan",)), UsageError, "percentile"),
        (WhatIfOptions(levers=("churn=5", "churn=6")), UsageError, "twice"),
        (WhatIfOptions(scenario=("S99",)), NotFoundError, "S99"),
        (WhatIfOptions(broken=("oracel",)), NotFoundError, "oracle"),
        (WhatIfOptions(broken=("openai-amd-2025",)), UsageError, "not-money"),
        (WhatIfOptions(draws=0), UsageError, "draws"),
    ],
)
def test_what_cannot_be_set_is_refused(
    options: WhatIfOptions, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        whatif(real_known(), options)
