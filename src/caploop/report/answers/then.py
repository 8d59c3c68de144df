"""The command that is worth asking after an answer: of the same world, book, dates and draws."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from caploop.report.answers.shown import ShownAnswer

WORLD = (
    ("scenario", "--scenario"),
    ("settings", "--set"),
    ("calibrated", "--calibrated"),
    ("outcomes", "--outcome"),
)


def next_command(answer: ShownAnswer, options: Any = None, *, beside: Iterable[str] = ()) -> str:
    """`caploop` with the words that the question's line names; "" where it names none.

    `beside` are words of the call that hold for the next one too: book and dates.
    """
    lead = answer.lead
    if not lead.then:
        return ""
    told = {name: getattr(answer.record, name, "") for name in ("question", "a", "b")}
    words = lead.then.format(**told).split()
    return shlex.join(["caploop", *words, *(_world(options) if lead.in_world else ()), *beside])


def _world(options: Any) -> Iterator[str]:
    """The scenarios and settings of the call, of two worlds the second, and its draws."""
    for field, flag in WORLD:
        told = getattr(options, field, None) or ()
        if field == "scenario":
            told = told or getattr(options, "b", ())
        for value in told if isinstance(told, tuple) else (told,):
            yield flag
            yield str(value)
    if options is None:
        return
    usual = {field.name: field.default for field in msgspec.structs.fields(type(options))}
    draws = getattr(options, "draws", None)
    if draws != usual.get("draws"):
        yield from ("--draws", str(draws))
