"""A public name is used by the program or is documented, or it is gone; and proof of the rule."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pytest

from tests.test_tidy import ROOT, Source, code, expect_none, parsed, texts

USERS = ("src", "tools", "examples", "benchmarks")
WORD = re.compile(r"[A-Za-z_]\w*")
LEFT = {
    **dict.fromkeys(
        ("end_if_linear", "end_if_exponential", "rent_due", "debt_carried"),
        "closed forms that tests hold against the model; to be moved beside these tests",
    ),
    **dict.fromkeys(("regime_on", "capped_profits"), "claims of before 2025 that no question asks"),
    "of_lessors": "goes when the series of credit are declared",
    "read_bundled": "goes when tests of the book take a small one",
    "VIEWS": "the views that every record of claims has, for the tests of tables",
}
"""Names that only tests read today, each with the reason why it is still there."""


def documented(found: Iterable[Source]) -> set[str]:
    """Words of the documentation: README, and what is below `docs`."""
    shown = [s for s in found if s.path == "README.md" or s.path.startswith("docs/")]
    return {word for source in shown for word in WORD.findall(source.text)}


def public_names(source: Source) -> Iterator[tuple[str, int]]:
    """Names without underscore that a module gives, with their lines."""
    for node in parsed(source.text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            inside = [n for target in targets for n in ast.walk(target)]
            found = [n.id for n in inside if isinstance(n, ast.Name)]
        else:
            continue
        yield from ((name, node.lineno) for name in found if not name.startswith("_"))


def reads(source: Source) -> Counter[str]:
    """How often a file reads each name, as a name or an attribute; importing is not reading."""
    found: Counter[str] = Counter()
    for node in ast.walk(parsed(source.text)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found[node.id] += 1
        elif isinstance(node, ast.Attribute):
            found[node.attr] += 1
    return found


def doors(sources: Iterable[Source]) -> set[str]:
    """What packages give to others: the words of every `__all__`, and what a stub imports."""
    listed: set[str] = set()
    for source in sources:
        for node in parsed(source.text).body:
            if source.path.endswith(".pyi") and isinstance(node, ast.ImportFrom):
                listed |= {alias.name for alias in node.names}
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                listed |= {n.value for n in ast.walk(node) if isinstance(n, ast.Constant)}
    return listed


def stubs() -> Iterator[Source]:
    """The doors of packages that load what they give when it is asked for."""
    for path in sorted(ROOT.glob("src/**/__init__.pyi")):
        yield Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


def unused(sources: Iterable[Source], words: set[str], left: Mapping[str, str]) -> Iterator[str]:
    """Public names of `src` that no program reads, and that no package gives and no page names."""
    sources = list(sources)
    read: Counter[str] = Counter()
    for source in sources:
        read.update(reads(source))
    given = [(s, *pair) for s in sources if s.path.startswith("src/") for pair in public_names(s)]
    kept = doors(sources) & words
    idle = [(s, n, line) for s, n, line in given if not read[n] and n not in kept]
    for source, name, line in idle:
        if name not in left:
            yield f"{source.path}:{line}: only tests read {name}; use it, document it or delete it"
    for name in left.keys() - {name for _, name, _ in idle}:
        yield f"{name} is read or gone; take it off LEFT"


def test_what_only_tests_read_is_gone() -> None:
    expect_none(unused([*code(*USERS), *stubs()], documented(texts()), LEFT))


MODULE = Source("src/caploop/a.py", "def told() -> None: ...\nLEVEL = 1\nclass Row: ...\n")
READER = Source("tools/b.py", "from caploop.a import told, Row\ntold(Row.LEVEL)\n")
DOOR = Source("src/caploop/__init__.py", "__all__ = ['told', 'Row', 'LEVEL']\n")


def names_found(*sources: Source, words: set[str] | None = None) -> list[str]:
    found = unused(sources, words or set(), {})
    return [finding.split("read ")[1].split(";")[0] for finding in found]


def test_a_name_that_nothing_reads_is_found() -> None:
    assert names_found(MODULE) == ["told", "LEVEL", "Row"]
    assert names_found(MODULE, READER) == []


def test_importing_a_name_is_not_reading_it() -> None:
    importer = Source("tools/b.py", "from caploop.a import told, Row, LEVEL\n")
    assert names_found(MODULE, importer) == ["told", "LEVEL", "Row"]


def test_what_a_package_gives_must_stand_in_the_documentation() -> None:
    assert names_found(MODULE, DOOR) == ["told", "LEVEL", "Row"]
    assert names_found(MODULE, DOOR, words={"told", "Row"}) == ["LEVEL"]
    assert names_found(MODULE, words={"told", "Row"}) == ["told", "LEVEL", "Row"]
    stub = Source("src/caploop/__init__.pyi", "from .a import told as told\n")
    assert names_found(MODULE, stub, words={"told", "Row"}) == ["LEVEL", "Row"]


def test_a_private_name_and_one_of_the_tests_do_not_count() -> None:
    private = Source("src/caploop/a.py", "def _told() -> None: ...\n")
    assert names_found(private, Source("tests/a.py", "def found() -> None: ...\n")) == []


def test_a_reason_for_a_name_that_is_used_is_found() -> None:
    (finding,) = unused([MODULE, READER], set(), {"told": "soon"})
    assert finding == "told is read or gone; take it off LEFT"
    assert len(list(unused([MODULE], set(), {"told": "soon"}))) == 2


@pytest.mark.parametrize(
    ("path", "is_one"), [("README.md", True), ("docs/a.md", True), ("a.md", False)]
)
def test_words_of_the_documentation_are_those_of_its_pages(path: str, is_one: bool) -> None:
    assert ("told" in documented([Source(path, "`told` says")])) is is_one
