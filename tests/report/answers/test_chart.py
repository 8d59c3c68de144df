"""A chart that stands alone has its title, unit, dates and source, in both languages."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from caploop.core.errors import NotFoundError, UsageError
from caploop.report.answers.chart import ChartPicture, chart_list, chart_names, check_chart
from caploop.report.answers.lead import LEADS
from caploop.report.gallery import charts_of
from caploop.report.questions import QUESTIONS
from caploop.report.text.words import LANGUAGES, is_text, say


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_chart_has_a_line_in_both_languages_and_the_main_one_is_among_them(
    name: str,
) -> None:
    for key in charts_of(name):
        assert is_text(f"chart.{key}")
        assert all(say(f"chart.{key}", language) for language in LANGUAGES)
    assert bool(charts_of(name)) == bool(LEADS[name].chart)
    if LEADS[name].chart:
        check_chart(name, LEADS[name].chart)


def test_charts_are_named_without_their_question() -> None:
    assert chart_names("runway") == ("when", "cash", "burn", "states")
    assert chart_list("runway", "zh").splitlines()[1].startswith("cash    各季末现金")


def test_an_unknown_chart_is_refused_with_the_nearest_and_all_names() -> None:
    with pytest.raises(NotFoundError, match=r"did you mean 'cash'.; it has when, cash"):
        check_chart("runway", "cahs")
    with pytest.raises(NotFoundError, match="compare has no chart"):
        check_chart("compare", "")


def test_a_chart_is_saved_as_svg_or_png_alone(tmp_path: object) -> None:
    drawn = ChartPicture(name="a", title="t", svg="<svg/>")
    with pytest.raises(UsageError, match=r"saved as .svg or .png"):
        drawn.save(f"{tmp_path}/a.gif")
    assert drawn.save(f"{tmp_path}/a.svg").read_text("utf-8") == "<svg/>"
    assert ElementTree.fromstring(drawn._repr_svg_()).tag == "svg"
