"""Documents, claims, links and overrides: the four records of the ledger, frozen and flat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from msgspec import Struct

Kind = Literal["quantitative", "structural"]
Polarity = Literal["affirmed", "negated"]
Bound = Literal["=", "~", ">", ">=", "<", "<=", "<~", "range", "+-", "order", "revision"]
Nature = Literal["actual", "guidance", "forecast", "analysis", "commentary", "opinion", "rumour"]
Status = Literal["reported", "estimated", "forecast", "target"]
Firmness = Literal[
    "rumoured", "in_talks", "stated", "letter_of_intent", "conditional", "signed", "executed"
]
State = Literal["live", "superseded", "retracted", "lapsed", "denied"]
LinkKind = Literal[
    "restates",
    "converts",
    "supersedes",
    "corrects",
    "retracts",
    "conflicts",
    "supports",
    "derived_from",
]
DatePrecision = Literal["day", "month", "year", "no_later_than"]

FIRMNESS_ORDER = {word: rank for rank, word in enumerate(get_args(Firmness))}
NATURE_ORDER = {
    word: rank
    for rank, word in enumerate(
        ("rumour", "opinion", "commentary", "analysis", "forecast", "guidance", "actual")
    )
}


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published text. `sha256` is of its bytes, absent where no text was kept."""

    id: str
    publisher: str
    known_at: date
    known_at_precision: DatePrecision = "day"
    title: str | None = None
    language: Literal["en", "zh"] | None = None
    translated: bool = False
    published: str | None = None
    address: str | None = None
    origin: str | None = None
    sha256: str | None = None
    note: str | None = None


class Claim(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source's assertion of one attribute of one party for one period.

    Money is in units of `currency`, power in W, shares as fractions. `start`/`end` are the code
    points of the figure in the document, `quote_start`/`quote_end` those of the words around it.
    `step` is one unit of the figure's last printed digit; `label` the period as written.
    """

    id: str
    document: str
    kind: Kind
    party: str
    measure: str
    nature: Nature
    status: Status
    firmness: Firmness
    known_at: date
    speaker: str
    origin: str
    counterparty: str | None = None
    qualifier: str | None = None
    polarity: Polarity = "affirmed"
    state: State = "live"
    bound: Bound | None = None
    value_low: Decimal | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    step: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    label: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    as_of: date | None = None
    as_of_precision: DatePrecision | None = None
    agreement: str | None = None
    plan_vintage: str | None = None
    scenario: str | None = None
    condition: str | None = None
    question: bool = False
    quote_start: int | None = None
    quote_end: int | None = None
    quote_sha256: str | None = None
    start: int | None = None
    end: int | None = None
    figure: str | None = None
    verified: bool = False
    measure_word: str | None = None
    firmness_word: str | None = None
    note: str | None = None


class Link(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A relation from one claim to an earlier one; in force where the claim it starts from is."""

    source: str
    target: str
    kind: LinkKind
    asserted_by: str
    reason: str | None = None


class Override(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's decision to use or to leave out one claim, with the reason, from `known_at` on."""

    claim: str
    action: Literal["use", "exclude"]
    reason: str
    by: str
    known_at: date


class CrossCheck(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An expression over claim ids that yields a verdict (`evidence.crosscheck` says which)."""

    id: str
    expression: str
    expected: str | None = None
    note: str | None = None


class Batch(Struct, frozen=True, kw_only=True):
    """Records that enter the ledger together or not at all."""

    documents: tuple[Document, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    overrides: tuple[Override, ...] = ()
    crosschecks: tuple[CrossCheck, ...] = ()


def world_date(claim: Claim) -> date:
    """The day in the world a claim speaks from; its day of publication where none is stated."""
    return claim.as_of or claim.known_at
