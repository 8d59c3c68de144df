"""How a claim is named on the page: its figure in words, a link to its evidence, a hover text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from caploop.evidence import Claim, Document, State, world_date
from caploop.report.chapters.claims.fate import Fate, fates
from caploop.report.text.amounts import claim_amount, day_text, loose_day
from caploop.report.text.words import is_text, named, say
from caploop.study.claims import ClaimsRecord
from caploop.study.shared import BookRecord

_WORD: Final = re.compile(r"([\w.:-]*\w)")


class ClaimIndex(Struct, frozen=True, kw_only=True):
    """The claims and documents of a record by id, with the language of the page.

    `fates` says what the book knows became of a claim's promise, `names` what it calls a party.
    """

    language: str
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    fates: Mapping[str, Fate] = {}
    names: Mapping[str, str] = {}


class Cite(Struct, frozen=True, kw_only=True):
    """A claim as the page names it; `lang` is set where the text is the document's own."""

    id: str
    anchor: str
    text: str
    title: str
    checked: bool
    lang: str | None = None


Part = str | Cite


def claim_index(record: ClaimsRecord, language: str, book: BookRecord | None = None) -> ClaimIndex:
    """The record's shelf; with a book, promises have the fate and parties the names it gives."""
    claims = {c.id: c for c in record.claims}
    told = book.parties if book else ()
    return ClaimIndex(
        language=language,
        claims=claims,
        documents={d.id: d for d in record.documents},
        fates=fates(book, claims) if book else {},
        names={p.id: p.name_zh if language == "zh" else p.name_en for p in told},
    )


def state_of(shelf: ClaimIndex, name: str) -> State:
    """The state of a claim wherever it is shown: the book's where it ended there."""
    fate = shelf.fates.get(name)
    return (fate.state if fate else None) or shelf.claims[name].state


def anchor(name: str) -> str:
    """A claim's anchor on the page.

    >>> anchor("004-16"), anchor("a b")
    ('c-004-16', 'c-a_20_b')
    """
    return "c-" + re.sub(r"[^\w.-]", lambda m: f"_{ord(m.group()):x}_", name)


def source_anchor(name: str) -> str:
    """A document's anchor on the page."""
    return "d" + anchor(name)[1:]


def cite(shelf: ClaimIndex, name: str, *, text: str | None = None) -> Cite:
    """The claim with its amount as text, or with the text given."""
    claim = shelf.claims[name]
    return Cite(
        id=name,
        anchor=anchor(name),
        text=text or amount_or_matter(claim, shelf.language),
        title=_title(shelf, claim),
        checked=claim.verified,
    )


def amount_or_matter(claim: Claim, language: str) -> str:
    """What a claim says: its amount, or in words what it is about."""
    said = claim_amount(claim, language)
    return said or (claim.qualifier or claim.measure).replace("_", " ")


def pair(claim: Claim, shelf: ClaimIndex) -> str:
    """Who, and to whom."""
    sides = [claim.party, *([claim.counterparty] if claim.counterparty else [])]
    return " → ".join(parties(side, shelf) for side in sides)


def parties(names: str, shelf: ClaimIndex) -> str:
    """One party or several, by the names readers know."""
    joint = "、" if shelf.language == "zh" else ", "
    return joint.join(_party(name, shelf) for name in names.split(";"))


def _party(name: str, shelf: ClaimIndex) -> str:
    if is_text(f"party.{name}") or name not in shelf.names:
        return named("party", name, shelf.language)
    return shelf.names[name]


def matter(claim: Claim, language: str) -> str:
    """The measure in words, with its qualifier and the period it is about."""
    words = [named("measure", claim.measure, language), (claim.qualifier or "").replace("_", " ")]
    return say("comma", language).join(w for w in (*words, about_when(claim)) if w)


def about_when(claim: Claim) -> str:
    """The period a figure is about, as short as it can be told: "2030", "2025 H1", "2026–2030"."""
    start, end = claim.period_start, claim.period_end
    if claim.label is None or claim.label.startswith("FY") or start is None or end is None:
        return (claim.label or "").replace("..", "–")
    year = str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    months = (start.month, start.day, end.month, end.day)
    if months == (1, 1, 12, 31):
        return year
    halves = {(1, 1, 6, 30): "H1", (7, 1, 12, 31): "H2"}
    if start.year == end.year and months in halves:
        return f"{year} {halves[months]}"
    return claim.label.replace("..", "–")


def speaker(names: str, language: str) -> str:
    """Who said it: a party, its officer, or a source as the data name it."""
    joint = "、" if language == "zh" else ", "
    return joint.join(_speaker(name, language) for name in names.split(";"))


def _speaker(name: str, language: str) -> str:
    party, _, office = name.rpartition("_")
    if is_text(f"office.{office}") and is_text(f"party.{party}"):
        return say(f"office.{office}", language, party=named("party", party, language))
    outlet, _, inner = name.partition(":")
    if is_text(f"speaker.{inner}"):
        return f"{outlet.title()}: {named('speaker', inner, language)}"
    return named("party" if is_text(f"party.{name}") else "speaker", name, language)


def said(shelf: ClaimIndex, claim: Claim) -> str:
    """The day a claim speaks from, no more exact than its source is."""
    document = shelf.documents.get(claim.document)
    precision = claim.as_of_precision if claim.as_of else None
    if claim.as_of is None and document is not None:
        precision = document.known_at_precision
    return loose_day(world_date(claim), precision, shelf.language)


def parts(shelf: ClaimIndex, text: str) -> tuple[Part, ...]:
    """The text cut at the ids of claims it names, each of which becomes a link."""
    pieces = _WORD.split(text)
    return tuple(cite(shelf, p, text=p) if p in shelf.claims else p for p in pieces if p)


def _title(shelf: ClaimIndex, claim: Claim) -> str:
    document = shelf.documents.get(claim.document)
    figure = claim.figure or claim_amount(claim, shelf.language)
    where = f"{claim.start}–{claim.end}" if claim.start is not None else ""
    language = shelf.language
    source = [claim.document]
    if document:
        source = [named("speaker", document.publisher, language), document.published or ""]
    standing = say("checked" if claim.verified else "unchecked", shelf.language)
    public = day_text(claim.known_at, shelf.language)
    texts = [claim.id, figure, *source, where, standing]
    return " · ".join(t for t in texts if t) if any(source) else f"{claim.id} · {public}"
