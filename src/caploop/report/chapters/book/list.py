"""The list of tranches: every one with its dates, its standing and the claims behind it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from caploop.book import Executed, Tranche
from caploop.report.chapters.book.page_context import (
    PageContext,
    checked,
    figure,
    pair,
    standing_word,
    tranche_anchor,
)
from caploop.report.chapters.claims.cite import anchor
from caploop.report.text.amounts import day_text, loose_day
from caploop.report.text.words import named, say
from caploop.study.shared import BookRecord


class Listed(Struct, frozen=True, kw_only=True):
    """A tranche in the list; `assumed` names what rests on a judgement of ours."""

    anchor: str
    id: str
    who: str
    what: str
    amount: str
    claim: str
    checked: bool
    guessed: bool
    standing: str
    days: str
    condition: str
    claims: tuple[tuple[str, str], ...]
    assumed: str


def listed(record: BookRecord, desk: PageContext) -> tuple[Listed, ...]:
    """Every tranche of the record, in the book's order."""
    return tuple(_listed(e, desk) for e in record.executed)


def _listed(executed: Executed, desk: PageContext) -> Listed:
    tranche, language = executed.tranche, desk.language
    comma = say("comma", language)
    held = tuple((c, anchor(c)) for c in tranche.claims if c in desk.shelf.claims)
    what = [named("kind", tranche.kind, language)]
    what += [] if tranche.role == "own" else [say(f"role.{tranche.role}", language)]
    standing = [named("firmness", tranche.firmness, language)]
    standing += [standing_word(executed, language)]
    fields = comma.join(named("field", f, language) for f in tranche.assumed if f != "amount")
    return Listed(
        anchor=tranche_anchor(tranche.id),
        id=tranche.id,
        who=pair(desk, tranche.payer, tranche.payee),
        what=comma.join(what),
        amount=figure(tranche, language),
        claim=held[0][1] if held else "",
        checked=checked(desk, tranche),
        guessed="amount" in tranche.assumed,
        standing=comma.join(dict.fromkeys(standing)),
        days=_days(tranche, language),
        condition=tranche.condition_text or "",
        claims=held,
        assumed=say("assumed", language, fields=fields) if fields else "",
    )


def _days(tranche: Tranche, language: str) -> str:
    made = loose_day(
        tranche.signed or tranche.known_at,
        tranche.signed_precision if tranche.signed else None,
        language,
    )
    ends: list[date | None] = [tranche.start, tranche.end]
    term = "–".join(day_text(d, language) if d else "" for d in ends) if any(ends) else ""
    return "; ".join(t for t in (made, term) if t)
