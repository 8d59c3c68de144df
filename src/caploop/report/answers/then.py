"""The command that is worth asking after an answer, in the same world where it can be."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

from caploop.report.answers.shown import ShownAnswer

WORLD = (("scenario", "--scenario"), ("settings", "--set"), ("calibrated", "--calibrated"))


def next_command(answer: ShownAnswer, options: Any = None) -> str:
    """`caploop` with the words that the question's line names; "" where it names none."""
    lead = answer.lead
    if not lead.then:
        return ""
    told = {name: getattr(answer.record, name, "") for name in ("question", "a", "b")}
    words = lead.then.format(**told).split()
    return shlex.join(["caploop", *words, *(_world(options) if lead.in_world else ())])


def _world(options: Any) -> Iterator[str]:
    for field, flag in WORLD:
        told = getattr(options, field, None) or ()
        for value in told if isinstance(told, tuple) else (told,):
            yield flag
            yield str(value)
