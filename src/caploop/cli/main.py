"""The command line: one function a command; stdout is data, stderr is messages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from caploop.cli.options import AS_DATA, DATED, with_options
from caploop.cli.question import command_of
from caploop.core.command import Commands
from caploop.report import QUESTIONS

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


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(package_name="caploop")
def main() -> None:
    """An executable model of the AI-infrastructure capital loop."""


@main.command()
@click.argument("view", type=click.Choice(CLAIM_VIEWS), required=False)
@click.argument("ids", nargs=-1)
@with_options(*DATED)
@filtered
@with_options(*AS_DATA)
@click.option("--documents", type=click.Path(path_type=Path), help="folder with the texts (check)")
@click.option("--fail-on", type=click.Choice(["conflicts", "flags", "failed"]), multiple=True)
def claims(view: str | None, ids: tuple[str, ...], **options: Any) -> None:
    """What was said, by whom, how firm; what was revised, denied, reversed; what conflicts."""
    from caploop.cli.claims import answer_claims

    sys.exit(answer_claims(view, ids, **options))


@main.command()
@with_options(*DATED)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True)
@click.option("--draws", type=int, default=2000, show_default=True, help="of the runs")
@click.option("--fresh", is_flag=True, help="make its answers anew, though they were asked before")
def report(output: Path | None, **options: Any) -> None:
    """All answers in one self-contained HTML file."""
    from caploop.cli.report import write_report

    write_report(output or Path("out/report.html"), **options)


@main.command()
@click.argument("view", type=click.Choice(BOOK_VIEWS), metavar="VIEW")
@click.argument("names", nargs=-1)
@with_options(*DATED)
@with_options(*AS_DATA)
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
@click.option("--clear", is_flag=True, help="drop all of it")
@click.option("--prepare", is_flag=True, help="compile the model now, before the first question")
@click.option("-q", "--quiet", is_flag=True, help="no messages")
def cache(*, clear: bool, prepare: bool, quiet: bool) -> None:
    """What is kept to answer at once: books as read, compiled code, answers; all can be remade."""
    from caploop.cli.cache import answer_cache

    answer_cache(clear=clear, prepare=prepare, quiet=quiet)


for question in QUESTIONS.values():
    main.add_command(command_of(question))
