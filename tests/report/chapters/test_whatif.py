"""The chapter of levers: its words are the record's, its data block cannot end early."""

from __future__ import annotations

import json
from functools import cache

import pytest
from msgspec.structs import replace

from caploop.report.chapters.book.page_context import page_alone
from caploop.report.chapters.whatif import shown_runs, whatif_chapter
from caploop.report.tables.shown import percent
from caploop.report.text.words import LANGUAGES
from caploop.study.whatif import WhatIfRecord
from tests.report.test_page_chapters import held

OUT = "cash-out-by-2030"


def record() -> WhatIfRecord:
    return held().whatif


@cache
def told(language: str) -> dict[str, dict[str, object]]:
    return {
        run["id"]: run for run in json.loads(shown_runs(record(), page_alone(language)))["runs"]
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_run_is_there_with_its_chance_in_its_sentence(language: str) -> None:
    assert [*told(language)] == [run.id for run in record().runs]
    for run in record().runs:
        share = next(row for row in run.outcomes if row.outcome == OUT).value or 0.0
        assert percent(share) in str(told(language)[run.id]["told"])


def test_the_finding_spans_the_runs_from_the_rarest_to_the_most_frequent() -> None:
    shares = [
        row.value or 0.0 for run in record().runs for row in run.outcomes if row.outcome == OUT
    ]
    finding = whatif_chapter(record(), page_alone("en")).finding
    assert f"{percent(min(shares))}–{percent(max(shares))}" in finding


def test_a_name_cannot_end_the_block_of_data() -> None:
    last = record().presets[-1]
    odd = replace(last, title_en="</script><script>alert(1)</script>")
    made = shown_runs(replace(record(), presets=(*record().presets[:-1], odd)), page_alone("en"))
    assert "</" not in made
    assert any("</script>" in run["name"] for run in json.loads(made)["runs"])
