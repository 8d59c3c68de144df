"""Lines read in blocks are what they are read one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop.extraction import find_quantities
from caploop.ingest import read_article
from caploop.ingest.article import article_of
from caploop.ingest.parties import mentions
from caploop.ingest.parts import parts_of

ARTICLES = sorted((Path(__file__).parents[1] / "cases" / "articles").rglob("*.txt"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_line_of_a_block_has_the_figures_and_names_it_has_alone(path: Path) -> None:
    for part in parts_of(read_article(path)):
        assert part.figures == find_quantities(part.text)
        assert part.told == mentions(part.text)


def test_lines_left_out_of_the_article_leave_their_figures_out_and_shift_no_other() -> None:
    again = "重复的推荐标题:某公司估值1亿美元(约合7亿元)\n"
    text = f"OpenAI\n{again}{again}估值8300亿美元(约合人民币5.7万亿元)。\n"
    (_, part) = parts_of(article_of("a.txt", text))
    assert [q.text for q in part.figures] == ["8300亿美元", "5.7万亿元"]
    assert part.figures[1].restates == 0


def test_what_is_said_does_not_depend_on_where_a_block_ends() -> None:
    line = "Oracle had $162 billion of debt and 18,000 employees."
    parts = parts_of(article_of("a.txt", "\n".join(f"{line} {n}." for n in range(400))))
    assert len(parts) == 400
    assert all([q.text for q in p.figures][:2] == ["$162 billion", "18,000"] for p in parts)
