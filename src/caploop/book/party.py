"""Parties of the book: who they are, what they are called in both languages, and who is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Literal, TypeAlias

from msgspec import Struct

from caploop.book.opening_rows import Fault, record_of, row_problem
from caploop.core.errors import NotFoundError
from caploop.core.problem import Place, Problem

Sector = Literal["corporations", "finance", "government", "households", "rest_of_world"]
Role = Literal[
    "developer",
    "cloud",
    "chip",
    "supplier",
    "assembler",
    "vehicle",
    "landlord",
    "investor",
    "lender",
    "state",
    "sector",
    "group",
]

CALENDAR_YEAR = "calendar"
_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_CIK = re.compile(r"[0-9]{10}")
_LEI_MODULUS = 97  # ISO 17442 takes its check digits from ISO 7064


class Segment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a party that has names of its own but signs nothing: AWS of Amazon."""

    id: str
    names: tuple[str, ...]


class Party(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person or body that takes part in agreements, or a group that claims speak of.

    `outside` marks a closing sector, whose cash is not constrained; `part_of` names the closing
    sector a small party is added to; `parent` who controls it. `source` holds ids of claims, or
    the word "assumption".
    """

    id: str
    name_en: str
    name_zh: str
    sector: Sector
    role: Role
    source: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    segments: tuple[Segment, ...] = ()
    outside: bool = False
    fiscal_calendar: str = CALENDAR_YEAR
    lei: str | None = None
    cik: str | None = None
    parent: str | None = None
    part_of: str | None = None
    note: str | None = None


PartyNames: TypeAlias = Mapping[str, tuple[Party, str]]
"""Parties by the key of each of their names, with the name as written."""


def parties_from_rows(
    rows: Iterable[Mapping[str, object]], *, calendars: Container[str], file: str
) -> tuple[list[Party], list[Problem]]:
    """Parties in the order of the rows, and every problem with its file, row and field.

    A row that has a problem is left out. `calendars` are the issuers of fiscal calendars.

    >>> parties, problems = parties_from_rows([{"id": "tata"}], calendars=(), file="parties.toml")
    >>> len(parties), str(problems[0].place), problems[0].message
    (0, 'parties.toml:1 [name_en]', 'name_en is missing')
    """
    parties: list[Party] = []
    problems: list[Problem] = []
    lines: list[int] = []
    for line, row in enumerate(rows, start=1):
        party, found = record_of(row, Party, place=Place(file=file, line=line))
        problems += found
        if party is not None:
            parties.append(party)
            lines.append(line)
    faulty: set[int] = set()
    for number, fault in _faults(parties, calendars):
        faulty.add(number)
        place = Place(file=file, line=lines[number])
        problems.append(row_problem(parties[number].id, fault, place=place))
    return [p for number, p in enumerate(parties) if number not in faulty], problems


def party_named(parties: Iterable[Party], name: str) -> Party:
    """The party that has this id, name, alias or segment name, in either language.

    Case, spaces and punctuation do not count. Raises NotFoundError with the nearest names.

    >>> nvidia = Party(id="nvidia", name_en="Nvidia", name_zh="英伟达", sector="corporations",
    ...                role="chip", source=("F121",))
    >>> party_named([nvidia], "NVIDIA").id, party_named([nvidia], " 英伟达 ").id
    ('nvidia', 'nvidia')
    """
    known = parties_by_name(parties)
    if found := known.get(_key(name)):
        return found[0]
    raise NotFoundError(f"no party is called {name!r}; {_nearest(name, known)}")


def segment_named(party: Party, name: str) -> str | None:
    """Id of the party's segment with this name; `None` where the name is not a segment's."""
    key = _key(name)
    ids = (s.id for s in party.segments if key in {_key(n) for n in (s.id, *s.names)})
    return next(ids, None)


def check_known(names: Iterable[tuple[str, Place]], known: PartyNames) -> list[Problem]:
    """A problem for each name that no party has, at its place, with the nearest names.

    `known` are those of `parties_by_name`. A name may join several by semicolons, as claims about
    two parties at once do.
    """
    return [
        Problem(
            code="party-unknown",
            subject=part,
            message=f"no party is called {part!r}",
            hint=f"{_nearest(part, known)}, or add it to parties.toml",
            place=place,
        )
        for name, place in names
        for part in parts_of(name)
        if name not in known and _key(part) not in known
    ]


def check_single(names: Iterable[tuple[str, Place]], ids: Mapping[str, str]) -> list[Problem]:
    """A problem for each name that is of several parties, or of a segment, and so of no party.

    `ids` are those of `ids_by_name`.
    """
    return [
        Problem(
            code="party-several",
            subject=name,
            message=f"{name!r} is no one party",
            hint="name one party by its id; a part of it goes into segment",
            place=place,
        )
        for name, place in names
        if _key(name) not in ids
    ]


def ids_by_name(parties: Iterable[Party]) -> dict[str, str]:
    """Ids of parties by the key of each name of their own; those of segments are left out."""
    known: dict[str, str] = {}
    for party in parties:
        for name in (party.id, party.name_en, party.name_zh, *party.aliases):
            known.setdefault(_key(name), party.id)
    return known


def id_of(name: str, ids: Mapping[str, str]) -> str:
    """The id of the party that has the name, in `ids` of `ids_by_name`; else the name."""
    return ids.get(_key(name), name)


def parts_of(name: str) -> list[str]:
    """The names a compound such as "nvidia;amd" joins.

    >>> parts_of("nvidia; amd")
    ['nvidia', 'amd']
    """
    return [part.strip() for part in name.split(";") if part.strip()]


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def parties_by_name(parties: Iterable[Party]) -> PartyNames:
    """Parties by the key of each name and segment's name; the first to have a name keeps it."""
    known: dict[str, tuple[Party, str]] = {}
    for party in parties:
        for name in _all_names(party):
            known.setdefault(_key(name), (party, name))
    return known


def _all_names(party: Party) -> Iterator[str]:
    yield from (party.id, party.name_en, party.name_zh, *party.aliases)
    for segment in party.segments:
        yield from (segment.id, *segment.names)


def _nearest(name: str, known: PartyNames) -> str:
    near = get_close_matches(_key(name), known, n=3)
    names = list(dict.fromkeys(f"{known[key][1]!r} ({known[key][0].id})" for key in near))
    return f"did you mean {' or '.join(names)}?" if names else "see the ids in parties.toml"


def _faults(parties: Sequence[Party], calendars: Container[str]) -> Iterator[tuple[int, Fault]]:
    """What is wrong with parties that are well formed one by one."""
    ids = {party.id: party for party in parties}
    taken: dict[str, Party] = {}
    seen: set[str] = set()
    for number, party in enumerate(parties):
        if party.id in seen:
            hint = "keep one row, or give the other party another id"
            yield number, Fault("party-duplicate", "id", f"a second row for {party.id}", hint)
            continue
        seen.add(party.id)
        found = (*_own_faults(party, calendars), *_alias_faults(party, taken))
        yield from ((number, fault) for fault in (*found, *_tie_faults(party, ids)))


def _own_faults(party: Party, calendars: Container[str]) -> Iterator[Fault]:
    if not _ID.fullmatch(party.id):
        hint = "write lower case words joined by underscores, as claims do"
        yield Fault("party-id", "id", f"{party.id!r} is no id of a party", hint)
    for field in ("name_en", "name_zh"):
        if not getattr(party, field).strip():
            hint = "give the name in this language; repeat the other where it has none of its own"
            yield Fault("party-name", field, f"{field} is empty", hint)
    if not party.source:
        hint = 'name the claims that speak of it, or write ["assumption"]'
        yield Fault("party-source", "source", "nothing is named as source", hint)
    if party.fiscal_calendar != CALENDAR_YEAR and party.fiscal_calendar not in calendars:
        message = f"no issuer {party.fiscal_calendar!r} has a fiscal calendar"
        hint = f'write "{CALENDAR_YEAR}", or add the issuer to fiscal_calendars.toml'
        yield Fault("party-calendar", "fiscal_calendar", message, hint)
    if party.cik is not None and not _CIK.fullmatch(party.cik):
        hint = "write its ten digits with leading zeros, or leave it out"
        yield Fault("party-cik", "cik", f"{party.cik!r} is no CIK", hint)
    if party.lei is not None and not _is_lei(party.lei):
        hint = "copy its 20 characters anew, or leave it out"
        yield Fault("party-lei", "lei", f"{party.lei!r} fails the check of ISO 17442", hint)


def _alias_faults(party: Party, taken: dict[str, Party]) -> Iterator[Fault]:
    for name in _all_names(party):
        other = taken.setdefault(_key(name), party)
        if other is not party:
            message = f"{name!r} is a name of {other.id} already"
            yield Fault("party-alias", "aliases", message, "leave it with one of the two")


def _tie_faults(party: Party, ids: Mapping[str, Party]) -> Iterator[Fault]:
    for field, name in (("parent", party.parent), ("part_of", party.part_of)):
        if name is not None and name not in ids:
            near = get_close_matches(name, ids, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "name a party of this file"
            yield Fault("party-unknown", field, f"no party has the id {name!r}", hint)
    if party.part_of in ids and not ids[str(party.part_of)].outside:
        message = f"{party.part_of} is no closing sector"
        yield Fault("party-part", "part_of", message, "name a party with outside = true")
    if party.id in _ancestors(party, ids):
        hint = "take one parent of the circle out"
        yield Fault("party-parent", "parent", f"{party.id} is its own ancestor", hint)


def _ancestors(party: Party, ids: Mapping[str, Party]) -> list[str]:
    above: list[str] = []
    name = party.parent
    while name is not None and name not in above:
        above.append(name)
        name = ids[name].parent if name in ids else None
    return above


def _is_lei(text: str) -> bool:
    if not _LEI.fullmatch(text):
        return False
    digits = "".join(str(int(letter, 36)) for letter in text)
    return int(digits) % _LEI_MODULUS == 1
