"""How well the rules of `caploop extract` do: figures, measures, parties against marked articles.

python -m tools.extraction FOLDER [FOLDER...]     prints a row an article and the rules
python -m tools.extraction --write                writes docs/extraction-rules.md from all of them
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from caploop.ingest import Article, Candidate, candidates, read_article
from caploop.ingest.vocabulary import written_out

ENDS = {"value": "value", "low": "value_low", "high": "value_high"}
CLOSE = Decimal("1e-5")
"""How near a value has to come, as a share of it: two thirds have no last digit."""
ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "tests" / "cases" / "articles"
SETS = (
    ARTICLES,
    *(
        ARTICLES / name
        for name in ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    ),
)
PAGE = ROOT / "docs" / "extraction-rules.md"
CUES = ROOT / "src" / "caploop" / "data" / "vocabulary" / "measure_cues.csv"
WAYS = {
    "carried": "the figure before it in the sentence",
    "earlier": "a word of a sentence before",
    "item": "the line above, as both are items of a list",
    "default": "its unit alone",
    "table": "row and head of a table",
    "none": "nothing: `other`",
    "word": "a word of its own sentence",
}


class Score(Struct, kw_only=True):
    """Counts over articles: figures marked, given, found, of the right value, with measure, with
    party; both ends of ranges; and by rule whether the measure was right."""

    marked: int = 0
    given: int = 0
    found: int = 0
    right: int = 0
    measure: int = 0
    party: int = 0
    ranges: int = 0
    ranges_given: int = 0
    ranges_right: int = 0
    sides: int = 0
    sides_right: int = 0
    by_rule: Counter[tuple[str, bool]] = Counter()

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall of so many hits."""
        return 2.0 * hits / (self.marked + self.given) if self.marked + self.given else 0.0


def marked_in(path: Path) -> list[Mapping[str, Any]]:
    """The marks of an article: a JSON object a line, in the order of the text."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def score(article: Article, marks: Sequence[Mapping[str, Any]]) -> Score:
    """The rules against the marks of one article; a mark stands where it says, or at the next place
    of its figure."""
    given = candidates(article)
    told = Score(marked=len(marks), given=len(given), by_rule=Counter())
    told.ranges = sum(_is_range(mark) for mark in marks)
    told.ranges_given = sum(one.qualifier == "range" for one in given)
    at = 0
    for mark in marks:
        start = mark["at"] if "at" in mark else article.text.index(mark["figure"], at)
        at = start + 1
        place = start, start + len(mark["figure"])
        hit = next((c for c in given if c.start < place[1] and place[0] < c.end), None)
        if hit is not None:
            _count(told, hit, mark)
    return told


def _is_range(mark: Mapping[str, Any]) -> bool:
    return "low" in mark and "high" in mark


def _count(told: Score, hit: Candidate, mark: Mapping[str, Any]) -> None:
    told.found += 1
    right = all(_same(getattr(hit, end), mark[name]) for name, end in ENDS.items() if name in mark)
    right = right and hit.unit == mark["unit"]
    told.right += right
    told.ranges_right += right and _is_range(mark)
    is_measure = hit.measure == mark["measure"]
    told.measure += right and is_measure
    told.party += right and hit.party == mark["party"]
    told.by_rule[hit.rule, is_measure] += 1
    if "counterparty" in mark:
        told.sides += 1
        told.sides_right += hit.counterparty == mark["counterparty"]


def _same(found: Decimal | None, wanted: float) -> bool:
    return found is not None and abs(found - Decimal(str(wanted))) <= abs(found) * CLOSE


def together(scores: Iterable[Score]) -> Score:
    """The sum of scores."""
    whole = Score(by_rule=Counter())
    for one in scores:
        for name in Score.__struct_fields__[:-1]:
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        whole.by_rule += one.by_rule
    return whole


def scores_of(folder: Path) -> Mapping[str, Score]:
    """The score of each marked article of a folder."""
    paths = sorted(folder.glob("*.jsonl"))
    return {p.stem: score(read_article(p.with_suffix(".txt")), marked_in(p)) for p in paths}


HEAD = (
    "| article | marked | found | right value and unit | F1 figure | measure | party | ranges |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


def table(name: str, told: Score) -> str:
    """A row of the table: the name, counts, F1 of figure, measure and party, and ranges."""
    shares = " | ".join(f"{told.f1(n):.2f}" for n in (told.right, told.measure, told.party))
    ranges = f"{told.ranges_right} of {told.ranges}"
    return f"| {name} | {told.marked} | {told.found} | {told.right} | {shares} | {ranges} |"


def way_of(rule: str) -> str:
    """How a measure was given, by the words of its rule."""
    parts = rule.split(":")
    return next((way for way in WAYS if way in parts), "word")


def _precision(counts: Mapping[tuple[str, bool], int]) -> Iterator[tuple[str, int, float]]:
    """Each name with how often it was given and the share of right ones."""
    for name in dict.fromkeys(name for name, _ in counts):
        right, wrong = counts.get((name, True), 0), counts.get((name, False), 0)
        yield name, right + wrong, right / (right + wrong)


def ways(told: Score) -> Iterator[str]:
    """A row a way in which measures are given, with its precision."""
    counts: Counter[tuple[str, bool]] = Counter()
    for (rule, is_right), times in told.by_rule.items():
        counts[way_of(rule), is_right] += times
    for way, times, share in sorted(_precision(counts), key=lambda row: -row[1]):
        yield f"| {WAYS[way]} | {times} | {share:.0%} |"


def rules(told: Score) -> Iterator[str]:
    """A row a row of the table of words that spoke, with its first words and its precision."""
    with CUES.open(encoding="utf-8") as lines:
        words = [row["words"] for row in csv.DictReader(lines)]
    counts: Counter[tuple[str, bool]] = Counter()
    for (rule, is_right), times in told.by_rule.items():
        parts = rule.split(":")
        if way_of(rule) == "word" and len(parts) > 2:
            counts[":".join(parts[:3]), is_right] += times
    for name, times, share in sorted(_precision(counts), key=lambda row: int(row[0].split(":")[2])):
        measure, kind, number = name.split(":")
        first = ", ".join(written_out(words[int(number)])[:3])
        yield f"| {number} | {measure} | {kind} | `{first}` … | {times} | {share:.0%} |"


def page() -> str:
    """The page of the documentation: scores a set and an article, ways and rules with precision."""
    told = {folder: scores_of(folder) for folder in SETS if folder.is_dir()}
    rows = [
        table(f"{folder.name}/{name}", one)
        for folder, of in told.items()
        for name, one in of.items()
    ]
    whole = together(one for of in told.values() for one in of.values())
    return "\n".join(
        (
            "# Rules of extract, and how each does",
            "",
            "Made by `python -m tools.extraction --write` from the marked articles in",
            "`tests/cases/articles`, which are invented. They were tuned on: these shares flatter;",
            "what unseen articles gave is told in",
            "[Read figures out of an article](howto-extract.md).",
            "",
            HEAD,
            *rows,
            table("all", whole),
            "",
            "A measure is given by:",
            "",
            "| way | times | right |",
            "| --- | --- | --- |",
            *ways(whole),
            "",
            "Words of `measure_cues.csv`, a row of it each (only those that spoke):",
            "",
            "| row | measure | kind of figure | words | times | right |",
            "| --- | --- | --- | --- | --- | --- |",
            *rules(whole),
            "",
        )
    )


def main(folders: Sequence[str]) -> None:
    """Prints a row an article, a sum, and the share of right ones by rule; or writes the page."""
    if folders == ["--write"]:
        PAGE.write_text(page(), "utf-8")
        return
    every = {name: one for folder in folders for name, one in scores_of(Path(folder)).items()}
    whole = together(every.values())
    print(HEAD, *(table(name, one) for name, one in every.items()), table("all", whole), sep="\n")
    print("\n| measure given by | times | right |\n| --- | --- | --- |", *ways(whole), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
