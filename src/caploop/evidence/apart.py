"""Figures that cannot both hold though they differ in more than their number, and by what kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Literal

from msgspec.structs import replace

from caploop.core.interval import meets
from caploop.evidence.claim import Claim, Link, world_date
from caploop.evidence.figure_interval import figure_interval
from caploop.evidence.measure import Measure
from caploop.evidence.span import period_of
from caploop.evidence.subject import Subject, subject
from caploop.evidence.vintage import Vintage, lineages

ConflictKind = Literal["vintage", "definition", "scope", "period", "gross_net", "open"]
"""Why two figures differ: told on two days; two definitions, sets of firms or periods; before and
after what partners keep; or nobody knows.
"""
Apart = Literal["revised", "defined-apart", "days-apart", "sets-apart"]
Pair = tuple[str, str]

REPLACING = frozenset({"supersedes", "corrects", "retracts"})
_DEFINING = frozenset(
    {"gross", "net", "adjusted", "gaap", "audited", "definition", "including", "without", "offtake"}
)
"""Words of a qualifier that say how a figure is counted, not of which part it is."""

_MONTH_DAYS = 31

_LARGEST = re.compile(r"^largest(?:_|$)")
_CUES: tuple[tuple[ConflictKind, re.Pattern[str]], ...] = (
    ("gross_net", re.compile(r"\bgross or net\b|\bgross\b.*\bnet\b|\d net\b|\bnet of\b")),
    (
        "definition",
        re.compile(r"^definition|definitions\)?$|basis|method|operating leases|GAAP|adjust"),
    ),
    ("scope", re.compile(r"^scope|other counts|\bsets?\b|threshold")),
    ("period", re.compile(r"^period|only by date|by days|reused as current|\balone\b|dates it")),
    (
        "vintage",
        re.compile(
            r"^vintage|raised|revised|projection|the press\b(?! release)|reported\)"
            r"|stands in the place"
        ),
    ),
)
"""What a reason says of the kind; the first that is found counts."""


def disagree(one: Claim, other: Claim) -> bool:
    """Whether both affirm and their ranges do not meet, or one denies what the other affirms."""
    first, second = figure_interval(one), figure_interval(other)
    if first is None or second is None:
        return False
    if one.polarity != other.polarity:
        inner, outer = (first, second) if one.polarity == "affirmed" else (second, first)
        return outer.low <= inner.low and inner.high <= outer.high
    return one.polarity == "affirmed" and not meets(first, second)


def comparable(vintage: Vintage) -> list[Claim]:
    """Claims with a figure that say something of their own, whatever became of them."""
    again = vintage.restated()
    return [
        c
        for c in vintage.claims.values()
        if c.kind == "quantitative" and c.id not in again and not c.question
    ]


def apart_pairs(vintage: Vintage) -> dict[Pair, Apart]:
    """Pairs of ids, each sorted, that disagree and are apart in one thing, with what it is.

    `revised`: one subject, and one of the two was replaced or tells the outcome of what the other
    expected. `defined-apart`: qualifiers that say how is counted. `days-apart`: a share held or
    owed that is told for two days in a row. `sets-apart`: counts without a period, of two origins.
    Plans of different vintages, and scenarios, are never compared.
    """
    lines = lineages(vintage)
    told = [(c, subject(c, vintage.measure(c), lines=lines)) for c in comparable(vintage)]
    found: dict[Pair, Apart] = {}
    groups: dict[Subject, list[tuple[Claim, Subject]]] = defaultdict(list)
    for claim, topic in told:
        groups[
            replace(
                topic, counterparty="", measure=_family(claim, vintage), qualifier="", matter=""
            )
        ].append((claim, topic))
    for members in groups.values():
        for (one, first), (other, second) in combinations(members, 2):
            how = _how(vintage, (one, first), (other, second))
            if how is not None and disagree(one, other):
                found[_pair(one, other)] = how
        found |= {_pair(*both): "days-apart" for both in _days_apart(vintage, members)}
    return found


def _pair(one: Claim, other: Claim) -> Pair:
    return min(one.id, other.id), max(one.id, other.id)


def _family(claim: Claim, vintage: Vintage) -> str:
    """The measure, or what measures of counts without a period have in common."""
    measure = vintage.measure(claim)
    return measure.family or measure.id if measure.identity == "none" else measure.id


def _how(
    vintage: Vintage, one: tuple[Claim, Subject], other: tuple[Claim, Subject]
) -> Apart | None:
    (claim, topic), (next_claim, next_topic) = one, other
    states = vintage.state(claim.id), vintage.state(next_claim.id)
    stand = set(states) <= {"live", "superseded"}
    if topic == next_topic:
        moved = states != ("live", "live") or claim.status != next_claim.status
        return "revised" if moved and stand else None
    counted = vintage.measure(claim).identity == "none" and claim.party == next_claim.party
    if (
        counted
        and claim.origin != next_claim.origin
        and topic.counterparty == next_topic.counterparty
    ):
        same = topic.qualifier == next_topic.qualifier
        return "sets-apart" if same or vintage.measure(claim).family else None
    defined = replace(topic, qualifier=next_topic.qualifier) == next_topic
    if defined and stand and _defining(topic.qualifier, next_topic.qualifier):
        return "defined-apart"
    return None


def _defining(one: str, other: str) -> bool:
    """Whether what tells two qualifiers apart are words of definition."""
    first, second = (set(re.split(r"[_\s-]", q)) - {""} for q in (one, other))
    return bool((first ^ second) & _DEFINING)


def _days_apart(
    vintage: Vintage, members: Sequence[tuple[Claim, Subject]]
) -> Iterator[tuple[Claim, Claim]]:
    """Shares of one thing told for two days in a row that do not meet."""
    shares = [
        (claim, topic)
        for claim, topic in members
        if vintage.measure(claim).dimension == "ratio"
        and vintage.measure(claim).extent == "stock"
        and claim.polarity == "affirmed"
        and claim.status == "reported"
        and vintage.state(claim.id) in {"live", "superseded"}
    ]
    lines: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim, topic in shares:
        largest = _LARGEST.match(topic.qualifier) is not None
        lines[("", "largest") if largest else (topic.counterparty, topic.qualifier)].append(claim)
    named = [
        c for (other, qualifier), held in lines.items() if other and not qualifier for c in held
    ]
    if largest_told := lines.get(("", "largest")):
        lines[("", "largest")] = [*largest_told, *_largest(named)]
    for held in lines.values():
        ordered = sorted(held, key=lambda c: (c.period_end or world_date(c), c.known_at, c.id))
        yield from (pair for pair in pairwise(ordered) if _moved(*pair) and disagree(*pair))


def _moved(one: Claim, other: Claim) -> bool:
    """Whether two claims are about different days."""
    return period_of(one) != period_of(other) or world_date(one) != world_date(other)


def _largest(named: Sequence[Claim]) -> list[Claim]:
    """Of each period the largest of shares that are told by name."""
    best: dict[object, Claim] = {}
    for claim in named:
        key = period_of(claim)
        if key not in best or (claim.value or 0) > (best[key].value or 0):
            best[key] = claim
    return list(best.values())


def links_by_pair(vintage: Vintage) -> Mapping[Pair, tuple[Link, ...]]:
    """Links by the two claims they are between, the ids sorted."""
    found: dict[Pair, tuple[Link, ...]] = {}
    for link in vintage.links:
        pair = min(link.source, link.target), max(link.source, link.target)
        found[pair] = (*found.get(pair, ()), link)
    return found


def kind_of(
    vintage: Vintage, pair: Pair, links: Sequence[Link], *, how: Apart | None = None
) -> ConflictKind:
    """Why two claims differ: what a link between them says, else in what they are apart."""
    one, other = (vintage.claims[i] for i in pair)
    for link in links:
        if (told := _cue(link.reason or "")) is not None:
            return told
    if {"net", "gross"} & _words(one, other):
        return "gross_net"
    by_rule: Mapping[Apart, ConflictKind] = {
        "revised": "vintage",
        "defined-apart": "definition",
        "days-apart": "period",
        "sets-apart": "scope",
    }
    if how is not None:
        return by_rule[how]
    linked = any(link.kind in REPLACING for link in links)
    return _kind_alone(one, other, vintage.measure(one), linked=linked)


def _kind_alone(one: Claim, other: Claim, measure: Measure, *, linked: bool) -> ConflictKind:
    """The kind by the fields alone; open where none of them tells. `linked`: one was replaced."""
    told_ahead = "reported" not in {one.status, other.status}
    instant = measure.extent == "stock" and measure.identity == "agreement"
    days = abs((world_date(one) - world_date(other)).days)
    sets = measure.identity == "none" and one.measure == other.measure
    by_field: tuple[tuple[ConflictKind, bool], ...] = (
        ("open", one.polarity != other.polarity),
        ("vintage", linked),
        ("open", "structural" in {one.kind, other.kind}),
        ("scope", sets and one.origin != other.origin),
        ("definition", one.qualifier != other.qualifier or one.measure != other.measure),
        ("period", period_of(one) != period_of(other) or (instant and days > _MONTH_DAYS)),
        ("vintage", one.status != other.status),
        ("vintage", told_ahead and one.known_at != other.known_at),
    )
    return next((kind for kind, holds in by_field if holds), "open")


def _cue(reason: str) -> ConflictKind | None:
    return next((kind for kind, cue in _CUES if cue.search(reason)), None)


def _words(one: Claim, other: Claim) -> set[str]:
    """Words that stand in the qualifier of one of the two alone."""
    first, second = (set((c.qualifier or "").split("_")) for c in (one, other))
    return first ^ second
