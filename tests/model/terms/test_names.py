"""Every parameter that an equation reads has one name in the code, and is read by it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import caploop.model
from caploop.model.assembly.system import reads
from caploop.model.terms.names import TABLE, symbols_by_name
from tests.real_book import real_book

MODEL = Path(caploop.model.__file__).parent
WORD = re.compile(r"[a-z]{4,}")


def read_in(code: str) -> Iterator[str]:
    """What some code reads off `p`, as attributes and by plain texts."""
    for node in ast.walk(ast.parse(code)):
        of = getattr(node, "value", None)
        if not (isinstance(of, ast.Name) and of.id == "p"):
            continue
        if isinstance(node, ast.Attribute):
            yield node.attr
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            yield str(node.slice.value)


def test_names_and_symbols_stand_once_each_and_apart() -> None:
    rows = TABLE.read_text("utf-8").splitlines()[1:]
    names = symbols_by_name()
    assert len(rows) == len(names) == len(set(names.values()))
    assert not {*names} & {*names.values(), *(p.symbol for p in real_book().parameters)}
    assert rows == sorted(rows)


def test_names_are_words_in_lower_case() -> None:
    spelt = {name: re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) for name in symbols_by_name()}
    assert [name for name, found in spelt.items() if found is None] == []
    assert [name for name in symbols_by_name() if "_" not in name and not WORD.search(name)] == []


def test_every_symbol_that_an_equation_reads_has_a_name_or_is_one() -> None:
    named = {*symbols_by_name().values()}
    plain = [symbol for symbol in reads() if symbol not in named]
    assert [s for s in plain if s != s.lower() or not WORD.search(s)] == []
    assert [s for s in named if s not in reads()] == []


def test_no_symbol_that_has_a_name_is_read_by_itself() -> None:
    named = {*symbols_by_name().values()}
    for path in sorted(MODEL.rglob("*.py")):
        assert not named & {*read_in(path.read_text("utf-8"))}, path


def test_a_symbol_read_by_itself_is_found() -> None:
    assert [*read_in("p.bc * p['om'] + q.bc")] == ["bc", "om"]
