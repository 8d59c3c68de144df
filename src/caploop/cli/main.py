"""The command line: one function a command; stdout is data, stderr is messages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from caploop.core.command import Commands, refuse_idle
from caploop.core.streams import utf8_output

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
CLAIM_VIEWS = (
    "list",
    "show",
    "resolved",
    "revisions",
    "conflicts",
    "crosschecks",
    "flags",
    "tracks",
    "check",
    "load",
)

BOOK_VIEWS = (
    "check",
    "show",
    "agreements",
    "commitments",
    "supply",
    "flows",
    "parties",
    "diff",
    "export",
    "import",
    "init",
)

FIRMNESS = (
    "rumoured",
    "in_talks",
    "stated",
    "letter_of_intent",
    "conditional",
    "signed",
    "executed",
)


class Seed(click.types.IntParamType):
    """A whole number that every generator of random numbers takes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a usage error that shows what is wanted."""
        number = int(super().convert(value, param, ctx))
        if not 0 <= number < 2**63:
            self.fail(f"{number} is no seed; write a whole number from 0", param, ctx)
        return number


class Day(click.ParamType[date]):
    """A date written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that shows the form wanted."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it like 2026-03-01", param, ctx)


def dated(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options every question has: the two dates, where the evidence is, the language."""
    for option in (
        click.option("--as-of", type=Day(), help="day in the world (default: the book's)"),
        click.option("--known-at", type=Day(), help="day of knowledge (default: the book's)"),
        click.option("--book", type=click.Path(path_type=Path), help="folder with the evidence"),
        click.option("--ledger", metavar="URL", help="database with the evidence"),
        click.option("-o", "--output", type=click.Path(path_type=Path), help="file to write"),
        click.option("-q", "--quiet", is_flag=True, help="no messages"),
    ):
        command = option(command)
    return command


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that narrow the claims shown."""
    for option in (
        click.option("--party", help="party on either side"),
        click.option("--measure", help="measure of the registry"),
        click.option("--document", help="document id"),
        click.option("--state", help="live, superseded, retracted, lapsed or denied"),
    ):
        command = option(command)
    return command


def _data_form(_: click.Context, __: click.Parameter, form: str | None) -> str | None:
    if form is not None:
        utf8_output()
    return form


def as_data(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options for the form of an answer."""
    for option in (
        click.option(
            "--json",
            "form",
            flag_value="json",
            callback=_data_form,
            help="JSON, as docs/reference describes",
        ),
        click.option("--csv", "form", flag_value="csv", callback=_data_form, help="CSV"),
    ):
        command = option(command)
    return command


def of_a_run(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of every command that runs the model."""
    for option in (
        click.option("--reopen", type=click.Path(path_type=Path), help="a record saved as JSON"),
        click.option(
            "--calibrated", type=click.Path(path_type=Path), help="priors of a saved calibration"
        ),
        click.option("--seed", type=Seed(), default=0, show_default=True, help="of the draws"),
        click.option("--draws", type=int, default=10_000, show_default=True),
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="NAME=VALUE",
            help="a parameter or lever, for some quarters with @2027Q1..2027Q4",
        ),
        click.option(
            "--scenario", multiple=True, metavar="NAME", help="several are joined [default: S0]"
        ),
        click.option("--name", default="book", show_default=True, help="of a book in a database"),
    ):
        command = option(command)
    return command


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(package_name="caploop")
def main() -> None:
    """An executable model of the AI-infrastructure capital loop."""


@main.command()
@click.argument("view", type=click.Choice(CLAIM_VIEWS), required=False)
@click.argument("ids", nargs=-1)
@dated
@filtered
@as_data
@click.option("--documents", type=click.Path(path_type=Path), help="folder with the texts (check)")
@click.option("--fail-on", type=click.Choice(["conflicts", "flags", "failed"]), multiple=True)
def claims(view: str | None, ids: tuple[str, ...], **options: Any) -> None:
    """What was said, by whom, how firm; what was revised, denied, reversed; what conflicts."""
    from caploop.cli.claims import answer_claims

    sys.exit(answer_claims(view, ids, **options))


@main.command()
@dated
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--draws", type=int, default=2000, show_default=True, help="of the runs")
def report(output: Path | None, **options: Any) -> None:
    """All answers in one self-contained HTML file."""
    from caploop.cli.report import write_report

    write_report(output or Path("out/report.html"), **options)


@main.command()
@click.argument("view", type=click.Choice(BOOK_VIEWS), metavar="VIEW")
@click.argument("names", nargs=-1)
@dated
@as_data
@click.option("--name", default="book", show_default=True, help="name of the book in a database")
@click.option("--value", "values", multiple=True, metavar="QUANTITY=NUMBER", help="for conditions")
def book(view: str, names: tuple[str, ...], **options: Any) -> None:
    """What was agreed: check, show, what is due, what flows, what changed, files and databases.

    VIEW is one of check, show ID, agreements, commitments, supply, flows, parties, diff SINCE
    [UNTIL], export FOLDER, import, init FOLDER.
    """
    from caploop.cli.book import answer_book

    sys.exit(answer_book(view, names, **options))


@main.command()
@dated
@as_data
@click.option(
    "--window", metavar="YEAR-YEAR", help="calendar years (default: that of --as-of and 4 more)"
)
@click.option("--firmness", type=click.Choice(FIRMNESS), default="conditional", show_default=True)
@click.option("--perimeter", type=click.Choice(["listed", "merged"]), default="listed")
@click.option("--seed", type=Seed(), default=0, show_default=True, help="of the rewired networks")
@click.option("--name", default="book", show_default=True, help="name of the book in a database")
@click.option("--simulated", is_flag=True, help="of a run's payments instead of the book's")
@click.option("--scenario", multiple=True, metavar="NAME", help="of the run; S0 if none is named")
@click.option("--draws", type=int, default=2000, show_default=True, help="of the run")
@click.option("--break", "link", default="nvidia-openai-2026-round", help="agreement, of the run")
def loop(simulated: bool, scenario: tuple[str, ...], draws: int, **options: Any) -> None:
    """How circular is the money, and does new money come in?"""
    from caploop.cli.loop import answer_loop
    from caploop.cli.runs import answer_simulated_loop

    link = options.pop("link")
    if not simulated:
        refuse_idle("scenario", "draws", "link", where="without --simulated")
        sys.exit(answer_loop(**options))
    of_the_book = ("window", "firmness", "perimeter")
    refuse_idle(*of_the_book, where="with --simulated")
    for name in of_the_book:
        options.pop(name)
    world = {"scenario": scenario, "settings": (), "reopen": None, "calibrated": None}
    sys.exit(answer_simulated_loop(draws=draws, link=link, **world, **options))


@main.command()
@dated
@as_data
@of_a_run
@click.option("--party", default="openai", show_default=True, help="whose cash")
def runway(**options: Any) -> None:
    """Can it pay, until when, with whose money: cash, burn, gap, outcomes, who funds."""
    from caploop.cli.runs import answer_runway

    sys.exit(answer_runway(**options))


@main.command()
@dated
@as_data
@of_a_run
def earn(**options: Any) -> None:
    """Can it earn: revenue by segment, users, margins, what has to be true for the plan."""
    from caploop.cli.runs import answer_earn

    sys.exit(answer_earn(**options))


@main.command()
@dated
@as_data
@of_a_run
def value(**options: Any) -> None:
    """What must come true for the price: multiples, growth and margin, marks, who is diluted."""
    from caploop.cli.runs import answer_value

    sys.exit(answer_value(**options))


@main.command()
@dated
@as_data
@of_a_run
def rivals(**options: Any) -> None:
    """How other financing and technology compare: survival, concentration, efficiency breaks."""
    from caploop.cli.runs import answer_rivals

    sys.exit(answer_rivals(**options))


@main.command()
@dated
@as_data
@of_a_run
def run(**options: Any) -> None:
    """The whole system to 2035: every firm's statements, capacity, end states, circularity."""
    from caploop.cli.runs import answer_run

    sys.exit(answer_run(**options))


@main.command()
@click.argument("question", type=click.Choice(["runway", "earn", "run", "value"]), default="runway")
@dated
@as_data
@of_a_run
@click.option("--outcome", "outcomes", multiple=True, metavar="NAME", help="not the question's own")
@click.option("--tornado", type=int, default=0, metavar="N", help="first N inputs, each pinned")
@click.option("--sobol", type=int, default=0, metavar="N", help="shares of variance, by N draws")
def drivers(**options: Any) -> None:
    """Which inputs move a result, and how far: of a question, or such as cash-out-by-2030."""
    from caploop.cli.drivers import answer_drivers

    sys.exit(answer_drivers(**options))


@main.command()
@dated
@as_data
@of_a_run
def build(**options: Any) -> None:
    """Who supplies what, GW by state, and which of power, chips, shells and money limits it."""
    from caploop.cli.build import answer_build

    sys.exit(answer_build(**options))


@main.command()
@dated
@as_data
@click.option("--claims", "claim_ids", metavar="ID,ID", help="only these claims")
@click.option("--figure", "tries", multiple=True, metavar="TERM=NUMBER", help="a figure to try")
@click.option("--vintage", metavar="PLAN", help="V0, V2, or mixed [default: each, and mixed]")
@click.option("--draws", type=int, default=100_000, show_default=True)
@click.option("--seed", type=Seed(), default=0, show_default=True, help="of the draws")
@click.option("--name", default="book", show_default=True, help="of a book in a database")
def plan(**options: Any) -> None:
    """Which of the stated figures can hold together, and which moves most if they must."""
    from caploop.cli.plan import answer_plan

    sys.exit(answer_plan(**options))


@main.command()
@click.argument("a")
@click.argument("b")
@dated
@as_data
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="in the second world")
@click.option("--set-a", "settings_a", multiple=True, metavar="NAME=VALUE", help="in the first")
@click.option("--draws", type=int, default=2000, show_default=True)
@click.option("--seed", type=Seed(), default=0, show_default=True, help="of the draws of both")
@click.option("--reopen", type=click.Path(path_type=Path), help="a record saved as JSON")
@click.option("--name", default="book", show_default=True, help="of a book in a database")
def compare(a: str, b: str, **options: Any) -> None:
    """Two worlds side by side: results of common draws, and what differs in their inputs.

    A and B are scenarios, joined ones with +, such as S0 and S4+S7.
    """
    from caploop.cli.compare import answer_compare

    sys.exit(answer_compare((a, b), **options))


@main.command()
@dated
@as_data
@of_a_run
@click.option("--credit", type=float, default=0.35, show_default=True, help="rate, of cost")
@click.option(
    "--guarantee", type=float, default=0.8, show_default=True, help="share that is covered"
)
def policy(**options: Any) -> None:
    """What a tax credit or a guarantee costs the public, and who gains."""
    from caploop.cli.runs import answer_policy

    sys.exit(answer_policy(**options))


@main.command()
@dated
@as_data
@click.option("--at", type=Day(), multiple=True, help="day to calibrate at [default: three]")
@click.option("--chains", type=int, default=4, show_default=True)
@click.option("--warm", type=int, default=600, show_default=True, help="draws to warm up with")
@click.option("--draws", type=int, default=600, show_default=True, help="of each chain")
@click.option("--replicas", type=int, default=200, show_default=True, help="made-up truths")
@click.option("--seed", type=Seed(), default=0, show_default=True)
@click.option("--name", default="book", show_default=True, help="of a book in a database")
def calibrate(**options: Any) -> None:
    """How well the model fits what was known, and would have known what came."""
    from caploop.cli.calibrate import answer_calibrate

    sys.exit(answer_calibrate(**options))


@main.command()
@dated
@as_data
@of_a_run
@click.option("--break", "link", metavar="AGREEMENT", help="agreement that is withdrawn")
@click.option("--shock", "file", type=click.Path(path_type=Path), help="TOML file of shocks")
@click.option("--party-misses", "misses", metavar="PARTY", help="party that pays nothing")
@click.option("--from", "start", metavar="QUARTER", help="first quarter of the two above")
@click.option("--reverse", multiple=True, metavar="PARTY", help="the least shocks that ruin it")
@click.option("--quarter", metavar="QUARTER", help="last of the dated book [default: 20 quarters]")
def stress(**options: Any) -> None:
    """What breaks when one link breaks, and the smallest break that ruins each party."""
    from caploop.cli.runs import answer_stress

    sys.exit(answer_stress(**options))
