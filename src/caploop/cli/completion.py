"""Names of the book for the shell to complete; no engine is loaded for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from caploop.book import LEVERS, BookNames, names_of_book
from caploop.evidence import BUNDLED

KINDS: Mapping[str, str] = {
    "scenario": "scenario",
    "a": "scenario",
    "b": "scenario",
    "settings": "settings",
    "settings_a": "settings",
    "link": "agreement",
    "misses": "party",
    "party": "party",
    "reverse": "party",
}
"""What is completed where, by the field of a question's options."""

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def complete(kind: str) -> Complete:
    """What completes names of one kind: scenario, settings, agreement or party."""

    def found(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        given = ctx.params.get("book")
        home = given if isinstance(given, Path) and given.is_dir() else BUNDLED
        names = names_of_book(home)
        before, joined, last = incomplete.rpartition("+")
        offered = [
            CompletionItem(before + joined + name)
            for name in _names(names, kind, last)
            if name.startswith(last)
        ]
        files = [CompletionItem(incomplete, type="file")] if kind == "scenario" else []
        return [*offered, *files]

    return found


def _names(names: BookNames, kind: str, begun: str) -> list[str]:
    if kind == "agreement":
        return [*names.agreement, *names.group]
    if kind != "settings":
        return list(names.scenario if kind == "scenario" else names.party)
    name, equals, _ = begun.partition("=")
    if equals and name in LEVERS:
        return [f"{name}={word}" for word in LEVERS[name].words]
    return [f"{name}=" for name in names.settings]
