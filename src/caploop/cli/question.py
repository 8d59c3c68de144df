"""A question as a command: its options from its record of options, its answer in any form."""

from __future__ import annotations

from typing import Any

import click

from caploop.cli.options import (
    AS_DATA,
    DATED,
    FORMS,
    FRESH,
    LANGUAGE,
    NAME,
    REOPEN,
    SHOWN,
    SharedOptions,
    parameter_of,
    refuse_meaningless,
)
from caploop.core.option import fields_of
from caploop.report import Question
from caploop.study.options import RunOptions

RUN = {field.name for field in fields_of(RunOptions)}


def command_of(question: Question) -> click.Command:
    """The command of a question: its own options, then those that every answer has."""
    fields = sorted(fields_of(question.options), key=lambda f: f.name in RUN)
    names = [field.name for field in fields]

    def asked(**given: Any) -> None:
        options = question.options(**{name: given.pop(name) for name in names})
        refuse_meaningless(options)
        from caploop.cli.answer import answer

        answer(question, options, SharedOptions(**given))

    return click.Command(
        question.name,
        params=[
            *map(parameter_of, fields),
            NAME,
            REOPEN,
            FRESH,
            LANGUAGE,
            *SHOWN,
            *AS_DATA,
            *DATED,
        ],
        callback=asked,
        help=question.help,
        epilog=FORMS,
    )
