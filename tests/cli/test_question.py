"""Every question as a user meets it: one command, one saved answer, one way to be refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import msgspec
import pytest
from msgspec import NODEFAULT

from caploop.cli.main import main
from caploop.core.errors import NotFoundError
from caploop.core.option import fields_of
from caploop.report.answers import shown_answer, written
from caploop.report.answers.chart import chart_names
from caploop.report.gallery import charts_of
from caploop.report.questions import QUESTIONS
from caploop.report.tables import headings
from caploop.report.text.columns import text_columns
from caploop.report.text.words import LANGUAGES, message_text, say
from caploop.study.options import RunOptions
from tests.cli.conftest import ASKED, Saved
from tests.cli.test_main import run

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
OF_RUNS = [n for n, q in QUESTIONS.items() if issubclass(q.options, RunOptions)]
every_question = pytest.mark.parametrize("name", QUESTIONS)
every_run = pytest.mark.parametrize("name", OF_RUNS)


def needed(name: str) -> tuple[str, ...]:
    """The words without which the command is none."""
    places = [f for f in fields_of(QUESTIONS[name].options) if f.option.argument]
    return ASKED.get(name, ())[: sum(f.default is NODEFAULT for f in places)]


def record(name: str, path: Path) -> Any:
    kind: Any = QUESTIONS[name].answer().record
    return msgspec.json.decode(path.read_bytes(), type=kind, strict=False)


@every_question
def test_a_question_is_a_command_and_says_what_it_may_be_told(name: str) -> None:
    question = QUESTIONS[name]
    assert main.commands[name].help == question.help
    shown = run(name, "--help")
    assert shown.exit_code == 0
    flags = {p.opts[0] for p in main.commands[name].params if p.opts[0].startswith("-")}
    assert {"--name", "--reopen", "--json", "--csv", "--as-of", "--known-at"} <= flags
    assert all(flag in shown.stdout for flag in flags)


@every_question
def test_the_json_is_its_record_and_what_its_schema_says(name: str, saved: Saved) -> None:
    path = saved(name).path
    told = json.loads(path.read_text("utf-8"))
    schema = REFERENCE / f"{name}.schema.json"
    jsonschema.validate(told, json.loads(schema.read_text("utf-8")))
    found = record(name, path)
    assert json.loads(msgspec.json.encode(found.headline)) == told["headline"]
    assert found.hash == told["hash"]


@every_question
def test_what_is_asked_and_what_is_found_are_told_beside_the_data(name: str, saved: Saved) -> None:
    path, told = saved(name)
    lines = told.splitlines()
    assert lines[0].startswith("as of 2026-03-01, known at 2026-03-01")
    assert message_text(record(name, path).headline, "en") in told
    assert lines[-1] == f"wrote {path}"
    if name in OF_RUNS:
        assert lines[0].endswith(f"{record(name, path).draws:,} draws of S0")


@every_question
def test_a_saved_answer_comes_back_the_same_as_json_and_as_tables(name: str, saved: Saved) -> None:
    path = saved(name).path
    again = run(name, *needed(name), "--reopen", path, "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout) == json.loads(path.read_text("utf-8"))
    rows = run(name, *needed(name), "--reopen", path, "--csv")
    found = record(name, path)
    assert rows.stderr == message_text(found.headline, "en") + "\n"
    answer = shown_answer(found, question=name)
    assert rows.stdout == written(answer, "csv")
    for table in answer.tables:
        assert {len(row) for row in table.rows} <= {len(table.columns)}


@every_question
@pytest.mark.parametrize("language", LANGUAGES)
def test_as_text_an_answer_begins_with_its_finding_and_ends_with_what_to_ask_next(
    name: str, language: str, saved: Saved
) -> None:
    path = saved(name).path
    told = run(name, *needed(name), "--reopen", path, "--lang", language).stdout
    finding = message_text(record(name, path).headline, language)
    joined = told.replace("\n", "" if language == "zh" else " ")
    assert joined.replace(" ", "").startswith(finding.replace(" ", ""))
    last = told.splitlines()[-1]
    assert last.startswith({"en": "next: caploop ", "zh": "下一步：caploop "}[language])
    assert max(map(text_columns, told.splitlines())) <= 100


@every_question
def test_every_table_has_its_words_in_both_languages_and_one_name(name: str, saved: Saved) -> None:
    for language in LANGUAGES:
        found = record(name, saved(name).path)
        answer = shown_answer(found, question=name, language=language)
        for table in answer.tables:
            assert all(headings(table, answer.reader))
            assert answer.table(table.id).id == table.id
        assert len(set(answer.table_names)) == len(answer.tables)
        for short, table in zip(answer.table_names, answer.tables, strict=True):
            assert answer.table(short) is table
        assert answer.lead.table in {t.id for t in answer.tables}
        note = answer.weak_point
        assert note is None or note.code == answer.lead.note


@every_question
def test_a_record_in_python_has_the_tables_of_the_command_line_and_its_charts(
    name: str, saved: Saved
) -> None:
    found = record(name, saved(name).path)
    assert found.command == name
    for table in shown_answer(found, question=name).table_names:
        frame, arrays = found.to_pandas(table), found.to_xarray(table)
        assert len(frame) == next(iter(arrays.sizes.values()))
        assert frame.attrs["hash"] == arrays.attrs["hash"] == found.hash
        units = {n: v.attrs["units"] for n, v in arrays.items() if "units" in v.attrs}
        assert units.items() <= frame.attrs["units"].items()
    with pytest.raises(NotFoundError, match="it has "):
        found.to_pandas("list")
    assert found.hash in found._repr_html_()


@every_question
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_has_its_title_its_unit_and_its_source(
    name: str, language: str, saved: Saved
) -> None:
    found = record(name, saved(name).path)
    for chart in chart_names(name):
        if (name, chart) in {("stress", "reverse"), ("stress", "chances")}:
            continue  # of --reverse alone; of more draws than tell two chances apart here
        drawn = found.plot(chart, language=language)
        words = " ".join(ElementTree.fromstring(drawn.svg).itertext())
        squeezed = words.replace(" ", "")
        assert drawn.title.replace(" ", "") in squeezed
        assert say(f"chart.{_key(name, chart)}", language)[:12].replace(" ", "") in squeezed
        assert {"en": "Source:", "zh": "来源："}[language] in words
        assert found.hash in words
        assert "var(" not in drawn.svg


def _key(name: str, chart: str) -> str:
    return chart if chart in charts_of(name) else f"{name}_{chart}"


@every_question
@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "html"])
def test_an_answer_is_written_in_every_form(
    name: str, form: str, saved: Saved, tmp_path: Path
) -> None:
    place = tmp_path / f"answer.{form}"
    done = run(name, *needed(name), "--reopen", saved(name).path, "-o", place)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith(f"wrote {place}\n")
    assert place.stat().st_size > 0


@every_question
def test_an_answer_that_was_changed_is_refused(name: str, saved: Saved, tmp_path: Path) -> None:
    told = json.loads(saved(name).path.read_text("utf-8"))
    path = tmp_path / "changed.json"
    path.write_text(
        json.dumps({**told, "headline": {"code": "all-is-well", "values": {}}}), "utf-8"
    )
    result = run(name, *needed(name), "--reopen", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "hash does not fit" in result.stderr


@every_question
def test_another_questions_answer_is_refused(name: str, saved: Saved) -> None:
    other = saved("plan" if name == "loop" else "loop").path
    result = run(name, *needed(name), "--reopen", other)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{other} is no saved " in result.stderr


@every_question
def test_a_place_that_is_none_is_told_before_anything_is_run(name: str, tmp_path: Path) -> None:
    words, nowhere = ASKED.get(name, ()), tmp_path / "nowhere"
    for flag, place, code in (
        ("--reopen", nowhere, 3),
        ("--book", nowhere, 3),
        ("--output", tmp_path, 1),
        ("--ledger", "nonsense", 2),
    ):
        result = run(name, *words, flag, place)
        assert (result.exit_code, result.stdout) == (code, ""), flag
        assert result.stderr.startswith("error: ")
        assert "as of" not in result.stderr


@every_question
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--seed", "-1"), "'--seed': -1 is no seed"),
        (("--draws", "0"), "draws"),
        (("--as-of", "March"), "write it like 2026-03-01"),
        (("--nothing",), "No such option"),
    ],
)
def test_what_no_question_can_be_told_is_refused(
    name: str, more: tuple[str, ...], said: str
) -> None:
    result = run(name, *ASKED.get(name, ()), *more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@every_run
@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--scenario", "S-1"), 3, "no scenario"),
        (("--scenario", "S44"), 3, "did you mean 'S4'"),
        (("--set", "ell=-4"), 2, "above 0"),
        (("--set", "plan_vintage=V1"), 2, "V0 and V2"),
        (("--calibrated", "nowhere.json"), 3, "no file nowhere.json"),
        (("--known-at", "2025-11-21"), 2, "were not public"),
    ],
)
def test_a_world_that_cannot_be_is_refused(
    name: str, more: tuple[str, ...], code: int, said: str
) -> None:
    result = run(name, *ASKED[name], *more)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
