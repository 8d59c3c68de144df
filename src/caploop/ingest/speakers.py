"""Who speaks in a transcript, and whose "we" that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from caploop.ingest.parties import FIRM, PERSON, Mention

_COLON = re.compile(
    r"(?P<name>[A-Z\u4e00-\u9fff][^:：\d,，。;；?？!！]{0,30}?)"
    r"(?:, (?P<firm>[A-Z][\w .&]{2,30}))?\s?"
    r"(?:[（(](?P<role>[^)）\d]{1,40})[)）])?\s?[:：]"
)
_TITLED = re.compile(
    r"(?P<name>[A-Z][\w.'’ -]{2,40}?)\s+(?:--|—|–|-)\s+(?P<role>[A-Z][^.:\d]{2,80})$"
)
_ALONE = re.compile(r"(?:Operator|主持人|Moderator|会议主持人?)$")
_OUTSIDE = re.compile(
    r"operator|moderator|host|analyst|reporter|journalist|question|^q\d*$"
    r"|主持|主播|分析师|记者|提问|^问\d*$|媒体|投资者",
    re.I,
)
_INSIDE = re.compile(
    r"chief|president|\bC[EFOT]O\b|chair|vice|founder|treasurer|investor relations|head of|^a\d*$"
    r"|首席|总裁|董事|总经理|财务|执行长|营运长|发言人|副总|创始人|管理层|^答\d*$|投资者关系",
    re.I,
)
_CALL = re.compile(
    r"earnings call|conference call|results call|call transcript|investor day"
    r"|(?:\bQ[1-4]\b|quarter).{0,20}\bcall\b"
    r"|业绩会|电话会|法说会|业绩发布会|业绩说明会|投资者日|分析师会",
    re.I,
)
TURNS = 4
"""Turns from which lines that begin with a name and a colon are a transcript."""
_NEAR = 60
FEW = 3
"""Places of a line at which a name is looked at for its firm."""
LABEL = 130
"""Signs that a line that says who speaks has at most."""


@dataclass(frozen=True, kw_only=True)
class SpeakerTurn:
    """Who speaks from a line on: whether from outside the firm, whose firm it is, and where in the
    line the words begin."""

    party: str | None
    is_outside: bool
    begins: int = 0


def turns_of(
    parts: Sequence[str], told: Sequence[Sequence[Mention]], own: str | None
) -> Mapping[int, SpeakerTurn]:
    """For each line with which somebody starts to speak, who it is; none where nobody does."""
    labels = _labels(parts, told)
    if labels is None:
        return {}
    is_call = any(_CALL.search(part) for part in parts[:6])
    found: dict[int, SpeakerTurn] = {}
    for number, (name, role, begins) in labels.items():
        mentioned = [m for m in told[number] if m.start < max(begins, len(name))]
        outside = _OUTSIDE.search(role or name) is not None and not _INSIDE.search(role)
        known = next((m.party for m in mentioned if m.kind == PERSON), None)
        party = known or (own if is_call or _INSIDE.search(role or name) else None)
        party = party or _affiliated(name, parts, (told, labels))
        found[number] = SpeakerTurn(
            party=None if outside else party, is_outside=outside, begins=begins
        )
    return found


def is_label(line: str) -> bool:
    """Whether a line says who speaks next, which may come again."""
    return _TITLED.match(line) is not None or _ALONE.fullmatch(line) is not None


_Labels = dict[int, tuple[str, str, int]]


def _labels(parts: Sequence[str], told: Sequence[Sequence[Mention]]) -> _Labels | None:
    """Name and role of who speaks at the lines that say so, and where their words begin."""
    titled = {
        number: (hit["name"].strip(), hit["role"] or "", 0)
        for number, part in enumerate(parts)
        if len(part) < LABEL and (hit := _TITLED.match(part))
    }
    alone = {n: (part, part, 0) for n, part in enumerate(parts) if _ALONE.fullmatch(part)}
    if len(titled) >= 2:
        return titled | alone
    spoken: _Labels = {}
    for number, part in enumerate(parts):
        has_colon = ":" in part[:LABEL] or "：" in part[:LABEL]
        hit = _COLON.match(part) if has_colon else None
        if hit:
            role = hit["role"] or (f"analyst of {hit['firm']}" if hit["firm"] else "")
            spoken[number] = (hit["name"].strip(), role, hit.end())
    often = Counter(name for name, _, _ in spoken.values())
    people = {n for n in spoken if any(m.kind == PERSON and not m.start for m in told[n])}
    named = {n for n, (name, role, _) in spoken.items() if _is_speaker(name, role, often)} | people
    return spoken if len(named) >= TURNS and 2 * len(named) >= len(spoken) else None


def _is_speaker(name: str, role: str, often: Mapping[str, int]) -> bool:
    is_told = _OUTSIDE.search(name) or _INSIDE.search(name) or _INSIDE.search(role) or role
    return often[name] > 1 or bool(is_told)


def _affiliated(
    name: str, parts: Sequence[str], rest: tuple[Sequence[Sequence[Mention]], _Labels]
) -> str | None:
    """The firm nearest to the name where it is first told of outside its own turns."""
    told, labels = rest
    bare = re.compile(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", re.I)
    for number, part in enumerate(parts):
        begins = labels[number][2] if number in labels else 0
        for hit in islice(bare.finditer(part, begins), FEW):
            near = _firm_told(part, told[number], hit.span())
            if near is not None:
                return near
    return None


def _firm_told(part: str, told: Iterable[Mention], place: tuple[int, int]) -> str | None:
    """The firm that is said of a name: in English behind it, in Chinese before it or behind it."""
    firms = [m for m in told if m.kind == FIRM]
    behind = [m for m in firms if 0 <= m.start - place[1] <= _NEAR]
    before = [m for m in firms if 0 <= place[0] - m.end <= _NEAR]
    if before and _CHINESE.search(part, before[-1].start, place[1] + _NEAR):
        return before[-1].party
    first = behind[0] if behind else None
    other = first is not None and _STOPS.search(part, place[1], first.start) is not None
    return first.party if first is not None and not other else None


_CHINESE = re.compile("[\u4e00-\u9fff]")
_STOPS = re.compile(r"[.;]\s|\s[A-Z][a-z]+ [A-Z][a-z]+ (?:is|runs|of)\b")
