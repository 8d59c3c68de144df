"""Two small made-up books, a day apart, for tests of what changed between them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from caploop.book import (
    Agreement,
    Book,
    BookVintage,
    KnownBook,
    Parameter,
    Position,
    Sheets,
    Tranche,
)
from caploop.evidence import Batch, Claim, Document
from caploop.evidence.claim import Link
from caploop.study.shared.rows import FieldSources

OLD, NEW = date(2026, 3, 1), date(2026, 9, 30)
BETWEEN = date(2026, 7, 1)
Kind = TypeVar("Kind", bound=Struct)


def bare(kind: type[Kind], /, **given: object) -> Kind:
    """A record of which only what is given is there."""
    return kind(**{**dict.fromkeys(kind.__struct_fields__), **given})


def claim(
    name: str, value: int, *, day: date = OLD, document: str = "d", measure: str = "revenue"
) -> Claim:
    return bare(
        Claim,
        id=name,
        document=document,
        party="openai",
        measure=measure,
        kind="quantitative",
        status="reported",
        nature="actual",
        firmness="stated",
        polarity="affirmed",
        state="live",
        origin=name,
        bound="=",
        step=Decimal(1),
        period_start=date(2025, 1, 1),
        period_end=date(2025, 12, 31),
        as_of=OLD,
        known_at=day,
        value=Decimal(value),
        unit="USD",
        currency="USD",
    )


def parameter(symbol: str, central: int, *, day: date = OLD, **given: object) -> Parameter:
    row = {"mechanism": "M0", "claims": (), "unit": "USD bn", "name": symbol, "id": f"{symbol}-row"}
    return bare(
        Parameter, symbol=symbol, central=Decimal(central), known_at=day, **{**row, **given}
    )


def position(name: str, value: int, *, day: date = OLD, **given: object) -> Position:
    row = {"party": "oracle", "item": "total_debt", "unit": "USD", "day": day}
    return bare(Position, id=name, value=Decimal(value), known_at=day, **{**row, **given})


def tranche(name: str, amount: int, *, day: date = OLD, claims: tuple[str, ...] = ()) -> Tranche:
    return bare(
        Tranche,
        id=name,
        payer="nvidia",
        payee="openai",
        kind="equity",
        role="own",
        firmness="signed",
        state="live",
        amount=Decimal(amount),
        unit="USD",
        known_at=day,
        claims=claims,
        overlaps=(),
        assumed=(),
    )


def book(
    day: date,
    *,
    claims: Iterable[Claim] = (),
    links: Iterable[Link] = (),
    documents: Iterable[Document] = (),
    parameters: Iterable[Parameter] = (),
    positions: Iterable[Position] = (),
    tranches: Iterable[Tranche] = (),
    opened: date = date(2025, 12, 31),
    plan: str = "V2",
) -> KnownBook:
    """A book as it was known on a day."""
    evidence = bare(
        Batch,
        claims=tuple(claims),
        links=tuple(links),
        documents=tuple(documents),
        overrides=(),
        crosschecks=(),
    )
    vintage = BookVintage(id=plan, opened=opened, plan=plan)
    sheets = bare(Sheets, evidence=evidence, vintage=vintage, as_of=day, known_at=day)
    agreements = [Agreement(id="a", group="g", tranches=tuple(tranches))]
    made = bare(
        Book,
        sheets=sheets,
        agreements=tuple(a for a in agreements if a.tranches),
        parameters=tuple(parameters),
        positions=tuple(positions),
        scenarios=(),
    )
    return KnownBook(book=made, as_of=day, known_at=day)


def field(
    name: str,
    *,
    parameters: tuple[str, ...] = (),
    claims: tuple[str, ...] = (),
    positions: tuple[str, ...] = (),
) -> FieldSources:
    return FieldSources(
        field=name,
        series=(),
        parameters=parameters,
        claims=claims,
        positions=positions,
        assumption=False,
        carried=(),
    )
