"""The page of the score has the facts of the table today, and says what it was made with."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop.study.options import ScoreOptions
from caploop.study.score.outcomes import bundled_outcomes
from tools.score import BEGIN, END, put

PAGE = Path(__file__).parents[2] / "docs" / "score.md"
TOLD = "run: .venv/bin/python -m tools.score docs/score.md"


def test_the_page_is_made_of_the_outcomes_of_today_in_the_draws_of_the_command() -> None:
    text, table = PAGE.read_text("utf-8"), bundled_outcomes()
    asked = ScoreOptions()
    assert f"`caploop score --draws {asked.draws} --seed {asked.seed}`" in text, TOLD
    assert f"outcomes `{table.hash}`" in text, TOLD
    assert [row.id for row in table.rows if f"\n| {row.id} |" not in text] == [], TOLD


def test_what_is_made_stands_between_its_marks_alone() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter"
    assert put(page, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter"
    with pytest.raises(ValueError, match="the page has no"):
        put("before", "new")
