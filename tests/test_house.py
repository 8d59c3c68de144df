"""Where files stand: how many in a folder, under which names; and proof that each rule can fail."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import pytest

from tests.test_tidy import ROOT, Source, code, expect_none, parsed

FILES_PER_FOLDER = 25
FILES_WITH_ONE_PREFIX = 2
NO_IDEA = re.compile(r"_(?:rest|after|more|other|misc|new|old|part\d?|\d)$")
"""How a file is called that was cut at a count of lines and not where an idea ends."""


def by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    """Names of files, without `__init__`, by folder."""
    found: dict[str, list[str]] = {}
    for path in map(PurePosixPath, paths):
        if path.stem != "__init__":
            found.setdefault(str(path.parent), []).append(path.stem)
    return found


def full_folders(paths: Iterable[str]) -> Iterator[str]:
    for folder, names in by_folder(paths).items():
        if len(names) > FILES_PER_FOLDER:
            yield f"{folder}: {len(names)} files; make folders of what belongs together"


def folders_not_made(paths: Iterable[str]) -> Iterator[str]:
    for folder, names in by_folder(paths).items():
        for prefix, count in Counter(name.split("_")[0] for name in names).items():
            if count > FILES_WITH_ONE_PREFIX:
                yield f"{folder}/{prefix}_*: {count} files with one prefix are a folder"


def names_without_an_idea(paths: Iterable[str]) -> Iterator[str]:
    for path in map(PurePosixPath, paths):
        if NO_IDEA.search(path.stem):
            yield f"{path}: name it after what is in it"


def names_taken(sources: Iterable[Source]) -> Iterator[str]:
    """Names that several classes bear."""
    found: dict[str, list[str]] = {}
    for source in sources:
        for node in ast.walk(parsed(source.text)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(source.path)
    for name, paths in found.items():
        if len(paths) > 1:
            yield f"{name}: a class in {', '.join(paths)}; one name, one thing"


def chapterless(paths: Iterable[str], questions: Iterable[str]) -> Iterator[str]:
    """Questions whose chapter or words do not bear their name."""
    known = {path.removeprefix("src/caploop/report/") for path in paths}
    for question in questions:
        chapter = {f"chapters/{question}.py", f"chapters/{question}/__init__.py"}
        for home, places in (("chapters", chapter), ("text", {f"text/{question}.toml"})):
            if not known & places:
                yield f"{question}: nothing is called so in report/{home}"


def sources() -> list[str]:
    return [source.path for source in code("src")]


def test_no_folder_has_more_than_25_files() -> None:
    expect_none(full_folders(sources()))


def test_three_files_with_one_prefix_are_a_folder() -> None:
    expect_none(folders_not_made(sources()))


def test_files_are_named_after_what_is_in_them() -> None:
    expect_none(names_without_an_idea(sources()))


def test_no_two_classes_bear_one_name() -> None:
    expect_none(names_taken(code("src")))


SHOWN_IN = {"earn", "runway", "run", "build", "policy", "value", "rivals", "stress", "plan", "loop"}


def test_a_question_bears_one_name_in_every_layer() -> None:
    folders = {path.parent.name for path in (ROOT / "src/caploop/study").glob("*/answer.py")}
    assert folders >= SHOWN_IN
    report = (str(path.relative_to(ROOT)) for path in (ROOT / "src/caploop/report").rglob("*.*"))
    expect_none(chapterless(report, SHOWN_IN))


def folder(*names: str) -> list[str]:
    return [f"src/caploop/model/{name}.py" for name in names]


def test_a_full_folder_is_found() -> None:
    names = [f"{chr(97 + i)}x" for i in range(26)]
    assert list(full_folders(folder(*names)))
    assert not list(full_folders(folder("__init__", *names[1:])))


def test_a_prefix_of_three_files_is_found() -> None:
    assert list(folders_not_made(folder("power", "power_queue", "power_closing")))
    assert not list(folders_not_made(folder("power", "power_queue")))


@pytest.mark.parametrize("name", ["stress_rest", "chapter_after", "tables_more", "run_2"])
def test_a_name_that_says_nothing_is_found(name: str) -> None:
    assert list(names_without_an_idea(folder(name)))
    assert not list(names_without_an_idea(folder("after_shock", "restated")))


def test_a_name_of_two_classes_is_found() -> None:
    one = Source("one.py", "class Row: ...\n")
    assert list(names_taken([one, Source("two.py", "class Row: ...\n")]))
    assert not list(names_taken([one, Source("two.py", "class Column: ...\n")]))


def test_a_question_without_its_chapter_is_found() -> None:
    assert list(chapterless(["src/caploop/report/text/loop.toml"], ["loop"]))
    both = ["src/caploop/report/text/loop.toml", "src/caploop/report/chapters/loop/__init__.py"]
    assert not list(chapterless(both, ["loop"]))
