"""The chain of a register: an edited, removed, moved or added line is told with its number."""

from __future__ import annotations

import json
from datetime import date

import msgspec
from msgspec.structs import replace

from caploop.study.register.entry import (
    NOTHING_BEFORE,
    RegisterEntry,
    chained,
    entries_from,
    entry_hash,
    register_text,
)
from tests.study.register.cases import DEBT, FALLS, again, entry, lines, register_of

THREE = register_of()
TEXT = lines(register_text(THREE))


def codes(*text: str) -> list[tuple[str, int | None]]:
    """What is wrong with these lines: codes, each with its line."""
    _, problems = entries_from("\n".join(text) + "\n", file="own.jsonl")
    assert all(p.place.file == "own.jsonl" and p.hint for p in problems)
    return [(p.code, p.place.line) for p in problems]


def test_what_was_written_is_read_back_whole() -> None:
    read, problems = entries_from(register_text(THREE).decode(), file="own.jsonl")
    assert (read, problems) == (THREE, [])
    assert entries_from(register_text(()).decode(), file="own.jsonl") == ((), [])


def test_each_entry_names_the_one_before_it_and_its_own_hash_is_of_all_else() -> None:
    assert [e.number for e in THREE] == [1, 2, 3]
    assert [e.previous for e in THREE] == [NOTHING_BEFORE, THREE[0].hash, THREE[1].hash]
    assert len({e.hash for e in THREE}) == 3
    assert all(e.hash == entry_hash(replace(e, hash="")) for e in THREE)
    assert entry_hash(replace(THREE[0], probability=0.51)) != THREE[0].hash


def test_an_entry_that_is_added_changes_nothing_above_it() -> None:
    more = chained(THREE, [entry(again(DEBT, id="other"))])
    assert more[:3] == THREE
    assert more[3].previous == THREE[2].hash


def test_an_edited_line_is_found() -> None:
    edited = TEXT[1].replace('"probability":0.5', '"probability":0.9')
    assert edited != TEXT[1]
    assert codes(TEXT[0], edited, *TEXT[2:]) == [("entry-edited", 2)]


def test_a_line_in_another_layout_is_found() -> None:
    assert codes(TEXT[0].replace(",", ", ", 1), *TEXT[1:]) == [("entry-edited", 1)]


def test_a_forged_hash_breaks_the_line_below() -> None:
    forged = replace(THREE[1], probability=0.9)
    forged = replace(forged, hash=entry_hash(forged))
    text = lines(register_text((forged,)))[0]
    assert codes(TEXT[0], text, *TEXT[2:]) == [("entry-out-of-order", 3)]


def test_a_statement_that_is_not_that_of_its_digest_is_found() -> None:
    other = replace(entry(DEBT), statement=again(DEBT, threshold=41.0))
    assert codes(*lines(register_text(register_of(other)))) == [("entry-edited", 1)]


def test_a_removed_line_is_found_wherever_it_stood() -> None:
    assert codes(*TEXT[1:])[0] == ("entry-out-of-order", 1)
    assert codes(TEXT[0], *TEXT[2:])[0] == ("entry-out-of-order", 2)
    assert codes(*TEXT[:2], TEXT[3]) == [("seal-differs", 3)]
    assert codes(*TEXT[:3])[-1] == ("seal-missing", 3)
    assert codes("") == [("seal-missing", 1)]


def test_two_lines_that_changed_places_are_found() -> None:
    assert ("entry-out-of-order", 1) in codes(TEXT[1], TEXT[0], *TEXT[2:])
    assert ("entry-out-of-order", 3) in codes(TEXT[0], TEXT[2], TEXT[1], TEXT[3])


def test_a_line_that_is_there_twice_is_found() -> None:
    assert codes(*TEXT[:2], *TEXT[1:])[0] == ("entry-out-of-order", 3)


def test_a_line_added_by_hand_is_found() -> None:
    row = json.loads(TEXT[2])
    row |= {"number": 4, "previous": THREE[2].hash}
    found = codes(*TEXT[:3], json.dumps(row, separators=(",", ":")), TEXT[3])
    assert ("entry-edited", 4) in found
    assert ("seal-differs", 5) in found


def test_a_line_that_is_no_entry_is_found() -> None:
    assert codes(TEXT[0], "{", *TEXT[2:])[0] == ("entry-unreadable", 2)


def test_an_entry_of_a_day_before_the_one_above_it_is_found() -> None:
    early = entry(FALLS, made=date(2026, 10, 1))
    assert codes(*lines(register_text(register_of(entry(DEBT), early)))) == [
        ("entry-out-of-order", 2)
    ]


def test_a_program_with_further_fields_reads_and_hashes_the_same_lines() -> None:
    later = msgspec.defstruct(
        "Later", [("colour", str | None, None)], bases=(RegisterEntry,), kw_only=True, frozen=True
    )
    for line in TEXT[:-1]:
        assert "null" not in line
        read = msgspec.json.decode(line, type=later)
        assert msgspec.json.encode(read, order="deterministic").decode() == line
