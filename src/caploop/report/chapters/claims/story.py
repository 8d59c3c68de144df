"""Chains of revision as pictures: which ones, in what words, and the headline they give."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from caploop.charts import Mark, Scene, Shape, Story, Stroke, step_line
from caploop.evidence import (
    FIRMNESS_ORDER,
    UNITS,
    Claim,
    Firmness,
    Revision,
    State,
    Step,
    world_date,
)
from caploop.report.chapters.claims.cite import (
    Cite,
    ClaimIndex,
    anchor,
    cite,
    parties,
    said,
    speaker,
    state_of,
)
from caploop.report.text.amounts import INCREMENT, claim_amount, scaled
from caploop.report.text.words import is_text, named, plain, say

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


class StoryRow(Struct, frozen=True, kw_only=True):
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
    rows: tuple[StoryRow, ...]


def telling(chains: Sequence[Revision], shelf: ClaimIndex) -> list[Revision]:
    """The chains to draw: in money, over several days, those with the most steps first.

    A step that adds to the level before it comes back at the level it would have led to.
    """
    chains = [_lifted(c, shelf) for c in chains]
    fit = [c for c in chains if c.unit in UNITS["money"] and len(_days(c, shelf)) > 1]
    return sorted(fit, key=lambda c: _rank(c, shelf))[:SHOWN]


def _days(chain: Revision, shelf: ClaimIndex) -> set[object]:
    return {s.date for s in levels(chain, shelf)}


def _rank(chain: Revision, shelf: ClaimIndex) -> tuple[int, Decimal, str]:
    values = [s.value for s in levels(chain, shelf) if s.value]
    spread = max(values) / min(values) if values else Decimal(0)
    return -len(_drawn(chain, shelf)), -spread, chain.subject


def _drawn(chain: Revision, shelf: ClaimIndex) -> list[Step]:
    """Steps that have a figure of the whole."""
    return [s for s in chain.steps if _middle(s) is not None and not _is_part(s, shelf)]


def _lifted(chain: Revision, shelf: ClaimIndex) -> Revision:
    level, steps = Decimal(0), []
    for told in chain.steps:
        more = shelf.claims[told.claim].qualifier == INCREMENT and told.value is not None
        step = replace(told, value=level + (told.value or 0)) if more else told
        level = _middle(step) or level
        steps.append(step)
    return replace(chain, steps=tuple(steps))


def _is_part(step: Step, shelf: ClaimIndex) -> bool:
    return (shelf.claims[step.claim].qualifier or "").startswith(PART)


def _middle(step: Step) -> Decimal | None:
    if step.value is not None or step.value_low is None or step.value_high is None:
        return step.value
    return (step.value_low + step.value_high) / 2


def levels(chain: Revision, shelf: ClaimIndex) -> list[Step]:
    """Steps the line goes through: affirmed, and not the error that a correction took back."""
    wrong = _corrected(chain)
    return [s for s in _drawn(chain, shelf) if s.polarity == "affirmed" and s.claim not in wrong]


def _corrected(chain: Revision) -> set[str]:
    return {name for s in chain.steps if s.kind == "corrects" for name in s.replaces}


def finding(chain: Revision, shelf: ClaimIndex) -> str:
    """What became of the figure, in one sentence."""
    language = shelf.language
    kept = levels(chain, shelf)
    last = next((s for s in reversed(kept) if s.state == "live"), kept[-1])
    ends = [claim_amount(shelf.claims[s.claim], language) for s in (kept[0], last)]
    parts = ended_in(chain, shelf)
    final = parts or (shelf.claims[last.claim],)
    end = say("headline.and", language).join(_firm_amount(c, language) for c in final)
    name = "headline.same" if ends[0] == ends[1] and not parts else "headline.chain"
    return say(name, language, topic=topic(chain, shelf), first=ends[0], last=end)


def _firm_amount(claim: Claim, language: str) -> str:
    firm = named("firmness", claim.firmness, language)
    amount = claim_amount(claim, language)
    return say("headline.firm", language, amount=amount, firmness=firm)


def ended_in(chain: Revision, shelf: ClaimIndex) -> tuple[Claim, ...]:
    """The parts that a chain without a live step was agreed in, the firmest first; else none."""
    last = shelf.claims[chain.steps[-1].claim]
    if any(state_of(shelf, s.claim) == "live" for s in chain.steps) or last.agreement is None:
        return ()
    found = [
        c
        for c in shelf.claims.values()
        if (c.agreement, c.party, c.measure) == (last.agreement, last.party, last.measure)
        and (c.unit, c.counterparty) == (chain.unit, chain.counterparty)
        and state_of(shelf, c.id) == "live"
        and world_date(c) >= chain.steps[-1].date
        and (c.value is not None and c.polarity == "affirmed")
    ]
    day = max((world_date(c) for c in found), default=None)
    latest = [c for c in found if world_date(c) == day]
    return tuple(sorted(latest, key=lambda c: (-FIRMNESS_ORDER[c.firmness], c.id)))


def topic(chain: Revision, shelf: ClaimIndex) -> str:
    """Whose figure of what."""
    language = shelf.language
    name = f"topic.{chain.measure}" if is_text(f"topic.{chain.measure}") else "topic.pair"
    begun = levels(chain, shelf)
    if name == "topic.equity_investment" and begun and begun[0].firmness == "letter_of_intent":
        name = "topic.letter"
    party = parties(chain.party, shelf)
    words = {
        "party": party,
        "owner": f"{party}’" if party.endswith("s") else f"{party}’s",
        "measure": named("measure", chain.measure, language),
    }
    if chain.counterparty is None:
        return say("topic.party", language, **words)
    other = parties(chain.counterparty, shelf)
    return say(name, language, counterparty=other, **words)


def pictures(chains: Sequence[Revision], shelf: ClaimIndex) -> tuple[Picture, ...]:
    """The chains drawn, the first one large."""
    return tuple(_picture(chain, shelf, number) for number, chain in enumerate(chains))


def _picture(chain: Revision, shelf: ClaimIndex, number: int) -> Picture:
    widths, plot = (HALF_WIDTHS, 150) if number else (WIDTHS, 220)
    told = story(chain, shelf)
    return Picture(
        finding=finding(chain, shelf),
        matter=named("measure", chain.measure, shelf.language),
        scenes={
            name: step_line(told, width=width, plot=plot, name=f"p{number}-{name}")
            for name, width in widths.items()
        },
        rows=_rows(chain, shelf),
    )


def _rows(chain: Revision, shelf: ClaimIndex) -> tuple[StoryRow, ...]:
    """The steps of a chain, then the parts it was agreed in."""
    parts = ended_in(chain, shelf)
    kept = tuple(_row(s, shelf) for s in chain.steps)
    return kept + tuple(_row(_as_step(c), shelf) for c in parts)


def _as_step(claim: Claim) -> Step:
    return Step(
        claim=claim.id,
        date=world_date(claim),
        value_low=claim.value_low,
        value=claim.value,
        value_high=claim.value_high,
        bound=claim.bound,
        firmness=claim.firmness,
        polarity=claim.polarity,
        state=claim.state,
        replaces=(),
        kind=None,
    )


def story(chain: Revision, shelf: ClaimIndex, *, links: bool = True) -> Story:
    """A chain in the words and marks of a step line."""
    language = shelf.language
    rows = _rows(chain, shelf)
    parts = ended_in(chain, shelf)
    marks = tuple(_mark(s, chain, shelf, links=links) for s in _drawn(chain, shelf))
    marks += (_agreed(parts, shelf, links=links),) if parts else ()
    listed = "; ".join(f"{r.date}: {r.cite.text}, {r.firmness}" for r in rows)
    return Story(
        title=plain(finding(chain, shelf)),
        description=say(
            "chain.desc",
            language,
            steps=len(rows),
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


def _mark(step: Step, chain: Revision, shelf: ClaimIndex, *, links: bool) -> Mark:
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
        word=_struck(step, shelf, wrong=wrong),
        aside=wrong or step.polarity == "negated",
        checked=claim.verified,
        href=f"#{anchor(step.claim)}" if links else "",
        about=cite(shelf, step.claim).title,
    )


def _agreed(parts: Sequence[Claim], shelf: ClaimIndex, *, links: bool) -> Mark:
    """One mark for the parts of a last step: from the firmest part up to all of them."""
    first, language = parts[0], shelf.language
    low, high = float(first.value or 0), float(sum(c.value or 0 for c in parts))
    return Mark(
        day=world_date(first),
        day_text=said(shelf, first),
        value=low,
        value_text=claim_amount(first, language),
        low=low,
        high=high,
        shape="range" if high > low else "point",
        stroke=_STROKES[first.firmness],
        notes=(
            named("firmness", first.firmness, language),
            *(_firm_amount(c, language) for c in parts[1:]),
        ),
        checked=all(c.verified for c in parts),
        href=f"#{anchor(first.id)}" if links else "",
        about=cite(shelf, first.id).title,
    )


_WORDS: dict[State, str] = {
    "denied": "word.denied",
    "retracted": "word.retracted",
    "lapsed": "word.lapsed",
}


def _struck(step: Step, shelf: ClaimIndex, *, wrong: bool) -> str:
    """Why a step is struck: it was an error, it is a denial, or it did not last."""
    name = "word.corrected" if wrong else _WORDS.get(state_of(shelf, step.claim))
    if step.polarity == "negated":
        name = "word.denial"
    return say(name, shelf.language) if name else ""


def _row(step: Step, shelf: ClaimIndex) -> StoryRow:
    claim: Claim = shelf.claims[step.claim]
    language = shelf.language
    state = named("state", state_of(shelf, step.claim), language)
    return StoryRow(
        date=said(shelf, claim),
        cite=cite(shelf, step.claim),
        speaker=speaker(claim.speaker, language),
        firmness=named("firmness", step.firmness, language),
        state=f"{state}; {say('part', language)}" if _is_part(step, shelf) else state,
        replaces=tuple(
            cite(shelf, name, text=name) for name in step.replaces if name in shelf.claims
        ),
    )
