"""How the chapter on agreements names things: parties, pairs, tranches, figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from caploop.book import Executed, Tranche
from caploop.charts import BETWEEN, Stroke
from caploop.evidence import Firmness
from caploop.report.chapters.claims.cite import ClaimIndex, anchor
from caploop.report.tables.shown import Reader
from caploop.report.text.amounts import scaled
from caploop.report.text.words import is_text, named, say
from caploop.study.shared import BookRecord

STROKES: dict[Firmness, Stroke] = {
    "rumoured": "loose",
    "in_talks": "loose",
    "stated": "soft",
    "letter_of_intent": "soft",
    "conditional": "firm",
    "signed": "firm",
    "executed": "firm",
}
HUES = {
    "equity": "equity",
    "acquisition": "equity",
    "warrant": "equity",
    "loan": "debt",
    "guarantee": "debt",
    "compute_purchase": "purchase",
    "lease": "purchase",
    "chip_purchase": "purchase",
    "option": "purchase",
    "buy_back": "purchase",
    "revenue_share": "revenue",
}
GONE = frozenset({"superseded", "lapsed", "denied", "retracted"})
STRUCK = frozenset({"denied", "retracted"})
_FIGURE = re.compile(r"(\D?[\d.,]+%?)(.*)", re.S)


class PageContext(Struct, frozen=True, kw_only=True):
    """What the chapter is written from: the claims' shelf, names and tranches by id."""

    language: str
    shelf: ClaimIndex
    names: Mapping[str, str]
    held: Mapping[str, Executed]

    @property
    def reader(self) -> Reader:
        """Whom tables are written for."""
        return Reader(self.language, self.names)


class Ref(Struct, frozen=True, kw_only=True):
    """A tranche as the page names it: a link to its row in the list of tranches."""

    anchor: str
    text: str
    title: str
    checked: bool
    assumed: bool = False


def page_context(record: BookRecord, shelf: ClaimIndex) -> PageContext:
    """The desk of a record in the language of the shelf; parties are called as in chapter one."""
    chinese = shelf.language == "zh"
    told = {p.id: p.name_zh if chinese else p.name_en for p in record.parties}
    short = {i: named("party", i, shelf.language) for i in told if is_text(f"party.{i}")}
    return PageContext(
        language=shelf.language,
        shelf=shelf,
        names=told | short,
        held={e.tranche.id: e for e in record.executed},
    )


def page_alone(language: str) -> PageContext:
    """The desk of a picture that stands by itself: no claims or tranches to link to."""
    shelf = ClaimIndex(language=language, claims={}, documents={})
    return PageContext(language=language, shelf=shelf, names={}, held={})


def party(desk: PageContext, names: str) -> str:
    """One party or several by the names the book has for them."""
    joint = "、" if desk.language == "zh" else ", "
    known = [desk.names.get(n) or named("party", n, desk.language) for n in names.split(";")]
    return joint.join(known)


def pair(desk: PageContext, payer: str, payee: str) -> str:
    """Who pays whom."""
    return f"{party(desk, payer)} → {party(desk, payee)}"


def tranche_anchor(name: str) -> str:
    """A tranche's anchor on the page.

    >>> tranche_anchor("a-b-2025/equity/all")
    't-a-b-2025_2f_equity_2f_all'
    """
    return "t" + anchor(name)[1:]


def big_and_small(text: str) -> tuple[str, str]:
    """A figure cut into its number and what follows.

    >>> big_and_small("$1.4trn"), big_and_small("8380亿美元")
    (('$1.4', 'trn'), ('8380', '亿美元'))
    """
    found = _FIGURE.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def figure(tranche: Tranche, language: str) -> str:
    """The tranche's amount with its bound, and its power beside money; empty where unknown."""
    said = _amount(tranche, language)
    power = tranche.capacity_w
    if power is None or tranche.unit == "W":
        return said
    return BETWEEN.join(t for t in (said, scaled(power, "W", language=language)) if t)


def _amount(tranche: Tranche, language: str) -> str:
    low, value, high = tranche.amount_low, tranche.amount, tranche.amount_high
    top = high if high is not None else value
    if top is None and low is None:
        return ""
    if top is None or (low and high is None and low == value):
        return _bounded(">=", low or value, tranche.unit, language=language)
    if (low == 0 and top) or (low is None and value is None):
        return _bounded("<=", top, tranche.unit, language=language)
    foot = low if low is not None else value
    if foot is not None and foot < top:
        ends = [_scaled(v, tranche.unit, language) for v in (foot, top)]
        return say("bound.range", language, low=ends[0], high=ends[1])
    return _scaled(top, tranche.unit, language)


def _bounded(bound: str, value: Decimal | None, unit: str, *, language: str) -> str:
    return say(f"bound.{bound}", language, x=_scaled(value or Decimal(0), unit, language))


def _scaled(value: Decimal, unit: str, language: str) -> str:
    if unit.endswith("/year"):
        whole = scaled(value, unit.removesuffix("/year"), language=language)
        return say("per_year", language, x=whole)
    return scaled(value, unit, language=language)


def standing_word(executed: Executed, language: str) -> str:
    """How a tranche stands, in words: what was executed is carried out, and not due any more."""
    over = executed.standing == "due" and executed.tranche.firmness == "executed"
    return named("standing", "done" if over else executed.standing, language)


def checked(desk: PageContext, tranche: Tranche) -> bool:
    """Whether a claim behind the tranche was found at its place."""
    known = [desk.shelf.claims[c] for c in tranche.claims if c in desk.shelf.claims]
    return any(c.verified for c in known)


def ref(desk: PageContext, name: str, *, text: str | None = None) -> Ref:
    """A link to a tranche, with its figure as text or the text given."""
    tranche = desk.held[name].tranche
    firm = named("firmness", tranche.firmness, desk.language)
    return Ref(
        anchor=tranche_anchor(name),
        text=text or figure(tranche, desk.language) or say("unknown", desk.language),
        title=f"{name} · {firm}",
        checked=checked(desk, tranche),
        assumed="amount" in tranche.assumed,
    )


def size(tranche: Tranche) -> tuple[Decimal, Decimal]:
    """Dollars and watts of a tranche, 0 where it has none."""
    ends = (tranche.amount, tranche.amount_high, tranche.amount_low)
    value = next((v for v in ends if v is not None), Decimal(0))
    power = value if tranche.unit == "W" else tranche.capacity_w or Decimal(0)
    return (value if tranche.unit == "USD" else Decimal(0)), power
