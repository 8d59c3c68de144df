"""What each question may be told: one record a question, read by the command line field by field.

Here and not in the questions' own folders, so that `--help` loads no engine.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Struct

from caploop.core.option import Option
from caploop.evidence import Firmness

Seed = Annotated[int, Option("of the draws")]
Settings = Annotated[
    tuple[str, ...],
    Option(
        "a parameter or lever, for some quarters with @2027Q1..2027Q4",
        flag="--set",
        metavar="NAME=VALUE",
    ),
]
DRAWS = 10_000


class RunOptions(Struct, frozen=True, kw_only=True):
    """Of every question that runs the model: the world, and how many draws of it."""

    scenario: Annotated[
        tuple[str, ...],
        Option("of the book, or a file .toml; joined with + [default: S0]", metavar="NAME|FILE"),
    ] = ()
    settings: Settings = ()
    draws: int = DRAWS
    seed: Seed = 0
    calibrated: Annotated[Path | None, Option("priors of a saved calibration")] = None


class RunwayOptions(RunOptions, frozen=True, kw_only=True):
    """Of `runway`."""

    party: Annotated[str, Option("whose cash")] = "openai"


class PolicyOptions(RunOptions, frozen=True, kw_only=True):
    """Of `policy`: shares from 0 to below 1."""

    credit: Annotated[float, Option("rate, of cost")] = 0.35
    guarantee: Annotated[float, Option("share that is covered")] = 0.8


class StressOptions(RunOptions, frozen=True, kw_only=True):
    """Of `stress`: shocks by name or in a file, and for whom the least are sought."""

    link: Annotated[
        str | None,
        Option(
            "agreement or round that is withdrawn, in part with =0.5; several with +",
            flag="--break",
            metavar="NAME[=SHARE]",
        ),
    ] = None
    file: Annotated[Path | None, Option("TOML file of shocks", flag="--shock")] = None
    misses: Annotated[
        str | None, Option("party that pays nothing", flag="--party-misses", metavar="PARTY")
    ] = None
    start: Annotated[
        str | None,
        Option(
            "first quarter of the two above",
            flag="--from",
            metavar="QUARTER",
            needs=("link", "misses"),
        ),
    ] = None
    reverse: Annotated[
        tuple[str, ...], Option("the least shocks that ruin it", metavar="PARTY")
    ] = ()
    quarter: Annotated[
        str | None,
        Option("last of the dated book [default: 20 quarters]", metavar="QUARTER"),
    ] = None


class DriversOptions(RunOptions, frozen=True, kw_only=True):
    """Of `drivers`: whose outcomes, and what is asked of the first of them beside ranks."""

    question: Annotated[Literal["runway", "earn", "run", "value"], Option(argument=True)] = "runway"
    outcomes: Annotated[
        tuple[str, ...],
        Option("not the question's own; list names them", flag="--outcome", metavar="NAME"),
    ] = ()
    tornado: Annotated[int, Option("first N inputs, each pinned", metavar="N")] = 0
    sobol: Annotated[int, Option("shares of variance, by N draws", metavar="N")] = 0


class CompareOptions(Struct, frozen=True, kw_only=True):
    """Of `compare`: two worlds, scenarios and files joined with +, and settings on top of each."""

    a: Annotated[str, Option(argument=True)]
    b: Annotated[str, Option(argument=True)]
    settings: Annotated[
        tuple[str, ...], Option("in the second world", flag="--set", metavar="NAME=VALUE")
    ] = ()
    settings_a: Annotated[
        tuple[str, ...], Option("in the first", flag="--set-a", metavar="NAME=VALUE")
    ] = ()
    draws: int = 2_000
    seed: Annotated[int, Option("of the draws of both")] = 0


BY_DEFAULT, RUNWAY, POLICY, DRIVERS = (
    RunOptions(),
    RunwayOptions(),
    PolicyOptions(),
    DriversOptions(),
)


class WhatIfOptions(Struct, frozen=True, kw_only=True):
    """Of `whatif`: nothing for every setting by itself, or one combination of them."""

    levers: Annotated[
        tuple[str, ...],
        Option("at a percentile of its prior", flag="--lever", metavar="NAME=PERCENT"),
    ] = ()
    scenario: Annotated[
        tuple[str, ...], Option("of the book, joined with + [default: S0]", metavar="NAME")
    ] = ()
    broken: Annotated[
        tuple[str, ...],
        Option("agreement or party that pays nothing more", flag="--break", metavar="NAME"),
    ] = ()
    draws: int = 256
    seed: Annotated[int, Option("of the draws of all runs")] = 0


class PlanOptions(Struct, frozen=True, kw_only=True):
    """Of `plan`: which claims and figures, of which plan."""

    claims: Annotated[str | None, Option("only these claims", metavar="ID,ID")] = None
    figures: Annotated[
        tuple[str, ...], Option("a figure to try", flag="--figure", metavar="TERM=NUMBER")
    ] = ()
    vintage: Annotated[
        str | None, Option("V0, V2, or mixed [default: each, and mixed]", metavar="PLAN")
    ] = None
    draws: int = 100_000
    seed: Seed = 0


class LoopOptions(Struct, frozen=True, kw_only=True):
    """Of `loop`: of the book's money, or with `simulated` of a run's payments."""

    window: Annotated[
        str | None,
        Option(
            "calendar years (default: that of --as-of and 4 more)",
            metavar="YEAR-YEAR",
            without="simulated",
        ),
    ] = None
    firmness: Annotated[Firmness, Option(without="simulated")] = "conditional"
    perimeter: Annotated[Literal["listed", "merged"], Option(without="simulated")] = "listed"
    hub: Annotated[
        str | None,
        Option(
            "only this developer and those it deals with: anthropic, openai",
            metavar="PARTY",
            without="simulated",
        ),
    ] = None
    seed: Annotated[int, Option("of the rewired networks")] = 0
    simulated: Annotated[bool, Option("of a run's payments instead of the book's")] = False
    scenario: Annotated[
        tuple[str, ...],
        Option("of the run; S0 if none is named", metavar="NAME|FILE", needs=("simulated",)),
    ] = ()
    draws: Annotated[int, Option("of the run", needs=("simulated",))] = 2_000
    link: Annotated[
        str | None,
        Option(
            "agreement, of the run [default: the largest sum still to come]",
            flag="--break",
            needs=("simulated",),
        ),
    ] = None


class CalibrateOptions(Struct, frozen=True, kw_only=True):
    """Of `calibrate`: at which days, how long the chains, how many made-up truths."""

    at: Annotated[tuple[date, ...], Option("day to calibrate at [default: three]")] = ()
    chains: int = 4
    warm: Annotated[int, Option("draws to warm up with")] = 600
    draws: Annotated[int, Option("of each chain")] = 600
    replicas: Annotated[int, Option("made-up truths")] = 200
    seed: int = 0


class ScoreOptions(Struct, frozen=True, kw_only=True):
    """Of `score`: how many draws, and facts of one's own in place of the program's."""

    outcomes: Annotated[
        Path | None, Option("facts of one's own, in the columns of ours", metavar="FILE.csv")
    ] = None
    draws: int = 2_000
    seed: Seed = 0


class ChangesOptions(Struct, frozen=True, kw_only=True):
    """Of `changes`: from which book to which, and how many draws of each."""

    since: Annotated[
        str, Option("the older book [default: the vintage before]", metavar="DAY|VINTAGE")
    ] = ""
    until: Annotated[
        str, Option("the newer one [default: the book asked]", metavar="DAY|VINTAGE")
    ] = ""
    draws: int = 1_000
    seed: Annotated[int, Option("of the draws of all books")] = 0


class RegisterOptions(Struct, frozen=True, kw_only=True):
    """Of `register`: whose statements and entries, what is added, what resolves them, by when."""

    file: Annotated[
        Path | None, Option("a register of one's own [default: ours]", metavar="FILE.jsonl")
    ] = None
    statements: Annotated[
        Path | None, Option("statements of one's own [default: ours]", metavar="FILE.toml")
    ] = None
    make: Annotated[bool, Option("add entries to --file for statements without one")] = False
    amend: Annotated[
        str | None,
        Option("add them for all that are open, and say why", metavar="REASON", needs=("make",)),
    ] = None
    resolve: Annotated[
        Path | None, Option("claims that resolve statements", metavar="CLAIMS.jsonl")
    ] = None
    day: Annotated[
        date | None,
        Option("day of new entries, else that of the states [default: the last one told]"),
    ] = None
    commit: Annotated[
        str | None, Option("of the program, to stand in new entries", needs=("make",))
    ] = None
    draws: Annotated[int, Option("of the run", needs=("make",))] = 2_000
    seed: Annotated[int, Option("of the draws", needs=("make",))] = 0
