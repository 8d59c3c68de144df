"""A vintage of the program's own book as it is written: the first as frozen, with what came later.

Nothing of an earlier vintage is written anew. Later rows stand in files of their own; a vintage
adds those that were public on its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from caploop.book.agreement import Agreement, Tranche
from caploop.book.book import Sheets
from caploop.book.read import COLUMNS, table_rows
from caploop.book.store import read_agreements, read_sheets, read_toml
from caploop.book.vintage.named import (
    DatedVintage,
    opening_of,
    reach_of,
    vintage_named,
    vintages,
)
from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.core.period import last_day
from caploop.core.problem import Place
from caploop.evidence import BUNDLED, Batch, State, read_folder

LATER = BUNDLED / "later"
ENDED = ("tranche", "state", "state_date", "superseded_by", "known_at", "source", "address", "fact")


Row = Mapping[str, Any]
Rows = tuple[Mapping[str, str], ...]


class Later(Struct, frozen=True, kw_only=True):
    """What became public after the first vintage: rows of each table, and ends of tranches."""

    evidence: Batch
    agreements: tuple[Agreement, ...]
    parties: tuple[Mapping[str, Any], ...]
    tables: Mapping[str, tuple[Mapping[str, str], ...]]
    ended: tuple[Mapping[str, str], ...]


def vintage_sheets(name: str) -> tuple[Sheets, Mapping[str, Place]]:
    """A vintage of the program's own book as it is written, and the line of each id."""
    one = vintage_named(name)
    return _sheets(one, reach=reach_of(one), as_of=one.as_of, known_at=one.known_at)


def day_sheets(day: date) -> tuple[Sheets, Mapping[str, Place]]:
    """The program's own book of a day, and the line of each id: the newest vintage by then, with
    all later rows that were public. Raises NotFoundError for a day before the first."""
    before = [one for one in vintages() if one.known_at <= day]
    if not before:
        first = vintages()[0].known_at
        raise NotFoundError(f"the book begins on {first}; name that day or a later one")
    return _sheets(before[-1], reach=day, as_of=day, known_at=day)


def _sheets(
    one: DatedVintage, *, reach: date, as_of: date, known_at: date
) -> tuple[Sheets, Mapping[str, Place]]:
    base, places = read_sheets(BUNDLED)
    dated = replace(base, as_of=as_of, known_at=known_at, vintage=opening_of(one))
    if reach <= vintages()[0].known_at or not LATER.is_dir():
        return dated, places
    later, lines = read_later(LATER)
    whole = with_later(dated, later, known_at=reach)
    own = LATER / "book" / f"scenarios-{one.id}.toml"
    rows = read_toml(own, "scenario") if own.is_file() else ()
    return replace(whole, scenarios=_in_place(whole.scenarios, rows)), {**places, **lines}


def vintage_evidence(name: str) -> tuple[Batch, Mapping[str, Place]]:
    """The claims of a vintage with their documents and links, and the line of each id."""
    one = vintage_named(name)
    base, places = read_folder(BUNDLED / "evidence")
    if one == vintages()[0] or not LATER.is_dir():
        return base, places
    later, lines = read_folder(LATER / "evidence")
    return evidence_with(base, later, known_at=reach_of(one)), {**places, **lines}


def read_later(home: Path) -> tuple[Later, dict[str, Place]]:
    """The later rows in a folder, and where they stand; a file that is not there holds none."""
    evidence, places = read_folder(home / "evidence")
    folder = home / "book"
    agreements: tuple[Agreement, ...] = ()
    if (folder / "agreements.toml").is_file():
        agreements, lines = read_agreements(folder / "agreements.toml")
        places |= lines
    parties = folder / "parties.toml"
    names = ("items.csv", "parameters.csv", "positions.csv", "quantities.csv")
    return Later(
        evidence=evidence,
        agreements=agreements,
        parties=read_toml(parties, "party") if parties.is_file() else (),
        tables={name: _rows(folder / name) for name in names},
        ended=_rows(folder / "ended.csv"),
    ), places


def with_later(base: Sheets, later: Later, *, known_at: date) -> Sheets:
    """The base with the later rows that were public on a day.

    Tranches of an agreement that the base has stand behind its own, and one that `ended` names ends
    as that row says. A parameter's later row takes the place of the base's.
    """
    evidence = evidence_with(base.evidence, later.evidence, known_at=known_at)
    claims = {c.id for c in evidence.claims}
    own = {str(row["id"]) for row in base.parties}
    tables = {
        name: _joined(name, rows, later.tables.get(name, ()), known_at=known_at)
        for name, rows in base.tables.items()
    }
    agreements = _agreements(base.agreements, later.agreements, known_at)
    return replace(
        base,
        evidence=evidence,
        agreements=_ended(agreements, later.ended, known_at),
        parties=(*base.parties, *(_told(p, claims) for p in later.parties if p["id"] not in own)),
        tables=tables,
    )


def _in_place(rows: Iterable[Row], new: tuple[Row, ...]) -> tuple[Row, ...]:
    """Scenarios with the new ones in place of those of the same id, the others behind them.

    The first is the world that the others depart from: what it sets holds in each of them that
    does not set it itself.
    """
    held = {str(row["id"]): row for row in rows}
    held |= {str(row["id"]): row for row in new}
    if not new:
        return tuple(held.values())
    first, *others = held.values()
    return first, *(_departing(row, first) for row in others)


def _departing(row: Row, first: Row) -> Row:
    own = row.get("changes", [])
    set_here = {(change["target"], change["name"]) for change in own}
    kept = [c for c in first["changes"] if (c["target"], c["name"]) not in set_here]
    return {**row, "changes": [*kept, *own]}


def _told(party: Mapping[str, Any], claims: set[str]) -> Mapping[str, Any]:
    """A party with those of its sources that were public; an assumption where none was."""
    kept = [s for s in party.get("source", []) if s in claims or s == "assumption"]
    return {**party, "source": kept or ["assumption"]}


def evidence_with(base: Batch, later: Batch, *, known_at: date) -> Batch:
    """The base's claims with the later ones that were public on a day."""
    documents = [d for d in later.documents if d.known_at <= known_at]
    claims = [c for c in later.claims if c.known_at <= known_at]
    seen = {c.id for c in (*base.claims, *claims)}
    links = [k for k in later.links if k.source in seen and k.target in seen]
    decided = [o for o in later.overrides if o.known_at <= known_at and o.claim in seen]
    return Batch(
        documents=(*base.documents, *documents),
        claims=(*base.claims, *claims),
        links=(*base.links, *links),
        overrides=(*base.overrides, *decided),
        crosschecks=(*base.crosschecks, *later.crosschecks),
    )


def _agreements(
    base: Iterable[Agreement], later: Iterable[Agreement], known_at: date
) -> tuple[Agreement, ...]:
    """Agreements of both, a later one's tranches behind those of the same id."""
    held = {a.id: a for a in base}
    public = [t for a in later for t in a.tranches if t.known_at <= known_at]
    told = {t.id for t in public} | {t.id for a in held.values() for t in a.tranches}
    for agreement in later:
        new = tuple(_within(t, told) for t in agreement.tranches if t.known_at <= known_at)
        if new:
            before = held.get(agreement.id)
            whole = (*before.tranches, *new) if before else new
            group = before.group if before else agreement.group
            held[agreement.id] = Agreement(id=agreement.id, group=group, tranches=whole)
    return tuple(held.values())


def _within(tranche: Tranche, there: set[str]) -> Tranche:
    """The tranche without a word about another that was not public yet."""
    kept = tuple(name for name in tranche.overlaps if name in there)
    heir = tranche.superseded_by
    if kept == tranche.overlaps and (heir is None or heir in there):
        return tranche
    return replace(tranche, overlaps=kept, superseded_by=heir if heir in there else None)


def _ended(
    agreements: tuple[Agreement, ...], ends: Iterable[Mapping[str, str]], known_at: date
) -> tuple[Agreement, ...]:
    """The agreements with those tranches ended whose end was public on a day."""
    there = {t.id for a in agreements for t in a.tranches}
    told = {row["tranche"]: row for row in ends if last_day(row["known_at"]) <= known_at}
    if strange := sorted(told.keys() - there):
        names = ", ".join(strange)
        raise NotFoundError(f"ended.csv ends {names}, which no agreement of the book has")
    return tuple(
        replace(
            a, tranches=tuple(_end(t, told[t.id], there) if t.id in told else t for t in a.tranches)
        )
        for a in agreements
    )


def _end(tranche: Tranche, row: Mapping[str, str], there: set[str]) -> Tranche:
    heir = row["superseded_by"] or None
    return replace(
        tranche,
        state=cast(State, row["state"]),
        state_date=last_day(row["state_date"] or row["known_at"]),
        state_known_at=last_day(row["known_at"]),
        superseded_by=heir if heir in {*there, *(name.split("/")[0] for name in there)} else None,
    )


def _joined(name: str, rows: Rows, new: Rows, *, known_at: date) -> Rows:
    """A table's rows with the new ones; a parameter is told apart by its symbol, the last wins."""
    if name not in {"parameters.csv", "positions.csv"}:
        return (*rows, *new)
    public = [row for row in new if last_day(row["known_at"]) <= known_at]
    if name == "positions.csv":
        return (*rows, *public)
    held = {row["symbol"]: row for row in rows}
    for row in sorted(public, key=lambda row: last_day(row["known_at"])):
        held[row["symbol"]] = row
    return tuple(held.values())


def _rows(path: Path) -> tuple[Mapping[str, str], ...]:
    """Rows of a table of the layer; none where it has no such file."""
    if not path.is_file():
        return ()
    known = ENDED if path.name == "ended.csv" else COLUMNS[path.name]
    _, rows, problems = table_rows(path.read_text("utf-8"), known=known, file=str(path))
    if problems:
        raise InputInvalidError(problems)
    return rows
