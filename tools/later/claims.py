"""Rows of later facts to documents and claims."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from caploop.core.period import last_day
from caploop.evidence.checks.tier import provable
from caploop.evidence.claim import Claim, DatePrecision, Document, Tier, world_date
from tools.later.known import GRAINS, Known, Row, bound_of, first_day, plain, scaled, slug

STATUS = {
    "actual": "reported",
    "guidance": "target",
    "forecast": "forecast",
    "commentary": "estimated",
    "rumour": "estimated",
}
UNNAMED = ("press", "aggregator", "digest", "investing_analyses")
FILE = "facts-later.csv"
TOLD_AGAIN_DAYS = 60
HALF_A_YEAR_DAYS = 183
"""A digest that dates a promise this much later than its source tells it again; a figure that was
another's shortly before was lent.
"""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Documents by id and claims by id, and the agreement of each fact that belongs to one."""

    documents: dict[str, Document]
    claims: dict[str, Claim]


def taken(facts: list[dict[str, str]], agreements: list[dict[str, str]], known: Known) -> Taken:
    """Claims of every row that can be taken; the others are refused with the reason."""
    homes = homes_of(agreements)
    found = Taken(documents={}, claims={})
    there = {c.id for c in known.sheets.evidence.claims}
    for row in facts:
        reason = fault(row, there | found.claims.keys(), known)
        if reason is not None:
            known.refuse(FILE, row["id"], reason)
            continue
        document = document_of(row, known)
        found.documents.setdefault(document.id, document)
        claim = claim_of(row, document, homes.get(row["id"], []), known=known)
        found.claims[claim.id] = claim
    return _sifted(found, known)


def fault(row: Row, there: set[str], known: Known) -> str | None:
    """Why a row cannot be a claim, or none."""
    unit = f"{row['unit']} {row['currency']}".strip()
    kind = kind_of(row, known)
    if row["id"] in there:
        return "another claim has this id"
    if row["note"].startswith("TRAP"):
        return f"marked by its collector: {row['note'].split(';')[0].removeprefix('TRAP: ')}"
    if ("facts", kind) not in known.vocabulary.words and kind not in known.vocabulary.measures:
        return f"no measure is known for {row['kind']!r}"
    if unit not in known.tables["unit"]:
        return f"no unit is known for {unit!r}"
    if row["nature"] not in STATUS or row["firmness"] not in known.firmness:
        return f"nature {row['nature']!r} or firmness {row['firmness']!r} is not known"
    return None


def kind_of(row: Row, known: Known) -> str:
    """The kind, or the measure that its unit or a word of the note makes of it."""
    told = known.tables["kind"]
    for word in (row["unit"], "weekly" if "weekly" in row["note"] else ""):
        if f"{row['kind']} {word}" in told:
            return str(told[f"{row['kind']} {word}"])
    return row["kind"]


def homes_of(agreements: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """The rows of agreements that name each fact."""
    homes: dict[str, list[dict[str, str]]] = {}
    for row in agreements:
        for name in row["claims"].split(";"):
            homes.setdefault(name.strip(), []).append(row)
    return homes


def document_of(row: Row, known: Known) -> Document:
    """The page a row cites; rows of one page and day share it."""
    name = sha256(f"{row['url']} {row['published']} {row['trust']}".encode()).hexdigest()[:16]
    day, precision = known.day(row["id"], row["published"])
    return Document(
        id=f"web-{name}",
        publisher=row["publisher"],
        title=row["source_title"] or None,
        published=row["published"],
        known_at=day,
        known_at_precision=precision,
        address=row["url"] if row["url"].startswith("http") else None,
        origin=origin_of(row, known),
        tier=tier_of(row, known),
        note=_note(row),
    )


def _note(row: Row) -> str | None:
    """That a figure was read elsewhere, and what stands in the place of an address."""
    quoted = "figure read as quoted elsewhere, with this address" if _quoted(row) else ""
    told = "" if row["url"].startswith("http") else row["url"].strip("()")
    return "; ".join(filter(None, (quoted, told))) or None


def _quoted(row: Row) -> bool:
    return "[quoted in" in row["note"]


def tier_of(row: Row, known: Known) -> Tier:
    """What the page is: its collector's trust says at most what, the names say which of two."""
    told = known.tables["tier"]
    if row["trust"] == "high":
        named = f"{row['publisher']} {row['source_title']}"
        return "filing" if re.search(told["filing"], named) else "company"
    if row["trust"] == "medium" or re.match(told["outlets"], row["publisher"]):
        return "digest" if row["trust"] == "low" else "outlet"
    return "digest"


def origin_of(row: Row, known: Known) -> str:
    """The first source: reprints of one report share it, filings and releases of one company too.

    Where it goes by no name of its own it is the page's host.
    """
    chain = re.search(r"one chain: ([^)]+)\)", row["note"])
    first = re.search(r"\(orig\. ([^;,/)]+)", row["publisher"])
    told = chain or first
    text = told.group(1) if told else re.split(r" / SEC| via | \(", row["publisher"])[0]
    name = slug(re.sub(r" mirror.*", "", text))
    if name in UNNAMED:
        name = slug(re.sub(r"^https?://(www\.)?|/.*$", "", row["url"])) or name
    return str(known.tables["origin"].get(name, name))


def claim_of(row: Row, document: Document, homes: list[dict[str, str]], *, known: Known) -> Claim:
    """One row as a claim."""
    home = _home(row, homes, known)
    party, part = known.named(row["party"])
    other, meant = known.named(row["counterparty"]) if row["counterparty"] else ("", "")
    measure, qualifier = _measure(row, home, known)
    word = known.firmness[row["firmness"]]
    firm = home["firmness"] if home else word["firmness"]
    if row["nature"] == "rumour" and not home:
        firm = "rumoured"
    stated = _stated_on(row, document.known_at)
    amount = _amount(row, known)
    return Claim(
        id=row["id"],
        document=document.id,
        kind="quantitative" if amount else "structural",
        party=party or part,
        counterparty=other or None,
        measure=measure,
        qualifier="_".join(filter(None, (part if party else "", qualifier, meant))) or None,
        nature=row["nature"],  # type: ignore[arg-type]
        status=STATUS[row["nature"]],  # type: ignore[arg-type]
        firmness=provable(firm, document.tier),  # type: ignore[arg-type]
        state=word["state"] if row["nature"] != "rumour" else "live",  # type: ignore[arg-type]
        known_at=_known_at(row, stated, document),
        speaker=_speaker(row, party, document),
        origin=document.origin or document.publisher,
        label=_label(row),
        as_of=stated,
        as_of_precision=_grain(row["as_of"]),
        agreement=home["agreement_id"] if home else None,
        plan_vintage=_plan(row["id"], known),
        measure_word=row["kind"],
        firmness_word=row["firmness"],
        note=row["note"] or None,
        **_period(row),
        **amount,
    )


def _home(row: Row, homes: list[dict[str, str]], known: Known) -> dict[str, str] | None:
    """The tranche a fact is about: between its parties, and told by it first."""

    def fits(home: dict[str, str]) -> tuple[bool, bool, bool]:
        ends = (known.named(home["payer"])[0], known.named(home["payee"])[0])
        told = tuple(known.named(row[side])[0] for side in ("party", "counterparty"))
        whole = home["leg"] == "aggregate" and not row["counterparty"] and ends[1] == told[0]
        first = home["claims"].split(";")[0].strip() == row["id"]
        return set(told) <= set(ends), whole, first

    return max(homes, key=fits) if homes else None


def _measure(row: Row, home: Row | None, known: Known) -> tuple[str, str]:
    told = known.tables["measure"].get(row["id"])
    if told is not None:
        return told["measure"], told["qualifier"]
    kind = kind_of(row, known)
    word = known.vocabulary.words.get(("facts", kind))
    measure = word.measure if word else kind
    qualifier = word.qualifier if word else None
    if "cumulative" in row["note"]:
        qualifier = qualifier or "cumulative"
    if home and known.vocabulary.measures[measure].identity == "agreement" and _tells(row, home):
        qualifier = qualifier or part_of(home)
    return measure, qualifier or ""


def _tells(row: Row, home: Row) -> bool:
    """Whether the fact is what the tranche rests on first, or has its amount."""
    first = home["claims"].split(";")[0].strip() == row["id"]
    return first or bool(row["value"] and row["value"] == home["amount"])


def part_of(home: Row) -> str:
    """The part of an agreement a row is about; vintages of one part share its name."""
    part = re.sub(r"-?v\d{4}.*", "", home["tranche"])
    part = "" if part in {"all", "contract", "total"} else part
    if home["leg"] == "aggregate" or home["leg"].endswith("-breakdown"):
        kind = "aggregate" if home["leg"] == "aggregate" else "breakdown"
        return f"{kind}/{part}" if part else kind
    return part


def _grain(text: str) -> DatePrecision | None:
    return GRAINS[len(text)] if text else None


def _known_at(row: Row, stated: date | None, document: Document) -> date:
    """The day of the page; of what happened on a day told to the day, not before that day."""
    exact = stated is not None and len(row["as_of"]) == len("2026-01-01")
    if stated is not None and exact and row["nature"] == "actual":
        return max(document.known_at, stated)
    return document.known_at


def _stated_on(row: Row, known_at: date) -> date | None:
    if not row["as_of"]:
        return None
    last = last_day(row["as_of"])
    return min(last, known_at) if first_day(row["as_of"]) <= known_at else last


def _speaker(row: Row, party: str, document: Document) -> str:
    page = slug(row["publisher"])
    named = slug(row["party"]) in page or bool(party and party in page)
    own = named and document.tier in {"filing", "company"}
    return party if own else document.publisher


def _period(row: Row) -> dict[str, Any]:
    start, end = row["period_start"], row["period_end"]
    if row["unit"] == "year" and row["value"]:
        start = end = row["value"]
    if row["unit"] == "date":
        end = end or start
    return {
        "period_start": first_day(start) if start else None,
        "period_end": last_day(end) if end else None,
    }


def _label(row: Row) -> str | None:
    ends = (row["period_start"], row["period_end"])
    if row["unit"] in {"date", "year"}:
        return row["period_start"] or row["value"] or None
    return f"{ends[0]}..{ends[1]}" if any(ends) else None


def _plan(name: str, known: Known) -> str | None:
    return next((plan for plan, names in known.tables["plan"].items() if name in names), None)


def _amount(row: Row, known: Known) -> dict[str, Any]:
    unit, factor = known.tables["unit"][f"{row['unit']} {row['currency']}".strip()]
    unit = known.tables["counted"].get(row["kind"], unit)
    if unit == "date":
        return {"unit": "date", "bound": "="}
    cells = [row[k] for k in ("value_low", "value", "value_high")]
    if not unit or not any(cells):
        return {}
    scale = Decimal(1) if unit == "USD/W" else Decimal(factor)
    low, value, high = (scaled(cell, scale) for cell in cells)
    printed = Decimal(next(cell for cell in (row["value"], *cells) if cell))
    return {
        "value_low": low,
        "value": value,
        "value_high": high,
        "bound": bound_of(low, value, high),
        "unit": unit,
        "currency": unit if unit in {"USD", "EUR", "JPY", "KRW"} else None,
        "step": plain(scale.scaleb(int(printed.as_tuple().exponent))),
    }


def _sifted(found: Taken, known: Known) -> Taken:
    """Without figures that a digest tells of another party, or of another day, than their source.

    What is told again under its own day stays: it is one more page of the same.
    """
    old = list(known.sheets.evidence.claims)
    for claim in list(found.claims.values()):
        document = found.documents[claim.document]
        if document.tier != "digest" or claim.value is None:
            continue
        others = [c for c in (*old, *found.claims.values()) if c.id != claim.id]
        if (reason := _misplaced(claim, others)) is not None:
            known.refuse(FILE, claim.id, reason)
            del found.claims[claim.id]
    used = {c.document for c in found.claims.values()}
    for name in [n for n in found.documents if n not in used]:
        del found.documents[name]
    return found


def _misplaced(claim: Claim, others: list[Claim]) -> str | None:
    for other in others:
        if other.measure != claim.measure or other.unit != claim.unit:
            continue
        if _lent(claim, other):
            return f"the figure that {other.id} tells of {other.party}"
        if _again(claim, other):
            return f"tells {other.id} of {world_date(other)} again as of {world_date(claim)}"
    return None


def _lent(claim: Claim, other: Claim) -> bool:
    """Whether another party's figure of the same days, digit by digit, was public before."""
    same = claim.value == other.value and claim.step == other.step
    alone = claim.counterparty is None and claim.party != other.party and _digits(claim) > 2
    days = (claim.period_start, claim.period_end)
    wait = (claim.known_at - other.known_at).days
    told = days == (other.period_start, other.period_end) and None not in days
    return same and alone and told and 0 <= wait <= HALF_A_YEAR_DAYS


def _digits(claim: Claim) -> int:
    step = claim.step or Decimal(1)
    return len(str(int(abs(claim.value or Decimal(0)) / step)))


def _again(claim: Claim, other: Claim) -> bool:
    """Whether the promise is an old one between the same two under a later day."""
    ends = {claim.party, claim.counterparty}
    if None in ends or ends != {other.party, other.counterparty} or claim.agreement:
        return False
    promised = claim.status != "reported" and claim.state == "live"
    later = (world_date(claim) - world_date(other)).days > TOLD_AGAIN_DAYS
    return promised and later and _alike(claim, other)


def _alike(one: Claim, other: Claim) -> bool:
    """One figure, or one that rounds to the other."""
    if one.value is None or other.value is None:
        return False
    step = max(one.step or Decimal(0), other.step or Decimal(0))
    return abs(one.value - other.value) <= step / 2
