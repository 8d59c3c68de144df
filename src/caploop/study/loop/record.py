"""The records of the question of circularity: dollars, intervals, named loops, indices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.evidence import Firmness
from caploop.study.shared.answered import AnswerRecord


class CoverageRow(Struct, frozen=True, kw_only=True):
    """Outside revenue of a party in a year over what it has bound itself to pay then.

    `undated_usd` is promised without dates and not in `due_usd`: with any of it the ratio falls.
    """

    party: str
    year: int
    outside_usd: float | None
    due_usd: float
    undated_usd: float
    ratio: float | None
    basis: Message
    assumed: bool
    reason: Message | None
    claims: tuple[str, ...]


class SelfFundedRow(Struct, frozen=True, kw_only=True):
    """Dollars of a vendor's revenue in the window that are its own money come back.

    `put_in` is equity with dates; `undated_usd` is promised too, and in none of the figures.
    """

    party: str
    min: float
    pro_rata: float
    max: float
    of: float
    put_in: float
    share_of_revenue: float | None
    reason: Message | None
    undated_usd: float = 0.0


class LoopEdge(Struct, frozen=True, kw_only=True):
    """One side of a loop: who pays whom under which papers, how firm."""

    payer: str
    payee: str
    type: str
    amount: float
    firmness: Firmness
    dated: bool
    agreements: tuple[str, ...]
    claims: tuple[str, ...]


class LoopRow(Struct, frozen=True, kw_only=True):
    """A named loop; `firmness` is that of its weakest side. Bottlenecks are never added."""

    parties: tuple[str, ...]
    bottleneck: float
    firmness: Firmness
    dated: bool
    edges: tuple[LoopEdge, ...]


class CommitmentSum(Struct, frozen=True, kw_only=True):
    """Promised to suppliers, in US dollars: gross, counted once, and what netting would remove."""

    gross: float
    net: float
    factor: float | None
    binding: float
    unconditional: float
    removable_by_netting: float
    share_removable: float | None


class IndexRow(Struct, frozen=True, kw_only=True):
    """A topology index of one type of flow beside rewired networks of the same strengths."""

    name: str
    type: str
    perimeter: str
    value: float | None
    null_mean: float | None
    null_sd: float | None
    samples: int
    reason: Message | None


class ExposureRow(Struct, frozen=True, kw_only=True):
    """What a party loses of one type if another fails and nothing is recovered, in US dollars."""

    holder: str
    failing: str
    type: str
    loss: float
    share_of_holders: float


class ConcentrationRow(Struct, frozen=True, kw_only=True):
    """How few carry a party's purchases or its sales; (least, most) for what is not disclosed.

    `of` is the whole that shares are of: a seller's revenue of the window where every year has a
    figure, else what is known inside. `undisclosed` is the share of it without a name. None as the
    most is no bound.
    """

    party: str
    side: str
    of: float
    undisclosed: float
    index: tuple[float, float | None]
    effective_number: tuple[float, float | None]
    top_share: tuple[float, float | None]
    top: str


class RedFlag(Struct, frozen=True, kw_only=True):
    """A pair an auditor would ask about: paid and received within the window, by type."""

    rule: str
    party: str
    counterparty: str
    paid: dict[str, float]
    received: dict[str, float]
    years: tuple[int, int]


class HubRow(Struct, frozen=True, kw_only=True):
    """A party around the hub: what it puts into it and what the hub buys of it in the window, US
    dollars, `undated` parts without a date beside it; the weakest paper of these."""

    party: str
    puts_in: float
    puts_in_undated: float
    sells: float
    sells_undated: float
    firmness: Firmness
    agreements: tuple[str, ...]


class LoopRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer of `caploop loop`. `perimeter` are the parties counted as inside.

    With a `hub` these are one developer and those it deals with, and `around` says how; without
    one all parties of the book count.
    """

    command: ClassVar[str] = "loop"

    as_of: date
    known_at: date
    window: tuple[int, int]
    firmness: Firmness
    hub: str | None
    around: tuple[HubRow, ...]
    perimeter: tuple[str, ...]
    merged: Mapping[str, str]
    coverage: tuple[CoverageRow, ...]
    self_funded: tuple[SelfFundedRow, ...]
    loops: tuple[LoopRow, ...]
    commitments: CommitmentSum
    indices: tuple[IndexRow, ...]
    exposure: tuple[ExposureRow, ...]
    concentration: tuple[ConcentrationRow, ...]
    red_flags: tuple[RedFlag, ...]
    headline: Message
    hash: str
