"""Candidates of claims: every figure of an article with its measure, party, period and nature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.period import FiscalYears
from caploop.extraction import Quantity, find_quantities
from caploop.ingest.article import Article, OwnLine, without_links
from caploop.ingest.measures import Found, cues_in, found, is_right_behind, last_cue, measure_of
from caploop.ingest.nature import nature_of
from caploop.ingest.parties import Mention, mentions
from caploop.ingest.period import period_of
from caploop.ingest.script import simplified
from caploop.ingest.sentence import PlacedFigure, Sentence, kind_of, sentences_of
from caploop.ingest.sides import Spoken, sides
from caploop.ingest.speakers import turns_of
from caploop.ingest.subjects import Named, Talk, named_in, subjects_of, talk_after
from caploop.ingest.words import small

_NOBODY = Named()
OTHER, GROWTH = "other", "growth_rate"
TITLE = 5
"""Own lines at the head in which a heading is the title."""
FAR = 0.7
"""A cue this quiet stands in another clause: the figure before in the sentence tells more."""
LASTING = frozenset({"margin"})
"""Shares that a sentence may be about without saying so again."""
BACK = 2
"""Sentences back in which a figure without a cue looks for one."""
MAIN = 0.4
"""Share of the names in an article from which it is about one party: each of its paragraphs is."""
_SOME, OFTEN = 4000, 3
"""Of the first signs of an article so many in old script make it one of that script."""
MANY = 10
"""Things of no known kind of which so many are counted."""
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


class Part(Struct, frozen=True, kw_only=True, gc=False):
    """A line of the article as it is read: its text, the same in small letters without its names,
    its parties and figures."""

    line: OwnLine
    text: str
    low: str
    told: tuple[Mention, ...]
    figures: tuple[Quantity, ...]


class _Context(Struct, frozen=True, kw_only=True, gc=False):
    """What holds for a whole article."""

    article: Article
    most: str | None
    own: str | None
    money: str | None
    yuan: str | None
    calendars: Mapping[str, FiscalYears]


def candidates(
    article: Article, *, calendars: Mapping[str, FiscalYears] | None = None
) -> tuple[Candidate, ...]:
    """Every figure of the article's own lines; none of page furniture, addresses or headings below
    the title that name nobody."""
    parts = _parts_of(article)
    own = _own(parts)
    at = _Context(
        article=article,
        most=_most_named(parts),
        own=own,
        money=_usual_currency(parts),
        yuan=_yuan_of(article.text),
        calendars=calendars or {},
    )
    return tuple(_read(parts, at))


def _parts_of(article: Article) -> list[Part]:
    text = simplified(without_links(article.text))
    low = small(text)
    parts = []
    for line in article.lines:
        part, part_low = text[line.start : line.end], low[line.start : line.end]
        told = mentions(part, part_low)
        parts.append(
            Part(
                line=line,
                text=part,
                low=_without_names(part_low, told),
                told=told,
                figures=find_quantities(part),
            )
        )
    return parts


def _without_names(low: str, told: Sequence[Mention]) -> str:
    for one in told:
        low = low[: one.start] + "\0" * (one.end - one.start) + low[one.end :]
    return low


def _read(parts: Sequence[Part], at: _Context) -> Iterator[Candidate]:
    """The candidates line by line, with what has been said before each."""
    turns = turns_of([part.text for part in parts], [part.told for part in parts], at.own)
    talk = Talk(here=at.own, we=at.own)
    earlier: list[Sentence] = []
    is_about_one = not turns and at.own is not None and _share_of(parts, at.own) >= MAIN
    for number, part in enumerate(parts):
        turn = turns.get(number)
        if turn is not None:
            spoken = talk.we if turn.is_outside else turn.party
            talk = replace(talk, we=turn.party, you=spoken if turn.is_outside else at.own)
            talk = replace(talk, here=talk.here if turn.is_outside else turn.party or talk.here)
        elif is_about_one:
            talk = replace(talk, here=at.own)
        skipped = part.line.is_heading and number >= TITLE and not part.told
        line = _Line(part=part, at=at, begins=turn.begins if turn else 0)
        told = [m for m in part.told if m.start >= line.begins]
        for sentence in sentences_of(part.text, part.low, () if skipped else part.figures):
            named = named_in(sentence, told) if told else _NOBODY
            if named.inside or sentence.figures:
                subjects = subjects_of(sentence, named, talk)
                if sentence.figures:
                    about = Spoken(
                        named=named, subjects=subjects, talk=talk, most=at.most, own=at.own
                    )
                    yield from _of_sentence(line, sentence, (about, earlier))
                talk = talk_after(talk, named.inside, subjects)
            earlier = [*earlier[-BACK:], sentence]


class _Line(Struct, frozen=True, kw_only=True, gc=False):
    part: Part
    at: _Context
    begins: int


def _own(parts: Sequence[Part]) -> str | None:
    """The party of the title: of those named in it the one that the article names most."""
    often = Counter(m.party for part in parts for m in part.told)
    head = [p for n, p in enumerate(parts[:TITLE]) if n == 0 or p.line.is_heading]
    named = list(dict.fromkeys(m.party for part in head for m in part.told))
    return max(named, key=lambda party: often[party], default=None)


def _most_named(parts: Iterable[Part]) -> str | None:
    """The party the article names most often."""
    often = Counter(m.party for part in parts for m in part.told)
    return often.most_common(1)[0][0] if often else None


def _share_of(parts: Iterable[Part], party: str) -> float:
    """The share of a party in all names of the article."""
    told = [m.party for part in parts for m in part.told]
    return told.count(party) / len(told) if told else 0.0


def _usual_currency(parts: Iterable[Part]) -> str | None:
    """The currency most figures of the article are in."""
    often = Counter(q.currency for part in parts for q in part.figures if q.currency)
    return often.most_common(1)[0][0] if often else None


def _of_sentence(
    line: _Line, sentence: Sentence, said: tuple[Spoken, Sequence[Sentence]]
) -> list[Candidate]:
    """The figures of one sentence; one without a cue measures what the one before it does, and one
    that restates another in another currency what that one does."""
    about, earlier = said
    made: list[Candidate] = []
    kept: list[tuple[PlacedFigure, Found]] = []
    for q in sentence.figures:
        figure = PlacedFigure(quantity=q, kind=kind_of(q), sentence=sentence)
        measure = measure_of(figure)
        if q.restates is not None:
            same = [m for f, m in kept if f.quantity is line.part.figures[q.restates]]
            measure = same[0] if same else measure
        elif measure is None or measure.confidence < FAR:
            measure = _carried(figure, kept) or measure or _spoken_of(figure, earlier)
        elif _is_compared(figure, kept):
            measure = _carried(figure, kept) or measure
        if _is_idle(line, figure, measure):
            continue
        if measure is not None:
            kept.append((figure, measure))
        one = _candidate(line, figure, (measure, about))
        last = next((c.period for c in reversed(made) if c.period), None)
        if one.period is None and one.measure in FLOWS and last is not None:
            one = replace(one, period=last)
        made.append(one)
    return made


_COMPARED = re.compile(
    r"(?:\b(?:up|down|higher|lower|rising|falling)?\s?from|compared (?:to|with)"
    r"|\b(?:versus|vs\.?|than|against))\s"
    r"(?:about |roughly |around |nearly |the |its |just |only |an? )*$"
    r"|(?:高于|低于|多于|少于|超出)[^，,。；;]{0,8}$"
    r"|(?:由|从|较|(?:去年|上年)同期的?(?:为|是)?|上一?季度?的?|此前的|(?:增|升|降|跌|涨|加)[至到]|提高到"
    r"|提升至|[上下](?:调|修)[至为到]|扩大[至到]|缩小至|回升至|减少到|调[升降]至)(?:约|了|近|逾|超过?)?$",
    re.I,
)
"""What stands between two figures of which one is compared with the other."""


def _is_compared(figure: PlacedFigure, kept: Sequence[tuple[PlacedFigure, Found]]) -> bool:
    """Whether a figure is only set against the one before it: up from $4 billion."""
    if not kept or kept[-1][0].kind != figure.kind:
        return False
    span = kept[-1][0].quantity.end, figure.quantity.start
    cues = [c for c in cues_in(figure.sentence, figure.kind) if span[0] <= c.start < span[1]]
    own = [
        c
        for c in cues
        if c.word.measure not in {GROWTH, kept[-1][1].measure}
        and not is_right_behind(figure.text, span[0], c.start)
    ]
    return not own and _COMPARED.search(figure.text, *span) is not None


def _carried(figure: PlacedFigure, kept: Sequence[tuple[PlacedFigure, Found]]) -> Found | None:
    """The measure of the last figure of its kind in the same sentence, less sure."""
    same = [m for f, m in kept if f.kind == figure.kind]
    if not same or figure.kind == "time":
        return None
    rule = same[-1].rule if same[-1].rule.endswith(":carried") else f"{same[-1].rule}:carried"
    return replace(same[-1], rule=rule, confidence=same[-1].confidence / 2)


def _spoken_of(figure: PlacedFigure, earlier: Sequence[Sentence]) -> Found | None:
    """What the sentences before speak of in figures of this kind, if they do."""
    cue = last_cue(reversed(earlier[-BACK:]), figure.kind)
    if cue is None or figure.kind in {"count", "time"}:
        return None
    if figure.kind == "ratio" and cue.word.measure not in LASTING:
        return None
    told = found(cue, figure.kind, sure=0.3)
    return replace(told, rule=f"{told.rule}:earlier")


def _candidate(line: _Line, figure: PlacedFigure, told: tuple[Found | None, Spoken]) -> Candidate:
    q, at, start = figure.quantity, line.at, line.part.line.start
    measure = told[0]
    party, counterparty = sides(figure, *told)
    calendar = at.calendars.get(party or "")
    printed = at.article.text[start + q.start : start + q.end]
    local = at.yuan if _is_plain_yuan(figure, printed) else None
    implied = at.money if figure.kind == "money" and q.currency is None else None
    return Candidate(
        document=at.article.name,
        start=start + q.start,
        end=start + q.end,
        figure=printed,
        value_low=q.low,
        value=q.value,
        value_high=q.high,
        unit=local or q.unit or implied,
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


_OLD_SCRIPT = re.compile("[億萬營與為這個對]")
_HONG_KONG = re.compile(r"港[元幣]|HK\$|港股|恒生|恆生")
_SAME_BELOW = re.compile(r"人民[幣币]\s?[(（,，]?\s?[下以]下?同")
_RENMINBI = re.compile(r"人民[币幣]$")


def _yuan_of(text: str) -> str | None:
    """Whose 元 it is in an article in traditional script: Hong Kong's where it speaks of it, else
    Taiwan's; none in simplified script."""
    if len(_OLD_SCRIPT.findall(text[:_SOME])) < OFTEN:
        return None
    if _SAME_BELOW.search(text):
        return "CNY"
    return "HKD" if _HONG_KONG.search(text) and "台幣" not in text else "TWD"


def _is_plain_yuan(figure: PlacedFigure, printed: str) -> bool:
    q = figure.quantity
    if q.currency not in {None, "CNY"} or not printed.endswith(("元", "圓")):
        return False
    return _RENMINBI.search(figure.text, max(0, q.start - 5), q.start) is None


_RHETORIC = re.compile(r"\s*(?:帝国|神话|俱乐部|豪门|赛道|\bempire|\bclub|\bmyth)")
_LASTING = re.compile(
    r"未来|接下来|为期|今后|连续|落后|长达|历时|租期|期限"
    r"|\b(?:over|for|next|within|last(?:s|ing)?|term)\b",
    re.I,
)


def _is_idle(line: _Line, figure: PlacedFigure, measure: Found | None) -> bool:
    """Whether a figure claims nothing: rhetoric, a stretch of time that nothing lasts, or a count
    of no known thing."""
    start, end = figure.quantity.start, figure.quantity.end
    if _RHETORIC.match(figure.text, end):
        return True
    if figure.kind == "heads" and not _is_many(figure):
        return True
    if figure.kind == "time":
        return not _LASTING.search(figure.text, max(0, start - 14), start)
    is_bare = figure.kind in {"count", "times"} or line.part.line.is_heading
    return measure is None and is_bare and not _is_many(figure)


def _is_many(figure: PlacedFigure) -> bool:
    """Whether so many are counted, or a rank is told, that somebody means to say something."""
    q = figure.quantity
    size = q.value or q.high or q.low or Decimal(0)
    return figure.kind in {"count", "heads"} and (q.unit == "rank" or size >= MANY)
