"""Documents, claims, links and overrides: the four records of the ledger, frozen and flat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from caploop.core.letters import folded, is_plain

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
Tier = Literal["filing", "company", "outlet", "digest"]

FIRMNESS_ORDER = {word: rank for rank, word in enumerate(get_args(Firmness))}
NATURE_ORDER = {
    word: rank
    for rank, word in enumerate(
        ("rumour", "opinion", "commentary", "analysis", "forecast", "guidance", "actual")
    )
}


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published text. `sha256` is of its bytes, absent where no text was kept.

    `tier` says how near it stands to what it tells of: a filing; the company or authority itself;
    an outlet that names itself; a digest of others. Absent where nobody has rated it.
    """

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
    tier: Tier | None = None


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
    """A person's decision about one claim, with the reason.

    From `known_at` on the claim is used or left out; of two decisions the one of the later day
    counts, of two of one day the one stated later. To `remove` a claim is to say that it should
    never have come in: it is in no answer on any date, and stays stored for audit.
    """

    claim: str
    action: Literal["use", "exclude", "remove"]
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


def name_of(record: Struct) -> str:
    """What a record is called where its place is kept: its id, or the claims it is about."""
    if isinstance(record, Link):
        return f"{record.source} {record.kind} {record.target}"
    if isinstance(record, Override):
        return f"override of {record.claim}"
    return str(getattr(record, "id", ""))


KEYS = (
    "party",
    "counterparty",
    "qualifier",
    "label",
    "agreement",
    "plan_vintage",
    "scenario",
    "speaker",
    "origin",
)
"""Fields that tell claims of one thing from claims of another, compared letter by letter."""


def keyed(claim: Claim) -> Claim:
    """The claim with its names as keys (`core.letters.folded`); the same one where they are."""
    odd = [name for name in KEYS if (text := getattr(claim, name)) and not is_plain(text)]
    return replace(claim, **{name: folded(getattr(claim, name)) for name in odd}) if odd else claim
