"""Sides of a conflict that a row tells only in its note, or mixes into one range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from caploop.evidence.claim import Claim, Document, Link
from tools.later.claims import Taken
from tools.later.known import Known, plain, slug

BY = "the note of the row"
_WORD = re.compile(r"conflict", re.IGNORECASE)
_ROW = re.compile(r"\b[A-Z]\d{3}\b")
_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec"
_DATED = re.compile(
    r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b(?:19|20)\d{2}\b|\bQ\d\b|\bFY\d+|\b\d+-[KQ]\b|\b\d{2}-\d{2}\b"
    rf"|\b\d{{1,2}} (?:{_MONTHS})[a-z]*"
)
_NUMBER = re.compile(r"(?<![\w.+=-])\d+(?:\.\d+)?(?![\w.]*[-\w])(?!\s*%)")
_SHARE = re.compile(r"(?<![\w.+=-])\d+(?:\.\d+)?(?![\w.]*[-\w])")
_SAID = re.compile(
    r"(?:says|said|gives|gave|notes|noted|prints|counts|about)\s+(\d+(?:\.\d+)?)(?!\s*%)"
)
_DENIED = re.compile(r"no evidence|absent from|regardless|never (?:signed|paid)")
_LABEL_WORDS = 4


def with_sides(found: Taken, known: Known) -> tuple[Taken, list[Link]]:
    """The claims with every side of a conflict as one of its own, and the links between sides."""
    links: list[Link] = []
    claims: dict[str, Claim] = {}
    documents = dict(found.documents)
    for claim in found.claims.values():
        kept, more, tied = _sides(claim, found, known)
        claims[kept.id] = kept
        for side, document in more:
            claims[side.id] = side
            documents.setdefault(document.id, document)
        links += tied
    return Taken(documents=documents, claims=claims), links


Side = tuple[Claim, Document]


def _sides(claim: Claim, found: Taken, known: Known) -> tuple[Claim, list[Side], list[Link]]:
    document = found.documents[claim.document]
    more: list[Side] = [(part, document) for part in _parts(claim)]
    told = _clause(claim.note or "")
    if told is None:
        return claim, more, []
    pair = _two_in_one(claim, told)
    if pair is not None:
        kept, side = pair
        return kept, [*more, (side, document)], [_against(side, kept, told)]
    if _DENIED.search(told):
        late = _late(claim, known)
        side = _other(claim, told, late)
        return claim, [*more, (side, late)], [_against(side, claim, told)]
    named = [name for name in _ROW.findall(told) if name in found.claims]
    if named:
        others = [found.claims[name] for name in named if _comparable(claim, found.claims[name])]
        return claim, more, [_against(claim, other, told) for other in others]
    if (other := _told_elsewhere(claim, told, found, known=known)) is not None:
        return claim, more, [_against(claim, other, told)]
    late = _late(claim, known)
    side = _other(claim, told, late)
    return claim, [*more, (side, late)], [_against(side, claim, told)]


def _comparable(one: Claim, other: Claim) -> bool:
    return one.measure == other.measure or one.unit == other.unit


def _against(one: Claim, other: Claim, why: str) -> Link:
    return Link(source=one.id, target=other.id, kind="conflicts", asserted_by=BY, reason=why)


def _clause(note: str) -> str | None:
    """The words of a note that tell of a conflict, without the addresses beside them."""
    plain_note = re.sub(r"\[quoted in[^]]*\]|also https?://\S+|; https?://\S+", "", note)
    pieces = re.split(r"; (?!publication)|\. (?=[A-Z])", plain_note)
    told = [i for i, piece in enumerate(pieces) if _WORD.search(piece)]
    if not told:
        return None
    first = told[0]
    wide = pieces[first : first + 2] if "no evidence" in " ".join(pieces[first : first + 2]) else []
    return "; ".join(wide or [pieces[first]]).strip().rstrip(".")


def _parts(claim: Claim) -> Iterator[Claim]:
    """Parts that a note lists and that add up to the figure: shares of single customers."""
    listed = re.match(r"((?:[\d.]+(?:, | and )){1,}[\d.]+)", claim.note or "")
    if listed is None or claim.value is None or claim.step is None:
        return
    numbers = [Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", listed.group(1))]
    factor = _factor(claim)
    if len(numbers) < 2 or sum(numbers) * factor != claim.value:
        return
    order = ("largest", "second", "third", "fourth", "fifth")
    for rank, (number, word) in enumerate(zip(numbers, order, strict=False), start=1):
        name = f"{word}_customer" if claim.measure == "customer_share" else word
        yield replace(claim, id=f"{claim.id}-{rank}", value=plain(number * factor), qualifier=name)


def _factor(claim: Claim) -> Decimal:
    """How many base units one unit of the row is: what makes the printed figure the value."""
    powers = (Decimal(10) ** n for n in (9, 6, 0, -2, 12, -4))
    unit = {"fraction": Decimal("0.01"), "W": Decimal(10) ** 9}.get(claim.unit or "")
    return unit or (Decimal(10) ** 9 if claim.currency else next(p for p in powers if p == 1))


def _numbers(claim: Claim, told: str) -> list[Decimal]:
    """Figures of the words, in the claim's unit; no days, no names of forms."""
    bare = _DATED.sub(" ", _ROW.sub(" ", told))
    pattern = _SHARE if claim.unit == "fraction" else _NUMBER
    return [plain(Decimal(n) * _factor(claim)) for n in pattern.findall(bare)]


def _two_in_one(claim: Claim, told: str) -> tuple[Claim, Claim] | None:
    """Two figures that a row gives as the ends of one range and its note as two sides."""
    ends = {e for e in (claim.value_low, claim.value_high) if e is not None and e != claim.value}
    numbers = _numbers(claim, told)
    if claim.value is None or len(ends) != 1 or not set(ends) <= set(numbers):
        return None
    (end,) = ends
    labels = _labels(claim, told)
    sure = replace(claim, value_low=None, value_high=None, bound="=")
    own, other = labels.get(claim.value), labels.get(end)
    step = min(s for s in (claim.step, _step_of(end, claim)) if s is not None)
    kept = replace(sure, qualifier=own if own and other else claim.qualifier)
    side = replace(
        sure,
        id=f"{claim.id}-2",
        value=end,
        step=step,
        qualifier=other if own and other else claim.qualifier,
    )
    return kept, side


def _step_of(value: Decimal, claim: Claim) -> Decimal:
    printed = value / _factor(claim)
    return plain(_factor(claim).scaleb(int(printed.normalize().as_tuple().exponent)))


def _labels(claim: Claim, told: str) -> dict[Decimal, str]:
    """What each of two figures is called: "offtake 36 v line 29"; places of print are no label."""
    halves = re.split(r" v\.? ", _WORD.sub("", told))
    if len(halves) != 2:
        return {}
    labels = {}
    for half in halves:
        numbers = _numbers(claim, half)
        words = slug(_NUMBER.sub(" ", re.sub(r"\(.*|\bin the .*", "", half))).split("_")
        if len(numbers) == 1 and words != [""]:
            labels[numbers[0]] = "_".join(words[:_LABEL_WORDS])
    return labels if len(labels) == 2 else {}


def _told_elsewhere(claim: Claim, told: str, found: Taken, *, known: Known) -> Claim | None:
    """The claim of the same party that says what the note calls the other side."""
    numbers = [n for n in _numbers(claim, told) if n != claim.value]
    pool = [*found.claims.values(), *known.sheets.evidence.claims]
    near = [c for c in pool if c.party == claim.party and c.unit == claim.unit and c.id != claim.id]
    first = [c for c in near if c.measure == claim.measure]
    for candidates in (first, near):
        for other in candidates:
            if other.value in numbers:
                return other
    return None


def _late(claim: Claim, known: Known) -> Document:
    """The note itself as a page: nobody says when the other side was printed."""
    day = known.gathered.get(claim.id[:1], claim.known_at)
    return Document(
        id=f"note-{claim.id}",
        publisher=f"note beside {claim.id}",
        known_at=max(day, claim.known_at),
        known_at_precision="no_later_than",
        origin=f"unnamed:{claim.id}",
        tier="digest",
        note="the row's collector names another side and no page of it",
    )


def _other(claim: Claim, told: str, late: Document) -> Claim:
    """The other side as told: another figure, a denial of this one, or words alone."""
    bare = _DATED.sub(" ", _ROW.sub(" ", told))
    told_so = [plain(Decimal(n) * _factor(claim)) for n in _SAID.findall(bare)]
    numbers = [n for n in told_so if n != claim.value]
    base = replace(
        claim,
        id=f"{claim.id}-2",
        document=late.id,
        known_at=late.known_at,
        speaker=late.publisher,
        origin=late.origin or late.publisher,
        firmness="stated" if claim.firmness in {"signed", "executed"} else claim.firmness,
        value_low=None,
        value_high=None,
        state="live",
        note=told,
    )
    if _DENIED.search(told):
        return replace(base, polarity="negated", bound="=" if claim.value is not None else None)
    if len(numbers) == 1 and claim.value is not None:
        return replace(base, value=numbers[0], bound="=", step=_step_of(numbers[0], claim))
    return replace(
        base, kind="structural", value=None, bound=None, step=None, unit=None, currency=None
    )
