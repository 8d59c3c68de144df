"""The command line: one function a command; stdout is data, stderr is messages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import get_completion_class

from caploop.cli.completion import complete
from caploop.cli.options import AS_DATA, BOOK, DATED, OF_PAGES, PLACED, with_options
from caploop.cli.question import command_of
from caploop.core.command import Commands
from caploop.core.errors import EXIT_CODES
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
    "targets",
    "rumours",
    "check",
    "load",
)

BOOK_VIEWS = (
    "check",
    "show",
    "agreements",
    "commitments",
    "waterfall",
    "supply",
    "flows",
    "exits",
    "obligations",
    "maturities",
    "covenants",
    "tiers",
    "holders",
    "parties",
    "diff",
    "export",
    "import",
    "init",
)

SCENARIO_VIEWS = ("new", "show", "diff", "check", "list", "names")


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that narrow the claims shown."""
    for option in (
        click.option("--party", help="party on either side", shell_complete=complete("party")),
        click.option("--measure", help="measure of the registry"),
        click.option("--document", help="document id"),
        click.option("--state", help="live, superseded, retracted, lapsed or denied"),
    ):
        command = option(command)
    return command


@click.group(cls=Commands, context_settings=CONTEXT, epilog=EXIT_CODES)
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
@with_options(*OF_PAGES)
def report(output: Path | None, lang: str, **options: Any) -> None:
    """All answers in one self-contained HTML file, which shows a page at a time."""
    from caploop.cli.report import ReportCall, write_report

    write_report(output or Path("out/report.html"), ReportCall(**options), lang=lang)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@with_options(*PLACED)
@with_options(*OF_PAGES)
def site(folder: Path, **options: Any) -> None:
    """The same pages in both languages as files of FOLDER, for any web server."""
    from caploop.cli.report import ReportCall, write_site

    write_site(folder, ReportCall(**options))


@main.command()
@with_options(BOOK)
@click.option("--host", default="127.0.0.1", show_default=True, help="address to answer on")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True)
@click.option("--draws", type=int, default=2000, show_default=True, help="of the pages' runs")
@click.option("-q", "--quiet", is_flag=True, help="no messages")
def serve(**options: Any) -> None:
    """Pages, answers and levers over HTTP, read only, on this machine alone unless --host says so.

    The pages are at /, an answer at /api/v1/QUESTION with its options as ?name=value, levers at
    /api/v1/whatif?levers=advertising=5, all of it described at /openapi.json.
    """
    from caploop.cli.serve import ServeCall, answer_requests

    answer_requests(ServeCall(**options))


@main.command()
@click.argument("view", type=click.Choice(BOOK_VIEWS), metavar="VIEW")
@click.argument("names", nargs=-1, shell_complete=complete("agreement"))
@with_options(*DATED)
@with_options(*AS_DATA)
@click.option("--name", default="book", show_default=True, help="name of the book in a database")
@click.option("--value", "values", multiple=True, metavar="QUANTITY=NUMBER", help="for conditions")
def book(view: str, names: tuple[str, ...], **options: Any) -> None:
    """What was agreed: check, show, what is due, what flows, what changed, files and databases.

    VIEW is one of check, show ID, agreements, commitments, waterfall, supply, flows, exits (who may
    leave, what cannot be cancelled), obligations (by definition), maturities, covenants, tiers (GW
    by evidence), holders (of debt), parties, diff SINCE [UNTIL], export FOLDER, import, init
    FOLDER.
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


@main.command()
@click.argument("view", type=click.Choice(SCENARIO_VIEWS), metavar="VIEW")
@click.argument("names", nargs=-1, metavar="[NAME|FILE]...", shell_complete=complete("scenario"))
@with_options(*DATED)
@with_options(*AS_DATA)
@click.option(
    "--from",
    "start",
    metavar="NAME",
    help="scenario that a new file begins with (new)",
    shell_complete=complete("scenario"),
)
def scenario(view: str, names: tuple[str, ...], **options: Any) -> None:
    """A view of one's own as a small file: new, show, diff, check, list, names.

    VIEW is one of new FILE [--from S4], show, diff A B, check FILE, list, names [WORD]. A FILE ends
    with .toml, and stands wherever --scenario takes a name: --scenario S4+my-view.toml.
    """
    from caploop.cli.scenario import answer_scenario

    sys.exit(answer_scenario(view, names, **options))


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """What makes the shell complete commands, options and names of the book.

    In bash: eval "$(caploop completion bash)"; for good, put that line into ~/.bashrc. In zsh the
    same with zsh and ~/.zshrc; in fish: caploop completion fish | source.
    """
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(main, {}, "caploop", "_CAPLOOP_COMPLETE").source())


@main.command("extract")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@with_options(*AS_DATA)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="file to write")
@click.option("-q", "--quiet", is_flag=True, help="no messages")
def _extract(files: tuple[Path, ...], **options: Any) -> None:
    """Figures that documents state, as candidates of claims: whose, of what, when, how firm.

    FILE is a text in Chinese or English. With --json one candidate a line; nothing is stored, and
    nothing drives a number before a person has accepted it.
    """
    from caploop.cli.extract import ExtractCall, answer_extract

    answer_extract(files, ExtractCall(**options))


@main.command("clear")
@click.argument("matrix", type=click.Path(path_type=Path))
@click.option("--cash", type=click.Path(path_type=Path), help="CSV of party and cash")
@click.option("--shock", "shocks", multiple=True, metavar="PARTY=SHARE", help="share of cash lost")
@click.option("--alpha", type=float, help="of cash that who fails keeps [default: all]")
@click.option("--beta", type=float, help="of receipts that who fails keeps [default: all]")
@with_options(*AS_DATA)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="file to write")
@click.option("-q", "--quiet", is_flag=True, help="no messages")
@click.option("--all", "every", is_flag=True, help="every party, not 12")
def _clear(matrix: Path, **options: Any) -> None:
    """Who pays whom when not all can, of a matrix of one's own debts; no book is read.

    MATRIX is a CSV: its first line names the parties after a first cell, each line below begins
    with a party and holds what it owes each of them. A column called cash holds what each has in
    hand, a column called outside what it owes to others than these.
    """
    from caploop.cli.clear import ClearCall, answer_clear

    answer_clear(matrix, ClearCall(**options))


for question in QUESTIONS.values():
    main.add_command(command_of(question))
