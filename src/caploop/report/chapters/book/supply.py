"""The supply structure: which users and suppliers, what stands in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from caploop.book import Supply
from caploop.charts import BETWEEN, Glyph, Matrix, Scene, SupplyMark, matrix
from caploop.report.chapters.book.page_context import (
    STROKES,
    PageContext,
    Ref,
    party,
    ref,
    tranche_anchor,
)
from caploop.report.text.amounts import scaled
from caploop.report.text.words import named, say
from caploop.study.shared import BookRecord

USERS = 6
WIDTHS = {"wide": 1240, "middle": 720, "narrow": 358}
NOT_USERS = frozenset({"investor", "lender", "group", "sector", "state"})
_GLYPHS: dict[str, Glyph] = {
    "rented compute": "rented",
    "leased capacity": "leased",
    "bought chips": "bought",
}


class Relation(Struct, frozen=True, kw_only=True):
    """One relation in the table: who, from whom, how held, its figures."""

    user: str
    supplier: str
    held: str
    firmness: str
    ref: Ref
    note: str


class Supplied(Struct, frozen=True, kw_only=True):
    """The picture at each width, its table, and how much of the book it shows."""

    scenes: dict[str, Scene]
    rows: tuple[Relation, ...]
    shown: int
    all: int
    rest: int


def supplied(record: BookRecord, desk: PageContext) -> Supplied:
    """The supply structure of the main users."""
    mine = [s for s in record.supply if s.user in _consumers(record)]
    users = ranked({s.user: [x for x in mine if x.user == s.user] for s in mine})
    scenes = {}
    for name, width in WIDTHS.items():
        told = _told(mine, users[:USERS], desk)
        scenes[name] = matrix(told, width=width, name=f"supply-{name}")
    drawn = [s for s in mine if s.user in users[:USERS]]
    return Supplied(
        scenes=scenes,
        rows=tuple(_relation(s, desk) for s in record.supply),
        shown=min(USERS, len(users)),
        all=len(users),
        rest=len(record.supply) - len(drawn),
    )


def _consumers(record: BookRecord) -> set[str]:
    return {p.id for p in record.parties if p.role not in NOT_USERS}


def ranked(held: dict[str, list[Supply]]) -> list[str]:
    """Users or suppliers by their money, then by their power, largest first."""
    sizes = {name: (_usd(found), _watts(found)) for name, found in held.items()}
    return sorted(held, key=lambda n: (-sizes[n][0], -sizes[n][1], n))


def _usd(found: Iterable[Supply]) -> Decimal:
    return sum((s.amount_usd or Decimal(0) for s in found), Decimal(0))


def _watts(found: Iterable[Supply]) -> Decimal:
    return sum((s.capacity_w or Decimal(0) for s in found), Decimal(0))


def _told(mine: Sequence[Supply], users: Sequence[str], desk: PageContext) -> Matrix:
    language = desk.language
    drawn = [s for s in mine if s.user in users]
    by_supplier: dict[str, list[Supply]] = {}
    for found in drawn:
        by_supplier.setdefault(found.supplier, []).append(found)
    order = {n: i for i, n in enumerate(ranked(by_supplier))}
    suppliers = sorted(order, key=lambda n: (-len({s.user for s in by_supplier[n]}), order[n]))
    cells = {
        (party(desk, supplier), party(desk, user)): cell(
            [s for s in by_supplier[supplier] if s.user == user], desk
        )
        for supplier in suppliers
        for user in users
    }
    listed = "; ".join(
        f"{user} ← {supplier}: {', '.join(h.value for h in held)}"
        for (supplier, user), held in cells.items()
        if held
    )
    return Matrix(
        title=say("supplied", language),
        description=say(
            "supplied.desc",
            language,
            suppliers=len(suppliers),
            users=len(users),
            list=listed,
        ),
        users=tuple(party(desk, u) for u in users),
        suppliers=tuple(party(desk, s) for s in suppliers),
        cells=cells,
        nothing=say("supplied.none", language),
    )


def cell(found: Sequence[Supply], desk: PageContext) -> tuple[SupplyMark, ...]:
    """What one user has of one supplier: alike promises together, nothing counted twice."""
    alike: dict[tuple[str, str, bool], list[Supply]] = {}
    for one in found:
        if _repeats(one, found, desk):
            continue
        key = (glyph_of(one, desk), STROKES[one.firmness], one.optional)
        alike.setdefault(key, []).append(one)
    return tuple(_held(together, found, desk) for together in alike.values())


def glyph_of(one: Supply, desk: PageContext) -> Glyph:
    """How it is held; an option is told apart from what is ordered on conditions."""
    if desk.held[one.tranche].tranche.kind == "option":
        return "option"
    return _GLYPHS[one.tenure]


def _repeats(one: Supply, found: Sequence[Supply], desk: PageContext) -> bool:
    """Whether others here that it overlaps say all it says."""
    beside = _overlapped(one, found, desk)
    told = one.amount_usd is not None or one.capacity_w is not None
    money = one.amount_usd is None or any(s.amount_usd is not None for s in beside)
    power = one.capacity_w is None or any(s.capacity_w is not None for s in beside)
    return bool(beside) and told and money and power


def _overlapped(one: Supply, found: Sequence[Supply], desk: PageContext) -> list[Supply]:
    names = set(desk.held[one.tranche].tranche.overlaps)
    return [s for s in found if s.tranche in names and s.optional == one.optional]


def _held(together: Sequence[Supply], found: Sequence[Supply], desk: PageContext) -> SupplyMark:
    language = desk.language
    first = together[0]
    figures = [scaled(v, "USD", language=language) for v in (_usd(together),) if v]
    figures += [scaled(v, "W", language=language) for v in (_watts(together),) if v]
    kind = glyph_of(first, desk)
    notes = [] if figures else [say("unknown", language)]
    if first.optional:
        notes.append(say("kind.option" if kind == "option" else "on_condition", language))
    return SupplyMark(
        glyph=kind,
        stroke=STROKES[first.firmness],
        value=BETWEEN.join(figures),
        note=say("comma", language).join(notes),
        href=f"#{tranche_anchor(first.tranche)}",
        about=", ".join(s.tranche for s in together),
    )


def _relation(one: Supply, desk: PageContext) -> Relation:
    language = desk.language
    kind = glyph_of(one, desk)
    conditional = one.optional and kind != "option"
    return Relation(
        user=party(desk, one.user),
        supplier=party(desk, one.supplier),
        held=say(f"glyph.{kind}", language),
        firmness=named("firmness", one.firmness, language),
        ref=ref(desk, one.tranche),
        note=say("on_condition", language) if conditional else "",
    )
