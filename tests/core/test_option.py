"""What is told beside a field of a record of options."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import NODEFAULT, Struct

from caploop.core.option import Option, fields_of


class Race(Struct, frozen=True, kw_only=True):
    """What a race may be told."""

    course: Annotated[Literal["flat", "hills"], Option(argument=True)]
    laps: Annotated[int, Option("rounds run", flag="--rounds", metavar="N")] = 3
    slow: bool = False


class Relay(Race, frozen=True, kw_only=True):
    """The same of a relay."""

    laps: Annotated[int, Option("of each runner")] = 1
    batons: Annotated[tuple[str, ...], Option(needs=("laps",), without="slow")] = ()


def test_a_field_has_its_type_default_and_what_is_told_beside_it() -> None:
    course, laps, slow = fields_of(Race)
    assert (course.name, course.type, course.default) == (
        "course",
        Literal["flat", "hills"],
        NODEFAULT,
    )
    assert course.option.argument
    assert (laps.type, laps.default) == (int, 3)
    assert laps.option == Option("rounds run", flag="--rounds", metavar="N")
    assert (slow.type, slow.default, slow.option) == (bool, False, Option())


def test_a_record_keeps_the_fields_of_the_one_it_extends_and_may_tell_them_anew() -> None:
    found = {f.name: f for f in fields_of(Relay)}
    assert set(found) == {"course", "slow", "laps", "batons"}
    assert (found["laps"].default, found["laps"].option) == (1, Option("of each runner"))
    assert (found["batons"].option.needs, found["batons"].option.without) == (("laps",), "slow")
    assert found["batons"].type == tuple[str, ...]
