"""Candidates of claims: every figure of an article with its measure, party, period and nature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.period import FiscalYears
from caploop.ingest.about import TITLE, About, about
from caploop.ingest.article import Article
from caploop.ingest.carried import (
    BACK,
    LineAbove,
    carried,
    counted_before,
    goes_on,
    is_compared,
    item_measure,
    spoken_of,
)
from caploop.ingest.idle import is_idle
from caploop.ingest.measures import OTHER, Found, measure_of
from caploop.ingest.nature import nature_of
from caploop.ingest.parts import Part, parts_of
from caploop.ingest.period import period_of
from caploop.ingest.sentence import PlacedFigure, Sentence, sentences_of
from caploop.ingest.sides import Spoken, sides
from caploop.ingest.speakers import turns_of
from caploop.ingest.spending import held, settled
from caploop.ingest.subjects import NamedIn, Talk, named_in, subjects_of, talk_after
from caploop.ingest.tables import TableCell, as_sentence, cells_of
from caploop.ingest.units import is_plain_yuan, placed, unit_of, yuan_of

FAR = 0.7
"""A cue this quiet stands in another clause: the figure before in the sentence tells more."""
MAIN = 0.25
"""Share of the names in an article from which it is about one party: each of its paragraphs is."""
FLOWS = frozenset({"revenue", "profit_loss", "cash_burn", "capex", "growth_rate", "margin"})
"""Measures of a period: where none is named, they speak of that of the figure before."""
_NOBODY = NamedIn()


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


class _Context(Struct, frozen=True, kw_only=True, gc=False):
    """What holds for a whole article."""

    article: Article
    about: About
    yuan: str | None
    calendars: Mapping[str, FiscalYears]


def candidates(
    article: Article, *, calendars: Mapping[str, FiscalYears] | None = None
) -> tuple[Candidate, ...]:
    """Every figure of the article's own lines; none of page furniture, addresses or headings below
    the title that name nobody."""
    parts = parts_of(article)
    at = _Context(
        article=article,
        about=about(parts),
        yuan=yuan_of(article.text),
        calendars=calendars or {},
    )
    return tuple(_read(parts, at))


def _of_cells(line: _Line, cells: Sequence[TableCell], spoken: Spoken) -> Iterator[Candidate]:
    """The figures of a row of a table, by the words of the row and the periods of its columns."""
    for cell in cells:
        figure = as_sentence(cell)
        measure = measure_of(figure)
        made = _candidate(line, figure, (measure, spoken))
        start = line.part.line.start + cell.quantity.start
        end = start + len(cell.quantity.text)
        printed = line.at.article.text[start:end]
        yield replace(made, start=start, end=end, figure=printed, rule=f"{made.rule}:table")


def _read(parts: Sequence[Part], at: _Context) -> Iterator[Candidate]:
    """The candidates line by line, with what has been said before each."""
    own = at.about.own
    turns = turns_of([part.text for part in parts], [part.told for part in parts], own)
    talk = Talk(here=own, own=own, we=own)
    earlier: list[Sentence] = []
    above: LineAbove | None = None
    tables = cells_of(parts, at.about.money)
    is_about_one = not turns and own == at.about.most and at.about.share >= MAIN
    for number, part in enumerate(parts):
        turn = turns.get(number)
        if turn is not None:
            spoken = talk.we if turn.is_outside else turn.party
            talk = replace(talk, we=turn.party, you=spoken if turn.is_outside else own)
            talk = replace(talk, here=talk.here if turn.is_outside else turn.party or talk.here)
        elif is_about_one:
            talk = replace(talk, here=own)
        skipped = part.line.is_heading and number >= TITLE and not part.told
        line = _Line(part=part, at=at, begins=turn.begins if turn else 0, above=above)
        told = [m for m in part.told if m.start >= line.begins]
        if number in tables:
            said = Spoken(named=_NOBODY, subjects=(), talk=talk, about=at.about)
            yield from _of_cells(line, tables[number], said)
            continue
        for sentence in sentences_of(part.text, part.low, () if skipped else part.figures):
            named = named_in(sentence, told) if told else _NOBODY
            if named.inside or sentence.figures:
                subjects = subjects_of(sentence, named, talk)
                if sentence.figures:
                    said = Spoken(named=named, subjects=subjects, talk=talk, about=at.about)
                    made = _of_sentence(line, sentence, (said, earlier))
                    yield from made
                    if made and sentence.first == 0:
                        above = LineAbove(measure=made[0].measure, unit=made[0].unit)
                talk = talk_after(talk, named.inside, subjects)
            earlier = [*earlier[-BACK:], sentence]


class _Line(Struct, frozen=True, kw_only=True, gc=False):
    part: Part
    at: _Context
    begins: int
    above: LineAbove | None = None


def _of_sentence(
    line: _Line, sentence: Sentence, said: tuple[Spoken, Sequence[Sentence]]
) -> list[Candidate]:
    """The figures of one sentence; one without a cue measures what the one before it does, and one
    that restates another in another currency what that one does."""
    spoken, earlier = said
    made: list[Candidate] = []
    kept: list[tuple[PlacedFigure, Found]] = []
    for q in sentence.figures:
        figure, measure = placed(q, sentence)
        if q.restates is not None:
            same = [m for f, m in kept if f.quantity is line.part.figures[q.restates]]
            measure = same[0] if same else measure
        elif measure is None or measure.confidence < FAR:
            item = item_measure(figure, line.part.told, line.above)
            measure = carried(figure, kept) or item or measure
            is_on = not spoken.is_new or goes_on(figure, spoken.named.inside, earlier)
            if measure is None and is_on:
                figure = counted_before(figure, earlier)
                measure = spoken_of(figure, earlier)
        elif is_compared(figure, kept):
            measure = carried(figure, kept) or measure
        is_heading = line.part.line.is_heading
        if is_idle(figure, is_measured=measure is not None, is_heading=is_heading):
            continue
        if measure is not None:
            kept.append((figure, measure))
        one = _candidate(line, figure, (measure, spoken))
        last = next((c.period for c in reversed(made) if c.period), None)
        if one.period is None and one.measure in FLOWS and last is not None:
            one = replace(one, period=last)
        made.append(one)
    return made


def _candidate(line: _Line, figure: PlacedFigure, told: tuple[Found | None, Spoken]) -> Candidate:
    q, at, start = figure.quantity, line.at, line.part.line.start
    measure = told[0]
    measure = held(measure, figure, told[1].named.inside)
    party, counterparty = sides(figure, measure, told[1])
    if measure is not None:
        measure = settled(measure, figure, (party, told[1].named.inside))
    calendar = at.calendars.get(party or "")
    printed = at.article.text[start + q.start : start + q.end]
    local = at.yuan if is_plain_yuan(figure, printed) else None
    implied = at.about.money if figure.kind == "money" and q.currency is None else None
    return Candidate(
        document=at.article.name,
        start=start + q.start,
        end=start + q.end,
        figure=printed,
        value_low=q.low,
        value=q.value,
        value_high=q.high,
        unit=local or unit_of(figure, measure) or implied,
        currency=local or q.currency or implied,
        qualifier=str(q.bound) if q.restates is None else "restated",
        measure=measure.measure if measure else OTHER,
        party=party,
        counterparty=counterparty,
        period=period_of(figure, stated_on=at.article.day, calendar=calendar),
        nature=nature_of(figure),
        confidence=round(measure.confidence, 2) if measure else 0.1,
        rule=(measure.rule if measure else "none")
        + (":currency-implied" if local or implied else ""),
    )
