"""Candidates of whole articles: those that come with the project, and the seeds where they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from caploop.ingest import Candidate, candidates, read_article
from tools.extraction import PAGE, SETS, Score, marked_in, page, scores_of, together

ARTICLES = Path(__file__).parents[1] / "cases" / "articles"
NOT_FIGURES = ("date:", "structure")
"""Marks of the seeds whose figure is a date."""


@pytest.fixture(scope="module")
def own() -> Score:
    return together(one for folder in SETS for one in scores_of(folder).values())


def test_figures_of_the_own_articles_are_found_with_their_value_and_unit(own: Score) -> None:
    assert own.marked > 700
    assert own.f1(own.right) >= 0.93
    assert own.ranges_right >= 0.8 * max(own.ranges, own.ranges_given)


def test_most_have_their_measure_and_party(own: Score) -> None:
    assert own.f1(own.measure) >= 0.85
    assert own.f1(own.party) >= 0.80
    assert own.sides_right >= 0.75 * own.sides


def test_every_set_of_them_is_read_about_as_well() -> None:
    """None of the sets is what the others were tuned at the cost of."""
    for folder in SETS:
        one = together(scores_of(folder).values())
        assert one.f1(one.measure) >= 0.80, folder
        assert one.f1(one.party) >= 0.70, folder


def test_the_page_of_rules_is_the_one_that_the_tool_makes() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tools.extraction --write"


def test_page_furniture_states_nothing() -> None:
    """The last line of the call is a list of other stories."""
    found = candidates(read_article(ARTICLES / "call-en.txt"))
    assert not [c for c in found if c.figure == "$500 million"]


class Seeds(NamedTuple):
    """A document of the seeds: its marks, and what the rules give."""

    marks: list[Mapping[str, Any]]
    given: tuple[Candidate, ...]

    def hit(self, mark: Mapping[str, Any]) -> Candidate | None:
        at = mark["num_start"], mark["num_end"]
        return next((c for c in self.given if c.start < at[1] and at[0] < c.end), None)


@pytest.fixture(name="seeds")
def read_seeds(shared_folder: Path) -> dict[str, Seeds]:
    rows = marked_in(shared_folder / "data" / "seed-claims.jsonl")
    marked = [r for r in rows if r.get("num_start") and not r["measure"].startswith(NOT_FIGURES)]
    return {
        text.name: Seeds(
            [r for r in marked if r["doc"] == text.name], candidates(read_article(text))
        )
        for text in (shared_folder / "documents").glob("*.txt")
    }


def test_nearly_every_figure_of_the_seeds_is_found_and_little_else(seeds: dict[str, Seeds]) -> None:
    hits = [one.hit(mark) is not None for one in seeds.values() for mark in one.marks]
    given = sum(len(one.given) for one in seeds.values())
    assert sum(hits) >= 0.95 * len(hits) > 100
    assert sum(hits) >= 0.90 * given


def test_their_parties_are_mostly_right(seeds: dict[str, Seeds]) -> None:
    pairs = [(one.hit(mark), mark["party"]) for one in seeds.values() for mark in one.marks]
    right = [hit.party == party for hit, party in pairs if hit is not None]
    assert sum(right) >= 0.8 * len(right)


def test_no_negative_becomes_a_candidate(seeds: dict[str, Seeds], shared_folder: Path) -> None:
    for row in marked_in(shared_folder / "data" / "seed-negatives.jsonl"):
        given = seeds[row["doc"]].given
        assert not [c for c in given if row["start"] <= c.start and c.end <= row["end"]], row
