"""Every series is declared in the file that makes it, and somebody reads it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

import caploop
from caploop import sfc
from caploop.core.errors import UsageError
from caploop.model.assembly.system import MECHANISMS, behaviours
from caploop.sfc.running.reads import BehaviourReads

HOME = Path(caploop.__file__).parent
FOR_ITS_PARAMETER = {"it_gw"}
"""Nobody reads it, but it alone reads PUE: without it `drivers` would test one input fewer, and its
numbers would move. It goes when they may."""
ELSEWHERE = ("model/inputs", "model/fit", "study", "stress", "policy", "valuation")


def unread(found: Mapping[str, BehaviourReads], texts: Iterable[str]) -> Iterator[str]:
    """Series that no function of a quarter reads, now or later, and no text names."""
    taken = {*texts, *(s for reads in found.values() for s in (*reads.series, *reads.before))}
    yield from (s for own in found.values() for s in own.gives if s not in taken)


def literals(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        for path in sorted((HOME / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def declared() -> list[sfc.Series]:
    return [one for files in MECHANISMS.values() for module in files for one in module.GIVES]


def test_a_file_declares_what_its_own_functions_give() -> None:
    for files in MECHANISMS.values():
        for module in files:
            home = f"{module.__name__}."
            given = {
                s for n, found in behaviours().items() if n.startswith(home) for s in found.gives
            }
            assert given == {one.name for one in module.GIVES}, home


def test_every_series_is_read_by_somebody() -> None:
    known = {one.name for one in declared()}
    assert [
        s for s in unread(behaviours(), literals(ELSEWHERE)) if s in known - FOR_ITS_PARAMETER
    ] == []


def test_a_series_that_nobody_reads_is_found() -> None:
    found = {
        "pay": BehaviourReads((), (), ("cash",), ("cash", "spent", "kept", "lost")),
        "next": BehaviourReads((), ("spent",), (), ()),
    }
    assert list(unread(found, ["kept"])) == ["lost"]


def test_every_series_says_its_unit_and_what_it_is() -> None:
    assert [one.name for one in declared() if not (one.unit and one.says)] == []


def test_a_name_that_is_misspelt_is_refused_with_the_nearest() -> None:
    model = sfc.Model("M")
    model.series(sfc.Series("gw_ended", "GW", says="given up"))
    model.behaviour(lambda x, p, t: {"gw_endded": 1.0})
    with pytest.raises(UsageError, match=r"'gw_endded', which no series declares.*gw_ended"):
        sfc.reads(model)
