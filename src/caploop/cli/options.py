"""Options of commands: those that several have, and a question's own from its record of options."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import click
from msgspec import NODEFAULT, Struct

from caploop.cli.completion import KINDS, complete
from caploop.core.command import refuse_idle
from caploop.core.option import Field, fields_of
from caploop.core.streams import utf8_output


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


class SharedOptions(Struct, frozen=True, kw_only=True):
    """Where the evidence is, on which days it is read, and where the answer goes in which form."""

    as_of: date | None = None
    known_at: date | None = None
    book: Path | None = None
    ledger: str | None = None
    name: str = "book"
    reopen: Path | None = None
    form: str | None = None
    fresh: bool = False
    table: str = ""
    chart: str = ""
    every: bool = False
    lang: str = "en"
    output: Path | None = None
    quiet: bool = False


def _data_form(_: click.Context, __: click.Parameter, form: str | None) -> str | None:
    if form is not None:
        utf8_output()
    return form


FILE = click.Path(path_type=Path)
BOOK = click.Option(
    ["--book"],
    type=FILE,
    help="vintage (2026-03), folder, or .toml that amends one [default: the newest]",
)
PLACED = (
    click.Option(["-q", "--quiet"], is_flag=True, help="no messages"),
    click.Option(["--ledger"], metavar="URL", help="database with the evidence"),
    BOOK,
    click.Option(["--known-at"], type=Day(), help="day of knowledge (default: the book's)"),
    click.Option(["--as-of"], type=Day(), help="day in the world (default: the book's)"),
)
"""The two dates, where the evidence is, whether messages are told."""
DATED = (PLACED[0], click.Option(["-o", "--output"], type=FILE, help="file to write"), *PLACED[1:])
"""Options every command has: those, and where the answer goes."""
OF_PAGES = (
    click.Option(["--draws"], type=int, default=2000, show_default=True, help="of the runs"),
    click.Option(
        ["--fresh"], is_flag=True, help="make its answers anew, though they were asked before"
    ),
)
"""Options of the report and of the folder of pages."""
AS_DATA = (
    click.Option(["--csv", "form"], flag_value="csv", callback=_data_form, help="CSV"),
    click.Option(
        ["--json", "form"],
        flag_value="json",
        callback=_data_form,
        help="JSON, as docs/reference describes",
    ),
)
SHOWN = (
    click.Option(["--all", "every"], is_flag=True, help="every row, not 12 a table"),
    click.Option(["--table"], default="", metavar="NAME", help="this table alone; list names them"),
    click.Option(
        ["--chart"],
        default="",
        metavar="NAME",
        help="to -o FILE.svg or .png; list names them",
    ),
)
"""What of an answer is shown."""
FORMS = (
    "-o FILE writes the form of its suffix: .csv, .json, .parquet, .xlsx, .svg, .png, .html, .txt."
)
"""What stands under the options of a question."""
LANGUAGE = click.Option(
    ["--lang"],
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="of text, pages and charts",
)
NAME = click.Option(["--name"], default="book", show_default=True, help="of a book in a database")
REOPEN = click.Option(["--reopen"], type=FILE, help="a record saved as JSON")
FRESH = click.Option(
    ["--fresh"], is_flag=True, help="make the answer anew, though it was asked before"
)


def with_options(
    *options: click.Parameter,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that gives a command these options."""

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        held = getattr(command, "__click_params__", [])
        # click reads this list from its end, as decorators are applied from the last.
        command.__click_params__ = [*held, *reversed(options)]  # type: ignore[attr-defined]
        return command

    return decorated


def parameter_of(field: Field) -> click.Parameter:
    """The option, or the argument, that a field of a record of options is given by."""
    kind, several = _kind(field)
    told, needed = field.option, field.default is NODEFAULT
    given: dict[str, Any] = {"required": True} if needed else {"default": field.default}
    given["shell_complete"] = complete(KINDS[field.name]) if field.name in KINDS else None
    if told.argument:
        return click.Argument([field.name], type=kind, **given)
    flag = told.flag or "--" + field.name.replace("_", "-")
    shown = not (several or needed or field.default is None or isinstance(field.default, bool))
    return click.Option(
        [flag, field.name],
        type=None if kind is bool else kind,
        is_flag=kind is bool,
        multiple=several,
        show_default=shown,
        metavar=told.metavar,
        help=told.help or None,
        **given,
    )


def _kind(field: Field) -> tuple[Any, bool]:
    """What click reads a field as, and whether it may be given several times."""
    kind: Any = field.type
    parts = [p for p in get_args(kind) if p is not NoneType]
    if NoneType in get_args(kind):
        kind, parts = parts[0], list(get_args(parts[0]))
    several = get_origin(kind) is tuple
    if several:
        kind = parts[0]
    if get_origin(kind) is Literal:
        return click.Choice(list(get_args(kind))), several
    if field.name == "seed":
        return Seed(), several
    return {date: Day(), Path: FILE}.get(kind, kind), several


def refuse_meaningless(options: Struct) -> None:
    """Refuses what was given on the command line and means nothing beside the rest of it.

    Raises UsageError.
    """
    fields = {field.name: field for field in fields_of(type(options))}
    for name, field in fields.items():
        needs, without = field.option.needs, field.option.without
        if needs and not any(getattr(options, need) for need in needs):
            flags = " or ".join(fields[n].option.flag or f"--{n}" for n in needs)
            refuse_idle(name, where=f"without {flags}")
        if without and getattr(options, without):
            refuse_idle(name, where=f"with --{without}")
