"""Candidates of claims: every figure of an article with its measure, party, period and nature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from msgspec import Struct, structs

from caploop.core.period import FiscalYears
from caploop.extraction import Quantity, find_quantities
from caploop.ingest.article import Article, OwnLine, without_links
from caploop.ingest.measures import Found, PlacedFigure, figure_in, measure_of
from caploop.ingest.nature import nature_of
from caploop.ingest.parties import Mention, mentions
from caploop.ingest.period import period_of
from caploop.ingest.script import simplified
from caploop.ingest.sides import Spoken, sides

OTHER = "other"
TITLE = 5
"""Own lines at the head in which a heading is the title."""
FAR = 0.7
"""A cue this quiet stands in another clause: the figure before in the sentence tells more."""
FLOWS = frozenset({"revenue", "profit_loss", "cash_burn", "capex", "growth_rate", "margin"})
"""Measures of a period: where none is named, they speak of that of the figure before."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A figure as an article states it, in base units, before anybody has decided on it.

    `start` and `end` are code points of the stored text. `qualifier` is the bound: = ~ > >= < <=
    <~ range order restated. `nature` is actual, guidance, plan, rumour or denied.
    `confidence` between 0 and 1 is that of the rule that gave the measure.
    """

    document: str
    start: int
    end: int
    figure: str
    value_low: Decimal | None
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    currency: str | None
    qualifier: str
    measure: str
    party: str | None
    counterparty: str | None
    period: str | None
    nature: str
    confidence: float
    rule: str


def candidates(
    article: Article, *, calendars: Mapping[str, FiscalYears] | None = None
) -> tuple[Candidate, ...]:
    """Every figure of the article's own lines; none of page furniture, addresses or headings below
    the title that name nobody."""
    text = simplified(without_links(article.text))
    parts = [text[line.start : line.end] for line in article.lines]
    told = [mentions(part) for part in parts]
    most = _most_named(told)
    head = [*zip(article.lines[:TITLE], told, strict=False)]
    spoken = next((m.party for _, part in head for m in part), None)
    own = next((m.party for line, part in head if line.is_heading for m in part), None)
    figures = [find_quantities(part) for part in parts]
    money = _usual_currency(figures)
    found: list[Candidate] = []
    for number, line in enumerate(article.lines):
        if line.is_heading and number >= TITLE and not told[number]:
            continue
        context = _Context(
            article=article,
            line=line,
            part=parts[number],
            figures=figures[number],
            about=Spoken(told=told[number], here=spoken, most=most, own=own),
            money=money,
            calendars=calendars or {},
        )
        found += _of_line(context)
        if told[number] and not line.is_heading:
            spoken = told[number][0].party
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class _Context:
    article: Article
    line: OwnLine
    part: str
    figures: Sequence[Quantity]
    about: Spoken
    money: str | None
    calendars: Mapping[str, FiscalYears]


def _most_named(told: Iterable[Sequence[Mention]]) -> str | None:
    """The party the article names most often."""
    often = Counter(m.party for part in told for m in part)
    return often.most_common(1)[0][0] if often else None


def _usual_currency(figures: Iterable[Sequence[Quantity]]) -> str | None:
    """The currency most figures of the article are in."""
    often = Counter(q.currency for part in figures for q in part if q.currency)
    return often.most_common(1)[0][0] if often else None


def _of_line(at: _Context) -> list[Candidate]:
    """The figures of one line; one without a cue measures what the one before it does, and one that
    restates another in another currency what that one does."""
    found: list[Candidate] = []
    kept: list[tuple[PlacedFigure, Found]] = []
    for q in at.figures:
        figure = figure_in(at.part, q)
        measure = measure_of(figure)
        if q.restates is not None:
            same = [m for f, m in kept if f.quantity is at.figures[q.restates]]
            measure = same[0] if same else measure
        elif measure is None or measure.confidence < FAR:
            measure = _carried(figure, kept) or measure
        if _is_idle(at, figure, measure):
            continue
        if measure is not None:
            kept.append((figure, measure))
        found.append(_candidate(at, figure, measure))
        last = next((c.period for c in reversed(found[:-1]) if c.period), None)
        if found[-1].period is None and found[-1].measure in FLOWS and last is not None:
            found[-1] = structs.replace(found[-1], period=last)
    return found


def _carried(figure: PlacedFigure, kept: Sequence[tuple[PlacedFigure, Found]]) -> Found | None:
    """The measure of the last figure of its kind in the same sentence, less sure."""
    same = [m for f, m in kept if f.first == figure.first and f.kind == figure.kind]
    if not same or figure.kind == "time":
        return None
    return replace(same[-1], rule=f"{same[-1].rule}:carried", confidence=same[-1].confidence / 2)


def _candidate(at: _Context, figure: PlacedFigure, measure: Found | None) -> Candidate:
    q = figure.quantity
    party, counterparty = sides(figure, measure, at.about)
    calendar = at.calendars.get(party or "")
    implied = at.money if figure.kind == "money" and q.currency is None else None
    return Candidate(
        document=at.article.name,
        start=at.line.start + q.start,
        end=at.line.start + q.end,
        figure=at.article.text[at.line.start + q.start : at.line.start + q.end],
        value_low=q.low,
        value=q.value,
        value_high=q.high,
        unit=q.unit or implied,
        currency=q.currency or implied,
        qualifier=str(q.bound) if q.restates is None else "restated",
        measure=measure.measure if measure else OTHER,
        party=party,
        counterparty=counterparty,
        period=period_of(figure, stated_on=at.article.day, calendar=calendar),
        nature=nature_of(figure),
        confidence=round(measure.confidence, 2) if measure else 0.1,
        rule=(measure.rule if measure else "none") + (":currency-implied" if implied else ""),
    )


_RHETORIC = re.compile(r"\s*(?:帝国|神话|俱乐部|豪门|赛道|\bempire|\bclub|\bmyth)")
_LASTING = re.compile(
    r"未来|接下来|为期|今后|连续|落后|长达|历时|\bover\b|\bfor\b|\bnext\b|\bwithin\b|\blast(?:s|ing)?\b",
    re.I,
)


def _is_idle(at: _Context, figure: PlacedFigure, measure: Found | None) -> bool:
    """Whether a figure claims nothing: rhetoric, a stretch of time that nothing lasts, or a count
    of no known thing."""
    start, end = figure.quantity.start, figure.quantity.end
    if _RHETORIC.match(at.part, end):
        return True
    if figure.kind == "time":
        return not _LASTING.search(at.part, max(0, start - 14), start)
    return measure is None and (figure.kind in {"count", "times"} or at.line.is_heading)
