"""A package has a door, the book is cut once, options travel as a record; each rule can fail."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.test_tidy import Source, code, expect_none

OPEN = frozenset({"core", "cli"})
"""What all else stands on, and what nobody else stands on: their modules are their doors."""
DOORS_OF_STUDY = 3
"""Modules that stand in `study` itself (options, world, report_runs) are doors of their own."""
PARAMETERS = 6
MANY = {
    "simulate": "the face of the engine: every run is told by names",
    "gradient": "as simulate",
    "draws_of": "as simulate, for its chunks",
    "advance": "the one place where a period is put together",
    "run_path": "as advance, for a path",
    "lease_price": "a formula: one term of it a parameter",
    "warrant_value": "a formula, Black and Scholes with dilution",
    "public_stake": "a formula, Merton's terms",
    "moral_hazard": "a formula, Merton's terms",
    "surface": "a formula on a grid",
    "fire_sale": "a formula: the terms of the paper",
    "production_cascade": "a formula: the terms of the paper",
    "network_value": "a formula: the terms of the paper",
    "mixed": "figures of two plans, each by its name",
    "write_ledger": "a table with its headings",
    "circular_sankey": "a picture, each of its parts by its name",
    "sampled": "the sampler's own settings",
    "answer_claims": "the views of claims, until they are questions",
    "_record": "parts of the record of plans",
}
"""Functions of more parameters, each with the reason; the list only shrinks."""
CUT_HERE = ("evidence", "book", "extraction", "app", "cli", "core")
AT_THE_DOOR = (
    "study/shared/open.py",
    "study/shared/opening.py",
    "study/claims/answer.py",
)
"""Where the evidence and the book are cut to a day of knowledge."""


def package(path: str) -> str:
    return path.removeprefix("src/caploop/").split("/")[0].removesuffix(".py")


def deep_imports(sources: Iterable[Source], modules: frozenset[str]) -> Iterator[str]:
    """Imports that go past the door of another package into one of its modules."""
    for source in sources:
        for node in ast.walk(ast.parse(source.text)):
            if not isinstance(node, ast.ImportFrom) or node.module not in modules:
                continue
            parts = node.module.split(".")
            own = parts[1] in {package(source.path), *OPEN}
            if own or (parts[1] == "study" and len(parts) == DOORS_OF_STUDY):
                continue
            door = node.module.rpartition(".")[0]
            yield f"{source.path}:{node.lineno}: {node.module}; take it from {door}"


def functions(source: Source) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.FunctionDef):
            yield node


def named(function: ast.FunctionDef) -> list[str]:
    a = function.args
    return [x.arg for x in (*a.posonlyargs, *a.args, *a.kwonlyargs) if x.arg not in {"self", "cls"}]


def many_parameters(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for function in functions(source):
            count = len(named(function))
            if count > PARAMETERS and function.name not in MANY:
                yield f"{source.path}: {function.name} has {count} parameters; make them a record"


def dates_handed_down(sources: Iterable[Source]) -> Iterator[str]:
    """Functions below the door that are told a day of knowledge."""
    for source in sources:
        path = source.path.removeprefix("src/caploop/")
        if package(source.path) in CUT_HERE or path in AT_THE_DOOR:
            continue
        for function in functions(source):
            if "known_at" in named(function):
                yield f"{source.path}: {function.name} takes known_at; take the known book"


def all_modules() -> frozenset[str]:
    paths = (s.path.removeprefix("src/").removesuffix(".py") for s in code("src"))
    return frozenset(p.replace("/", ".") for p in paths if not p.endswith("__init__"))


def test_other_packages_are_entered_by_their_doors() -> None:
    expect_none(deep_imports(code("src"), all_modules()))


def test_more_than_six_parameters_are_a_record() -> None:
    expect_none(many_parameters(code("src")))


def test_no_day_of_knowledge_is_passed_below_the_door() -> None:
    expect_none(dates_handed_down(code("src")))


def test_a_deep_import_is_found() -> None:
    known = frozenset({"caploop.book.flow"})
    inside = Source("src/caploop/book/a.py", "from caploop.book.flow import Flow\n")
    outside = Source("src/caploop/model/a.py", "from caploop.book.flow import Flow\n")
    door = Source("src/caploop/model/a.py", "from caploop.book import Flow\n")
    assert not list(deep_imports([inside, door], known))
    assert list(deep_imports([outside], known))


def test_seven_parameters_are_found() -> None:
    six = Source("a.py", "def f(a, b, c, d, *, e, g): ...\n")
    seven = Source("a.py", "def f(a, b, c, d, *, e, g, h): ...\n")
    assert not list(many_parameters([six]))
    assert list(many_parameters([seven]))


def test_a_day_of_knowledge_below_the_door_is_found() -> None:
    text = "def f(book, known_at): ...\n"
    assert list(dates_handed_down([Source("src/caploop/model/a.py", text)]))
    assert not list(dates_handed_down([Source("src/caploop/book/a.py", text)]))
