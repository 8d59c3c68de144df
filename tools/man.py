"""Writes the page of the manual from the commands: python -m tools.man manual/share/man/man1."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import click

from caploop.cli.main import main as command_line
from caploop.core.errors import EXIT_CODES

ENVIRONMENT = (
    ("XDG_CACHE_HOME", "below it compiled models are kept; without it in ~/.cache/caploop"),
    ("_CAPLOOP_COMPLETE", "set by the shell to complete words; see caploop completion"),
)


def page() -> str:
    """The page in the language of man."""
    context = click.Context(command_line, info_name="caploop")
    about = command_line.get_short_help_str(limit=200)
    parts = [
        f'.TH CAPLOOP 1 "" "caploop {version("caploop")}" "User commands"',
        ".SH NAME",
        f"caploop \\- {_said(about)}",
        ".SH SYNOPSIS",
        ".B caploop",
        "COMMAND [OPTIONS] [ARGUMENTS]",
        ".SH COMMANDS",
    ]
    for name, command in sorted(command_line.commands.items()):
        parts += _command(name, command, click.Context(command, info_name=name, parent=context))
    parts += [".SH EXIT STATUS", _said(EXIT_CODES), ".SH ENVIRONMENT"]
    for name, meaning in ENVIRONMENT:
        parts += [".TP", f".B {name}", _said(meaning)]
    return "\n".join(parts) + "\n"


def _command(name: str, command: click.Command, context: click.Context) -> list[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    told = (command.help or "").split("\n\n")
    parts = [f".SS caploop {name}", f".B caploop {name}", _said(usage)]
    for paragraph in told:
        parts += [".PP", _said(" ".join(paragraph.split()))]
    for option in (p for p in command.get_params(context) if isinstance(p, click.Option)):
        record = option.get_help_record(context)
        if record is not None:
            parts += [".TP", f".B {_said(record[0])}", _said(record[1]) or "\\&"]
    return parts


def _said(text: str) -> str:
    """Text that man takes for no command of its own."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in {".", "'"} else plain


def main(folder: Path) -> None:
    """Writes the page into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "caploop.1").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
