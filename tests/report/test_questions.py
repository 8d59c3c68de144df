"""The list of questions: each has its places under its one name, and a new one needs five files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import caploop
from caploop.core.option import fields_of
from caploop.report.page_chapters import CHAPTERS
from caploop.report.questions import QUESTIONS

SOURCE = Path(caploop.__file__).parent
NUMERIC = ("jax", "numpy", "scipy")
every_question = pytest.mark.parametrize("name", QUESTIONS)


@every_question
def test_a_question_has_its_folder_its_record_and_its_tables(name: str) -> None:
    found = QUESTIONS[name].answer()
    assert (SOURCE / "study" / name / "__init__.py").is_file()
    for kind in (found.record, *found.others):
        assert kind.__module__.startswith("caploop.study.")
        assert "headline" in kind.__struct_fields__
        assert "hash" in kind.__struct_fields__
    assert found.record.__module__.startswith(f"caploop.study.{name}.")
    assert f"{found.tables.__module__}.".startswith(f"caploop.report.tables.{name}.")
    assert QUESTIONS[name].options.__module__ == "caploop.study.options"


@every_question
def test_a_question_with_a_chapter_on_runs_has_its_file_and_its_words(name: str) -> None:
    told = QUESTIONS[name].answer().chapter is not None
    assert told == (name in CHAPTERS)
    if told:
        home = SOURCE / "report/chapters"
        assert (home / f"{name}.py").is_file() or (home / name / "chapter.py").is_file()
        assert (SOURCE / "report/text" / f"{name}.toml").is_file()


@every_question
def test_what_a_question_may_be_told_refers_to_its_own_fields(name: str) -> None:
    fields = {f.name: f.option for f in fields_of(QUESTIONS[name].options)}
    flags = [o.flag or f"--{n.replace('_', '-')}" for n, o in fields.items() if not o.argument]
    assert len(flags) == len(set(flags))
    named = {n for o in fields.values() for n in (*o.needs, o.without) if n}
    assert named <= set(fields)


def test_the_list_of_questions_loads_no_numeric_library() -> None:
    code = f"""import sys, caploop.cli.main
print([m for m in {NUMERIC} if m in sys.modules])"""
    words = [sys.executable, "-c", code]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout == "[]\n"


STUDY = '''"""The question `dummy`."""

from msgspec import Struct
from msgspec.structs import replace

from caploop.book import KnownBook
from caploop.core.message import Message, message
from caploop.study.options import LoopOptions
from caploop.study.shared.rows import digest


class DummyRecord(Struct, frozen=True, kw_only=True):
    """How many agreements are known."""

    agreements: int
    seed: int
    headline: Message
    hash: str = ""


def dummy(known: KnownBook, options: LoopOptions) -> DummyRecord:
    """The count, with the seed that it does not need."""
    count = len(known.agreements)
    told = message("few-agreements", count=count)
    made = DummyRecord(agreements=count, seed=options.seed, headline=told)
    return replace(made, hash=digest(made))
'''
TABLES = '''"""The answer of `caploop dummy` as a table."""

from caploop.report.tables.cell import AnswerTable, Number, table
from caploop.study.dummy import DummyRecord


def dummy_tables(record: DummyRecord) -> tuple[AnswerTable, ...]:
    """The one number."""
    return (table("dummy", ("agreements",), [(Number(record.agreements),)]),)
'''
CHAPTER = '''"""The chapter on how many agreements there are."""

from caploop.report.chapters.section import RunChapter
from caploop.report.text.words import say


def dummy_chapter(_: object, language: str) -> RunChapter:
    """A finding and no section."""
    return RunChapter(
        id="dummy", finding=say("dummy.finding", language), standfirst="", sections=()
    )
'''
WORDS = """[dummy]
en = "Agreements"
zh = "协议"

[dummy.headline.few-agreements]
en = "{count} agreements"
zh = "{count}项协议"

[dummy.finding]
en = "Few agreements are known"
zh = "已知协议不多"
"""
ANSWER = """def _dummy() -> Answer:
    from caploop.report.chapters.dummy import dummy_chapter
    from caploop.report.question import Answer
    from caploop.report.tables.dummy import dummy_tables
    from caploop.study.dummy import DummyRecord, dummy

    return Answer(
        record=DummyRecord,
        ask=dummy,
        tables=dummy_tables,
        chapter=lambda runs, page: dummy_chapter(runs, page.language),
    )


QUESTIONS = {
    question.name: question
    for question in (
        Question("dummy", "How many agreements are known?", LoopOptions, _dummy),
"""
LIST = """QUESTIONS = {
    question.name: question
    for question in (
"""
NEW = {
    "study/dummy.py": STUDY,
    "report/tables/dummy.py": TABLES,
    "report/chapters/dummy.py": CHAPTER,
    "report/text/dummy.toml": WORDS,
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one question more: four new files, and its entry in the list."""
    folder = tmp_path_factory.mktemp("tree")
    home = folder / "caploop"
    shutil.copytree(SOURCE, home, ignore=shutil.ignore_patterns("__pycache__"))
    for place, text in NEW.items():
        assert not (home / place).exists()
        (home / place).write_text(text, "utf-8")
    questions = home / "report" / "questions.py"
    before = questions.read_text("utf-8")
    assert before.count(LIST) == 1
    questions.write_text(before.replace(LIST, ANSWER), "utf-8")
    return folder


def there(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A process of Python that reads the program of the copy."""
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONIOENCODING": "utf-8"},
    )


def test_a_new_question_is_a_command_by_at_most_five_files(tree: Path) -> None:
    assert len(NEW) + 1 <= 5
    told = there(tree, "-m", "caploop", "dummy", "--json", "--seed", "7", "-o", "dummy.json")
    assert told.returncode == 0, told.stderr
    record = json.loads((tree / "dummy.json").read_text("utf-8"))
    assert record["agreements"] > 100
    assert record["seed"] == 7
    assert f"{record['agreements']} agreements" in told.stderr
    rows = there(tree, "-m", "caploop", "dummy", "--reopen", "dummy.json", "--csv")
    assert rows.stdout == f"agreements\n{record['agreements']}\n"


def test_a_new_question_is_in_the_help_and_has_its_chapter_in_both_languages(tree: Path) -> None:
    code = """
from types import SimpleNamespace
from caploop.report.questions import QUESTIONS
answer = QUESTIONS["dummy"].answer()
for language in ("en", "zh"):
    print(answer.chapter(None, SimpleNamespace(language=language)).finding)
"""
    assert there(tree, "-c", code).stdout == "Few agreements are known\n已知协议不多\n"
    assert "How many agreements are known?" in there(tree, "-m", "caploop", "--help").stdout
