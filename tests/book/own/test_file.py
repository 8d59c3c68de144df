"""A file of one's own says what it says: in the book's units, with every fault at its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from caploop.book.agreement import Agreement, Tranche
from caploop.book.own.file import OwnFile, examined_own
from caploop.book.parameter import Parameter
from caploop.book.scenario import OwnChange, applied
from caploop.core.errors import NotFoundError
from caploop.core.problem import Problem
from caploop.distributions.fit import fitted

CHURN = Parameter(
    id="p1",
    mechanism="M1",
    name="Monthly churn",
    symbol="chi",
    unit="share",
    unit_as_written="share",
    low=Decimal("0.03"),
    central=Decimal("0.05"),
    high=Decimal("0.08"),
    distribution="beta",
    fit=fitted(0.03, 0.05, 0.08, distribution="beta", symbol="chi"),
    source="a report",
    known_at=date(2026, 3, 1),
    assumption=False,
)

Read = Callable[[str], tuple[OwnFile | None, list[Problem]]]


@pytest.fixture
def read(
    tmp_path: Path, tranche: Callable[..., Tranche], book: Callable[..., list[Agreement]]
) -> Read:
    agreements = book(tranche(), tranche("southgrid-lantern-2026/equity/all"))
    agreements = [Agreement(id=a.id, group="round", tranches=a.tranches) for a in agreements]

    def found(text: str) -> tuple[OwnFile | None, list[Problem]]:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return examined_own(path, parameters=[CHURN], agreements=agreements)

    return found


def good(read: Read, text: str) -> OwnFile:
    found, problems = read(text)
    assert problems == []
    assert found is not None
    return found


def test_six_percent_are_a_share_of_six_hundredths(read: Read) -> None:
    table = '[[parameter]]\nname = "chi"\nvalue = 6\nunit = "%"\nreason = "a survey"\n'
    change = good(read, table).scenario.changes[0]
    assert (change.value, change.unit) == (Decimal("0.06"), "share")


def test_a_range_becomes_the_distribution_that_is_drawn(read: Read) -> None:
    three = "low = 0.04\ncentral = 0.06\nhigh = 0.09\n"
    table = f'[[parameter]]\nname = "chi"\n{three}unit = "share"\nreason = "r"\n'
    scenario = good(read, table).scenario
    moved = applied([CHURN], scenario, quarter="2026Q1")[0]
    assert (moved.low, moved.central, moved.high) == (
        Decimal("0.04"),
        Decimal("0.06"),
        Decimal("0.09"),
    )
    assert moved.distribution == "beta"
    assert moved.fit != CHURN.fit


def test_a_group_is_every_agreement_of_it(read: Read) -> None:
    table = '[[agreement]]\nname = "round"\naction = "scale"\nvalue = 0.5\nreason = "half"\n'
    changes = good(read, table).scenario.changes
    assert [c.name for c in changes] == ["northgrid-lantern-2026", "southgrid-lantern-2026"]
    assert {c.value for c in changes} == {Decimal("0.5")}


def test_a_lever_in_some_quarters_and_who_says_so(read: Read) -> None:
    head = 'name = "shut"\nauthor = "A"\n'
    table = '[[lever]]\nname = "funding_window"\nvalue = "shut"\nreason = "r"\n'
    found = good(read, head + table + 'quarters = "2027Q1..2027Q4"\nauthor = "B"\n')
    change = found.scenario.changes[0]
    assert isinstance(change, OwnChange)
    assert (change.word, change.from_quarter, change.to_quarter) == ("shut", "2027Q1", "2027Q4")
    assert (found.author, change.author, found.scenario.id) == ("A", "B", "shut")


def test_an_amount_is_amended_in_the_unit_of_the_book(read: Read) -> None:
    table = (
        '[[amend]]\nname = "northgrid-lantern-2026"\namount = 2\nunit = "USD bn"\nreason = "r"\n'
    )
    amendment = good(read, table).amendments[0]
    assert amendment.tranche == "northgrid-lantern-2026/equity/all"
    assert amendment.values == {"amount": Decimal(2_000_000_000)}


def test_the_hash_is_of_what_is_said_and_not_of_its_layout(read: Read) -> None:
    table = '[[parameter]]\nname = "chi"\nvalue = 6\nunit = "%"\nreason = "r"\n'
    one = good(read, table).hash
    assert good(read, f"# a comment\n\n{table}\n").hash == one
    assert good(read, table.replace("6", "7")).hash != one


def test_what_is_not_changed_is_the_same_file_of_nothing(read: Read) -> None:
    assert good(read, "").scenario.changes == ()


PARAMETER = '[[parameter]]\nname = "chi"\nreason = "r"\n'
LEVER = '[[lever]]\nname = "funding_window"\nreason = "r"\n'
AMEND = '[[amend]]\nname = "northgrid-lantern-2026"\nreason = "r"\n'


@pytest.mark.parametrize(
    ("text", "line", "field", "remedy"),
    [
        (f'{PARAMETER}value = 6\nunit = "GW"\n', 5, "unit", "share"),
        (f"{PARAMETER}value = 0.1\n", 1, "unit", 'unit = "share"'),
        (f'{PARAMETER}value = 6\nunit = "share"\n', 4, "value", "its unit"),
        (f'{PARAMETER}unit = "share"\n', 1, "value", "low, central and high"),
        (f'{PARAMETER}unit = "share"\nlow = 0.1\nhigh = 0.2\n', 5, "low", "all three"),
        (
            f'{PARAMETER}unit = "share"\nlow = 0.3\ncentral = 0.2\nhigh = 0.4\n',
            6,
            "central",
            "in order",
        ),
        (
            f'{PARAMETER}unit = "share"\nlow = 0.1\ncentral = 0.2\nhigh = 0.4\n'
            'distribution = "normall"\n',
            8,
            "distribution",
            "normal",
        ),
        (
            f'{PARAMETER}unit = "share"\nlow = 0.1\ncentral = 0.2\nhigh = 0.4\n'
            'quarters = "2027Q1"\n',
            8,
            "quarters",
            "leave the quarters out",
        ),
        (
            '[[parameter]]\nname = "chj"\nvalue = 1\nunit = "share"\nreason = "r"\n',
            2,
            "name",
            "did you mean 'chi'",
        ),
        (f'{LEVER}value = "closed"\n', 4, "value", "open, shut"),
        (f'{LEVER}value = "shut"\nquarters = "2027"\n', 5, "quarters", "2027Q1..2027Q4"),
        (f'{LEVER}valu = "shut"\n', 4, "valu", "did you mean 'value'"),
        (f'{AMEND}amount = 2\nunit = "GW"\n', 5, "unit", "USD"),
        (AMEND, 2, "name", "firmness"),
        (f"{AMEND}amount = 2\n{AMEND}amount = 3\n", 5, "name", "one table"),
        (f"{AMEND}payer = 'x'\n", 4, "payer", "the fields are"),
        ('nam = "x"\n', 1, "nam", "did you mean 'name'"),
        ('name = "a b"\n', 1, "name", "half-round"),
        ("[[parametr]]\n", 1, "parametr", "did you mean 'parameter'"),
        ('[parameter]\nname = "chi"\n', 1, "parameter", "[[parameter]]"),
        ('[[lever]]\nname = "support"\nvalue = "on"\nreason = " "\n', 4, "reason", "why"),
    ],
)
def test_a_fault_has_its_line_its_field_and_its_remedy(
    read: Read, text: str, line: int, field: str, remedy: str
) -> None:
    problem = read(text)[1][0]
    assert (problem.place.line, problem.place.field) == (line, field)
    assert remedy in problem.hint


def test_what_is_no_toml_is_told_with_its_line(read: Read) -> None:
    found, problems = read('name = "a"\nvalue 6\n')
    assert found is None
    assert problems[0].place.line == 2


def test_every_fault_is_told_at_once(read: Read) -> None:
    assert len(read(f"{PARAMETER}value = 1\n{LEVER}value = 'closed'\n")[1]) == 2


def test_no_file_is_told_with_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="caploop scenario new"):
        examined_own(tmp_path / "none.toml", parameters=(), agreements=())
