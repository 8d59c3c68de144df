"""Rows of later agreements to tranches of the book, and what they end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from caploop.book.agreement import FlowKind, Tranche
from caploop.core.period import last_day
from caploop.evidence.apart import REPLACING
from caploop.evidence.checks.tier import MAY_PROVE
from caploop.evidence.claim import FIRMNESS_ORDER, Link
from tools.later.claims import Taken, tier_of
from tools.later.ended import ended_rows, id_of, role_of, succession, told_again
from tools.later.known import GRAINS, Known, Row, first_day, scaled
from tools.later.overlap import without_repeats

FILE = "agreements-later.csv"
AT_ONCE = frozenset({"equity", "loan", "acquisition"})
YEARS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "15": 15}


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Tranches of the layer as they were made, groups of agreements, and rows of what ended."""

    tranches: tuple[Tranche, ...]
    groups: Mapping[str, str]
    ended: tuple[dict[str, str], ...]
    succession: tuple[Link, ...]


def layer(rows: list[dict[str, str]], found: Taken, known: Known) -> Layer:
    """The layer of the rows that can be taken; the others are refused with the reason."""
    told = [*rows, *_from_facts(found, known)]
    frozen = {t.id: t for a in known.sheets.agreements for t in a.tranches}
    there = frozen.keys() | {a.id for a in known.sheets.agreements}
    kept = [row for row in told if _fits(row, there, known)]
    tranches = [_tranche(row, found, known) for row in kept]
    tranches = without_repeats(zip(tranches, kept, strict=True), frozen, known)
    groups = {a.id: a.group for a in known.sheets.agreements}
    groups |= {row["agreement_id"]: groups.get(row["agreement_id"], row["group"]) for row in kept}
    by_id = {t.id: t for t in tranches}
    evidence = known.sheets.evidence
    gone = {link.target for link in evidence.links if link.kind in REPLACING}
    claims = {c.id: c for c in evidence.claims if c.id not in gone} | found.claims
    ended, rest = ended_rows(kept, by_id, frozen)
    return Layer(
        tranches=tuple(told_again(tranches, ended) + rest),
        groups=groups,
        ended=tuple(ended),
        succession=tuple(succession(ended, frozen | by_id | {t.id: t for t in rest}, claims)),
    )


def _from_facts(found: Taken, known: Known) -> Iterator[dict[str, str]]:
    """Rows of exposures that only a fact tells of, in the columns of the others."""
    blank = dict.fromkeys(
        (
            *("amount_low", "amount", "amount_high", "gw", "signed", "start", "end", "schedule"),
            *("condition", "state_date", "superseded_by", "exit_terms", "second_source_url"),
            *("amends", "note"),
        ),
        "",
    )
    for row in known.tables["tranche"]:
        claim = found.claims.get(row["fact"])
        if claim is None or claim.value is None:
            continue
        document = found.documents[claim.document]
        yield {
            **blank,
            **{k: v for k, v in row.items() if k != "fact"},
            "amount_low": "0",
            "amount": str(claim.value / 10**9),
            "amount_high": str(claim.value / 10**9),
            "unit": "USD bn",
            "state": "live",
            "claims": claim.id,
            "facts": claim.id,
            "source_title": document.title or "",
            "publisher": document.publisher,
            "published": document.published or "",
            "url": document.address or "",
            "trust": {"digest": "low", "outlet": "medium"}.get(document.tier or "", "high"),
        }


def _fits(row: Row, there: Iterable[str], known: Known) -> bool:
    ids = {*known.ids.values()}
    unknown = [p for side in ("payer", "payee") for p in _parties(row[side]) if p not in ids]
    reason = None
    if id_of(row) in there:
        reason = "the frozen book has this tranche"
    elif unknown:
        reason = f"no party is called {unknown[0]!r}"
    elif row["unit"] not in known.tables["tranche_unit"]:
        reason = f"no unit is known for {row['unit']!r}"
    elif row["type"] not in get_args(FlowKind):
        reason = f"no kind of flow is called {row['type']!r}"
    if reason is not None:
        known.refuse(FILE, id_of(row), reason)
    return reason is None


def _parties(text: str) -> list[str]:
    return [part.strip().replace("-", "_") for part in text.split(";")]


def _tranche(row: Row, found: Taken, known: Known) -> Tranche:
    """One row as it was made: what ended it later stands among the ended."""
    unit, factor = known.tables["tranche_unit"][row["unit"]]
    claims = tuple(
        c for c in map(str.strip, row["claims"].split(";")) if c in _claims(found, known)
    )
    public, _ = known.day(claims[0] if claims else row["claims"], row["published"])
    starts = first_day(row["start"]) if row["start"] else None
    ends = last_day(row["end"]) if row["end"] else None
    currency = unit.removesuffix("/year")
    money = currency in {"USD", "EUR"}
    rate = known.tables["rate"].get(currency)
    made: dict[str, Any] = {
        "id": id_of(row),
        "payer": ";".join(_parties(row["payer"])),
        "payee": ";".join(_parties(row["payee"])),
        "kind": row["type"],
        "firmness": row["firmness"],
        "state": "live",
        "known_at": public,
        "unit": unit,
        "currency": currency if money else None,
        "usd_per_unit": Decimal(rate["usd"]) if rate else None,
        "rate_source": rate["source"] if rate else None,
        "source": row["source_title"],
        "publisher": row["publisher"],
        "claims": claims,
        "role": role_of(row["leg"]),
        "capacity_w": scaled(row["gw"], Decimal(10) ** 9),
        **_signed(row, public),
        "start": starts,
        "end": ends or _told_end(row, starts),
        "spread": _spread(row, starts, ends, public=public),
        "paid_in": "shares" if "All in shares" in row["note"] else "cash",
        "schedule": row["schedule"] or None,
        "condition_text": row["condition"] or None,
        "overlaps": tuple(known.tables["overlaps"].get(id_of(row), ())),
        "exclusion": _exclusion(id_of(row), known),
        "exit_terms": row["exit_terms"] or None,
        "address": row["url"] or None,
        "second_address": row["second_source_url"] or None,
        "note": row["note"] or None,
    }
    for key in ("amount_low", "amount", "amount_high"):
        made[key] = scaled(row[key], Decimal(factor))
    return Tranche(**made, assumed=_assumed(row, made, known))


def _signed(row: Row, public: date) -> dict[str, Any]:
    """When it was made: its signature; what is paid was made by the day it was paid."""
    paid = row["end"] or row["start"] if row["firmness"] == "executed" else ""
    told = row["signed"] or (paid if paid and last_day(paid) <= public else "")
    if not told:
        return {"signed": None, "signed_precision": None}
    return {"signed": last_day(told), "signed_precision": GRAINS[len(told)]}


def _claims(found: Taken, known: Known) -> set[str]:
    return {*found.claims, *(c.id for c in known.sheets.evidence.claims)}


def _exclusion(name: str, known: Known) -> str | None:
    groups = known.tables["exclusion"].items()
    return next((group for group, members in groups if name in members), None)


def _spread(row: Row, starts: date | None, ends: date | None, *, public: date) -> str:
    """Money paid at once is due at its start; what was raised over a past period, over it."""
    waits = bool(row["condition"]) and row["firmness"] == "conditional"
    if row["type"] in AT_ONCE:
        if waits and not starts:
            return "undated"
        over = row["firmness"] == "executed" and starts and ends and starts < ends <= public
        once = "at_start" if starts or row["signed"] or ends else "undated"
        return "even" if over else once
    dated = ends or re.search(rf"({'|'.join(YEARS)}) years", row["schedule"])
    return "even" if dated and (starts or row["signed"]) else "undated"


def _told_end(row: Row, starts: date | None) -> date | None:
    """The end of a term told as a number of years from its start or signature."""
    begun = starts or (last_day(row["signed"]) if row["signed"] else None)
    words = re.search(rf"({'|'.join(YEARS)}) years", row["schedule"])
    if begun is None or words is None or row["type"] in AT_ONCE:
        return None
    return begun.replace(year=begun.year + YEARS[words.group(1)]) - timedelta(days=1)


def _assumed(row: Row, made: dict[str, Any], known: Known) -> tuple[str, ...]:
    """Fields that rest on a reading of ours, or on a page that may not prove them alone."""
    fields = []
    if not made["claims"]:
        fields.append("claims")
    if made["spread"] == "even":
        fields.append("spread")
    if made["end"] is not None and not row["end"]:
        fields.append("end")
    if re.search(r"[Dd]erived|taken (?:as|to)|[Ii]nferred", row["note"]):
        fields.append("amount")
    most = MAY_PROVE[tier_of(row, known)]
    if FIRMNESS_ORDER[made["firmness"]] > FIRMNESS_ORDER[most]:
        fields.append("firmness")
    return tuple(fields)
