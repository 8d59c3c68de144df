"""Chains of revision as pictures: which ones, in what words, and the headline they give."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from msgspec import Struct

from caploop.evidence.claim import Claim, Firmness, State
from caploop.evidence.measure import UNITS
from caploop.evidence.revision import Revision, Step
from caploop.report.chapter_cite import Cite, Shelf, anchor, cite, parties, said, speaker
from caploop.report.text import TEXTS, named, plain, say
from caploop.report.text_amount import claim_amount, scaled
from caploop.scene.marks import Mark, Shape, Stroke
from caploop.scene.scene import Scene
from caploop.scene.step_line import Story, step_line

SHOWN = 5
PART = "breakdown"
WIDTHS = {"wide": 1240, "middle": 720, "narrow": 358}
HALF_WIDTHS = {"half": 592, "narrow": 358}
_STROKES: dict[Firmness, Stroke] = {
    "rumoured": "loose",
    "in_talks": "loose",
    "stated": "soft",
    "letter_of_intent": "soft",
    "conditional": "firm",
    "signed": "firm",
    "executed": "firm",
}
_SHAPES: dict[str | None, Shape] = {
    "<=": "up_to",
    "<": "up_to",
    ">=": "at_least",
    ">": "at_least",
    "range": "range",
    "+-": "range",
    "order": "order",
}
_HUES = {
    "equity": "equity",
    "ownership": "equity",
    "valuation": "equity",
    "loan": "debt",
    "margin": "debt",
    "guarantee": "debt",
    "compute": "purchase",
    "chip": "purchase",
    "lease": "purchase",
    "capex": "purchase",
    "revenue": "revenue",
    "arr": "revenue",
}


class Row(Struct, frozen=True, kw_only=True):
    """One step in the table beside a picture."""

    date: str
    cite: Cite
    speaker: str
    firmness: str
    state: str
    replaces: tuple[Cite, ...]


class Picture(Struct, frozen=True, kw_only=True):
    """A chain with its finding, its scenes by name of width, and its table."""

    finding: str
    matter: str
    scenes: dict[str, Scene]
    rows: tuple[Row, ...]


def telling(chains: Sequence[Revision], shelf: Shelf) -> list[Revision]:
    """The chains to draw: in money, over several days, those with the most steps first."""
    fit = [c for c in chains if c.unit in UNITS["money"] and len(_days(c, shelf)) > 1]
    return sorted(fit, key=lambda c: _rank(c, shelf))[:SHOWN]


def _days(chain: Revision, shelf: Shelf) -> set[object]:
    return {s.date for s in levels(chain, shelf)}


def _rank(chain: Revision, shelf: Shelf) -> tuple[int, Decimal, str]:
    values = [s.value for s in levels(chain, shelf) if s.value]
    spread = max(values) / min(values) if values else Decimal(0)
    return -len(_drawn(chain, shelf)), -spread, chain.subject


def _drawn(chain: Revision, shelf: Shelf) -> list[Step]:
    """Steps that have a figure of the whole."""
    return [s for s in chain.steps if _middle(s) is not None and not _is_part(s, shelf)]


def _is_part(step: Step, shelf: Shelf) -> bool:
    return (shelf.claims[step.claim].qualifier or "").startswith(PART)


def _middle(step: Step) -> Decimal | None:
    if step.value is not None or step.value_low is None or step.value_high is None:
        return step.value
    return (step.value_low + step.value_high) / 2


def levels(chain: Revision, shelf: Shelf) -> list[Step]:
    """Steps the line goes through: affirmed, and not the error that a correction took back."""
    wrong = _corrected(chain)
    return [s for s in _drawn(chain, shelf) if s.polarity == "affirmed" and s.claim not in wrong]


def _corrected(chain: Revision) -> set[str]:
    return {name for s in chain.steps if s.kind == "corrects" for name in s.replaces}


def finding(chain: Revision, shelf: Shelf) -> str:
    """What became of the figure, in one sentence."""
    language = shelf.language
    kept = levels(chain, shelf)
    last = next((s for s in reversed(kept) if s.state == "live"), kept[-1])
    ends = [claim_amount(shelf.claims[s.claim], language) for s in (kept[0], last)]
    firm = named("firmness", last.firmness, language)
    end = say("headline.firm", language, amount=ends[1], firmness=firm)
    name = "headline.same" if ends[0] == ends[1] else "headline.chain"
    return say(name, language, topic=topic(chain, shelf), first=ends[0], last=end)


def topic(chain: Revision, shelf: Shelf) -> str:
    """Whose figure of what."""
    language = shelf.language
    name = f"topic.{chain.measure}" if f"topic.{chain.measure}" in TEXTS else "topic.pair"
    party = parties(chain.party, language)
    words = {
        "party": party,
        "owner": f"{party}’" if party.endswith("s") else f"{party}’s",
        "measure": named("measure", chain.measure, language),
    }
    if chain.counterparty is None:
        return say("topic.party", language, **words)
    other = parties(chain.counterparty, language)
    return say(name, language, counterparty=other, **words)


def pictures(chains: Sequence[Revision], shelf: Shelf) -> tuple[Picture, ...]:
    """The chains drawn, the first one large."""
    return tuple(_picture(chain, shelf, number) for number, chain in enumerate(chains))


def _picture(chain: Revision, shelf: Shelf, number: int) -> Picture:
    widths, plot = (HALF_WIDTHS, 150) if number else (WIDTHS, 220)
    told = story(chain, shelf)
    return Picture(
        finding=finding(chain, shelf),
        matter=named("measure", chain.measure, shelf.language),
        scenes={
            name: step_line(told, width=width, plot=plot, name=f"p{number}-{name}")
            for name, width in widths.items()
        },
        rows=tuple(_row(s, shelf) for s in chain.steps),
    )


def story(chain: Revision, shelf: Shelf, *, links: bool = True) -> Story:
    """A chain in the words and marks of a step line."""
    language = shelf.language
    rows = [_row(s, shelf) for s in chain.steps]
    marks = tuple(_mark(s, chain, shelf, links=links) for s in _drawn(chain, shelf))
    listed = "; ".join(f"{r.date}: {r.cite.text}, {r.firmness}" for r in rows)
    return Story(
        title=plain(finding(chain, shelf)),
        description=say(
            "chain.desc",
            language,
            steps=len(chain.steps),
            start=rows[0].date,
            end=rows[-1].date,
            list=listed,
        ),
        marks=marks,
        tick=partial(scaled, unit=chain.unit, language=language),
        hue=_HUES.get(chain.measure.split("_", maxsplit=1)[0], "other"),
        scale_note=say("chain.log", language),
        cut_note=say("chain.cut", language),
        spacing_note=say("chain.spacing", language),
        nothing=say("chain.nothing", language),
        only=say("chain.only", language),
        columns=tuple(say(f"col.{c}", language) for c in ("date", "claim", "amount", "firmness")),
        rows=tuple((r.date, r.cite.id, r.cite.text, r.firmness) for r in rows),
    )


def _mark(step: Step, chain: Revision, shelf: Shelf, *, links: bool) -> Mark:
    claim = shelf.claims[step.claim]
    wrong = step.claim in _corrected(chain)
    shape = _SHAPES.get(claim.bound, "point")
    low = step.value_low if shape != "up_to" else step.value_low or Decimal(0)
    return Mark(
        day=step.date,
        day_text=said(shelf, claim),
        value=float(_middle(step) or 0),
        value_text=claim_amount(claim, shelf.language),
        low=None if low is None else float(low),
        high=None if step.value_high is None else float(step.value_high),
        shape=shape if step.polarity == "affirmed" else "point",
        stroke=_STROKES[step.firmness],
        notes=(named("firmness", step.firmness, shelf.language),),
        word=_struck(step, shelf.language, wrong=wrong),
        aside=wrong or step.polarity == "negated",
        checked=claim.verified,
        href=f"#{anchor(step.claim)}" if links else "",
        about=cite(shelf, step.claim).title,
    )


_WORDS: dict[State, str] = {
    "denied": "word.denied",
    "retracted": "word.retracted",
    "lapsed": "word.lapsed",
}


def _struck(step: Step, language: str, *, wrong: bool) -> str:
    """Why a step is struck: it was an error, it is a denial, or it did not last."""
    name = "word.corrected" if wrong else _WORDS.get(step.state)
    if step.polarity == "negated":
        name = "word.denial"
    return say(name, language) if name else ""


def _row(step: Step, shelf: Shelf) -> Row:
    claim: Claim = shelf.claims[step.claim]
    language = shelf.language
    state = named("state", step.state, language)
    return Row(
        date=said(shelf, claim),
        cite=cite(shelf, step.claim),
        speaker=speaker(claim.speaker, language),
        firmness=named("firmness", step.firmness, language),
        state=f"{state}; {say('part', language)}" if _is_part(step, shelf) else state,
        replaces=tuple(
            cite(shelf, name, text=name) for name in step.replaces if name in shelf.claims
        ),
    )
