"""The answer of `caploop stress`: who is short, who loses, who is in distress, the least shock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.stress import (
    CollateralSale,
    Loss,
    Pledge,
    Refused,
    Shock,
    Shortfall,
    Stopped,
)
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, PriorRow, Versions


class ShocksAsked(Struct, frozen=True, kw_only=True):
    """What is asked of the desk: shocks, the last quarter of the dated book (20 quarters where none
    is named), and the parties for which the least set of shocks is sought."""

    shocks: tuple[Shock, ...]
    quarter: str | None = None
    reverse: tuple[str, ...] = ()


class Distress(Struct, frozen=True, kw_only=True):
    """A party in the run without and with the shock, at the end of 2028 and of 2030.

    `measure` is debt over EBITDA (median over draws) or a share of draws. `through` are the
    agreements by which the party is paid by OpenAI, or brings it money.
    """

    party: str
    measure: str
    quarter: str
    baseline: float
    shocked: float
    through: tuple[str, ...]


class HolderExposure(Struct, frozen=True, kw_only=True):
    """What a holder has due from an obligor within the horizon, and its mark in it, USD bn."""

    holder: str
    obligor: str
    due: float
    mark: float
    agreements: tuple[str, ...]


class Marked(Struct, frozen=True, kw_only=True):
    """A holder's book equity lost: by the shock itself, and once marks have settled, shares."""

    party: str
    direct: float
    distress: float
    positions: tuple[str, ...]


class Contagion(Struct, frozen=True, kw_only=True):
    """Differential DebtRank on stakes at the holder's mark over book equity.

    At a spectral radius of 1 or above, and where `saturated`, distress ranks nobody.
    """

    holders: tuple[Marked, ...]
    spectral_radius: float
    saturated: bool
    rounds: int


class PlanMoney(Struct, frozen=True, kw_only=True):
    """OpenAI's plan over the horizon of the dated book, USD bn, without a shock.

    `cost` has what the book has due. It is met by `revenue`, by cash at the start, by what
    agreements have brought since (`received`) and by what they still promise; `missing` is the
    rest, which nobody has agreed to bring: the dated book leaves suppliers without it.
    """

    cost: float
    revenue: float
    opening: float
    received: float
    promised: float
    missing: float


class Reverse(Struct, frozen=True, kw_only=True):
    """A least set of shocks, their sizes as shares, and its distance in standard deviations."""

    party: str
    shocks: Mapping[str, float]
    plausibility: float


class StressRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer of `caploop stress`; money in USD bn.

    `quarter` is the last of the horizon of the static book; `first_short` the first quarter in
    which OpenAI is short without and with the shock. `pledges` and `fire_sales` are forced sales by
    depth of the market, `cascade` is output lost when a supplier or a layer stops: both stand for
    themselves, whatever the shock.
    """

    command: ClassVar[str] = "stress"

    shock: tuple[Shock, ...]
    quarter: str
    scenario: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    first_short: tuple[str | None, str | None]
    shortfalls: tuple[Shortfall, ...]
    losses: tuple[Loss, ...]
    plan_money: PlanMoney | None = None
    exposures: tuple[HolderExposure, ...]
    contagion: Contagion
    distress: tuple[Distress, ...]
    pledges: tuple[Pledge, ...]
    fire_sales: tuple[CollateralSale, ...]
    cascade: tuple[Stopped, ...]
    reverse: tuple[Reverse, ...]
    reverse_metric: Message
    refused: tuple[Refused, ...]
    notes: tuple[Message, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    versions: Versions
    hash: str


GPUS = "gpus"


HOLDINGS = "softbank holdings"


SYMBOLS = ("sh_gpu", "adv", "h_fs", "ltv_sb")


SPREAD = "R_2030"
