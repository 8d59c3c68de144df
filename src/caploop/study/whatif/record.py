"""What `whatif` answers: levers and what they do, runs beside the one of the plan."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import FieldSources, PriorRow, Versions

RunKind = Literal["base", "lever", "preset", "link", "party", "asked"]
Middle = Literal["share", "median", "mean"]


class LeverInput(Struct, frozen=True, kw_only=True):
    """A parameter that a lever moves, in the book's unit; `against` goes down where it goes up."""

    symbol: str
    name: str
    unit: str
    against: bool
    assumption: bool


class LeverStop(Struct, frozen=True, kw_only=True):
    """A named setting of a lever: the percentile of its inputs' priors, the number of each input in
    their order, and the run with it."""

    percent: int
    values: tuple[float, ...]
    run: str


class WhatIfLever(Struct, frozen=True, kw_only=True):
    """A lever by its name, the inputs that it moves together, and its named settings.

    The first input says its unit and the number that stands for it.
    """

    name: str
    inputs: tuple[LeverInput, ...]
    stops: tuple[LeverStop, ...]


class Preset(Struct, frozen=True, kw_only=True):
    """A scenario of the book, and the run with it."""

    id: str
    title_en: str
    title_zh: str
    run: str


class BreakableLink(Struct, frozen=True, kw_only=True):
    """An agreement with money or supply still to come to or from OpenAI, or a party with some.

    `to_openai` and `from_openai` are dated money still to come, USD bn. `run` is the run without
    it, none where a run reads nothing of it, and then `reasons` say why: one a kind of promise.
    """

    id: str
    kind: Literal["agreement", "party"]
    parties: tuple[str, ...]
    agreements: tuple[str, ...]
    to_openai: float
    from_openai: float
    firmness: str
    run: str | None
    reasons: tuple[Message, ...]


class LeverSetting(Struct, frozen=True, kw_only=True):
    """A lever at a percentile of its inputs' priors."""

    lever: str
    percent: float


class WhatIfRow(Struct, frozen=True, kw_only=True):
    """An outcome of a run: a share of draws with its 95 % sampling interval, or a median or mean
    with the band that nine of ten draws lie in.

    `change` is against the base, draw by draw over those told in both: the difference of shares or
    means, or the median difference, with its 95 % interval. `told` is the share of draws in which
    the outcome is a number. Nothing stands where there is none.
    """

    outcome: str
    title: Message
    unit: str
    measure: Middle
    value: float | None
    low: float | None
    high: float | None
    told: float
    change: float | None
    change_low: float | None
    change_high: float | None


class ShortSpan(Struct, frozen=True, kw_only=True):
    """First quarter in which cash is out, over the draws in which it is by the end of 2030: the
    middle one and where nine of ten lie; `share` says how many draws those are."""

    share: float
    q05: str | None
    q50: str | None
    q95: str | None


class BandRow(Struct, frozen=True, kw_only=True):
    """Median of a quarter or year and where nine of ten draws lie, USD bn, over the share `told` of
    draws in which OpenAI stands."""

    period: str
    q05: float
    q50: float
    q95: float
    told: float


class MovedOutcome(Struct, frozen=True, kw_only=True):
    """A result that a setting moves by more than chance, and from what to what.

    `size` is the change over the spread (standard deviation) of the base's draws.
    """

    outcome: str
    title: Message
    unit: str
    base: float
    value: float
    change: float
    size: float


class WhatIfOutcome(Struct, frozen=True, kw_only=True):
    """One run: what it was asked, outcomes, paths for charts, what changed most and by what way.

    `scenario` is the world's name, `broken` are agreements that pay nothing any more. `moved` are
    outcomes, the one that moves most first; `ways` the results on the way to them that move most.
    """

    id: str
    kind: RunKind
    scenario: str
    levers: tuple[LeverSetting, ...]
    broken: tuple[str, ...]
    outcomes: tuple[WhatIfRow, ...]
    first_short: ShortSpan
    cash: tuple[BandRow, ...]
    revenue: tuple[BandRow, ...]
    moved: tuple[MovedOutcome, ...]
    ways: tuple[MovedOutcome, ...]
    accounts_gap: float


class WhatIfRecord(AnswerRecord, frozen=True, kw_only=True):
    """Levers, scenarios and links, and a run of each setting over the same draws; `runs` begin with
    the base. Asked of one combination it has the base and that one alone.

    OpenAI's own flows and cash are told of the draws in which it stands. Money is in USD bn.
    """

    command: ClassVar[str] = "whatif"

    scenario: str
    scenario_title: str
    plan_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    levers: tuple[WhatIfLever, ...]
    presets: tuple[Preset, ...]
    links: tuple[BreakableLink, ...]
    runs: tuple[WhatIfOutcome, ...]
    notes: tuple[Message, ...]
    basis: tuple[FieldSources, ...]
    priors: tuple[PriorRow, ...]
    accounts_gap: float
    versions: Versions
    hash: str
