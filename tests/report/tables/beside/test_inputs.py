"""How many inputs rest on what."""

from __future__ import annotations

import pytest

from caploop.report.tables.beside.inputs import inputs
from caploop.report.text.words import LANGUAGES
from caploop.study.shared.rows import PriorRow
from tests.report.tables.small import small, told


def row(kind: str) -> PriorRow:
    return small(PriorRow, symbol=kind, rests_on=kind, assumption=kind == "judgement")


def test_every_input_is_counted_once_under_what_it_rests_on() -> None:
    rows = told(inputs([row("reported"), row("judgement"), row("judgement"), row("guided")]))
    assert [tuple(r.values())[:2] for r in rows] == [
        ("reported", "1"),
        ("guided", "1"),
        ("judgement", "2"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_rows_that_do_not_tell_nothing_is_shown(language: str) -> None:
    assert told(inputs([row("")]), language) == []
