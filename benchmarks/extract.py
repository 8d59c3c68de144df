"""Candidates out of articles: megabytes a second of one core, by how dense their figures stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.grammar import PROSE, press, rate
from caploop.ingest.article import article_of
from caploop.ingest.candidate import candidates

ARTICLES = Path(__file__).parents[1] / "tests" / "cases" / "articles"
SPARSE = 6
"""Sentences without any figure that stand between two of news, as in a long report."""


def texts() -> Iterator[tuple[str, list[str]]]:
    """Varied texts by name: the marked articles, made-up news, and the same among prose."""
    news = press(60_000)
    yield "marked articles", [path.read_text("utf-8") for path in sorted(ARTICLES.rglob("*.txt"))]
    yield "news", [news]
    said = [one for one in news.replace("。", "。\n").replace(". ", ".\n").split("\n") if one]
    pieces = []
    for number, one in enumerate(said):
        prose = (PROSE[(number + step) % len(PROSE)] for step in range(SPARSE))
        pieces += [one, " ", *prose, "\n"]
    yield "news among prose", ["".join(pieces)]


def extract_times() -> Iterator[str]:
    """A line a kind of text: megabytes a second, and bytes a figure."""
    for name, every in texts():
        figures = sum(len(candidates(article_of("a.txt", text))) for text in every)
        size = sum(len(text.encode()) for text in every)
        found = rate(lambda text: candidates(article_of("a.txt", text)), "\n".join(every))
        what = f"extract, MB/s of {name} ({size // figures} bytes a figure)"
        yield f"{what:<58}{found:>12.2f}{'':24}  > 2"
