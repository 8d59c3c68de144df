"""How well the rules of `caploop extract` do: figures, measures, parties against marked articles.

python -m tools.extraction FOLDER [FOLDER...]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from caploop.ingest import Article, Candidate, candidates, read_article

CLOSE = Decimal("1e-5")
"""How near a value has to come, as a share of it: two thirds have no last digit."""
ENDS = {"value": "value", "low": "value_low", "high": "value_high"}


class Score(Struct, kw_only=True):
    """Counts over articles: figures marked, found, of the right value, with measure, with party."""

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
    """The rules against the marks of one article; a mark stands at the next place of its figure."""
    given = candidates(article)
    told = Score(marked=len(marks), given=len(given), by_rule=Counter())
    told.ranges = sum({"low", "high"} <= mark.keys() for mark in marks)
    told.ranges_given = sum(one.qualifier == "range" for one in given)
    at = 0
    for mark in marks:
        start = mark.get("at", article.text.index(mark["figure"], at))
        at = start + 1
        place = start, start + len(mark["figure"])
        hit = next((c for c in given if c.start < place[1] and place[0] < c.end), None)
        if hit is not None:
            _count(told, hit, mark)
    return told


def _count(told: Score, hit: Candidate, mark: Mapping[str, Any]) -> None:
    told.found += 1
    right = all(_same(getattr(hit, end), mark[name]) for name, end in ENDS.items() if name in mark)
    right = right and hit.unit == mark["unit"]
    told.right += right
    told.ranges_right += right and {"low", "high"} <= mark.keys()
    is_measure = hit.measure == mark["measure"]
    told.measure += right and is_measure
    told.party += right and hit.party == mark["party"]
    told.by_rule[hit.rule.split(":")[0], is_measure] += 1
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


def table(name: str, told: Score) -> str:
    """A row of the table: the name, counts, and F1 of figure, measure and party."""
    hits = (told.right, told.measure, told.party)
    shares = " | ".join(f"{told.f1(n):.2f}" for n in hits)
    return f"| {name} | {told.marked} | {told.found} | {told.right} | {shares} |"


def main(folders: Sequence[str]) -> None:
    """Prints a row an article, a sum, and the share of right ones by measure given."""
    every = []
    print("| article | marked | found | right value and unit | F1 figure | measure | party |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for folder in folders:
        for path in sorted(Path(folder).glob("*.jsonl")):
            text = path.with_suffix(".txt")
            every.append(score(read_article(text), marked_in(path)))
            print(table(path.stem, every[-1]))
    whole = together(every)
    print(table("all", whole))
    rules = sorted({rule for rule, _ in whole.by_rule})
    print("\n| measure given | times | right |\n| --- | --- | --- |")
    for rule in rules:
        right, wrong = whole.by_rule[rule, True], whole.by_rule[rule, False]
        print(f"| {rule} | {right + wrong} | {right / (right + wrong):.0%} |")


if __name__ == "__main__":
    main(sys.argv[1:])
