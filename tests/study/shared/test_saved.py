"""Records read back: as they were, or refused with what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import replace

from caploop.core.errors import NotFoundError, UsageError
from caploop.study.shared.rows import digest
from caploop.study.shared.saved import reopened


class LapRecord(Struct, frozen=True, kw_only=True):
    """A record with a date, a number and a hash."""

    day: date
    seconds: float
    hash: str = ""


class FinishRecord(Struct, frozen=True, kw_only=True):
    """A record of another kind."""

    winner: str
    hash: str = ""


Save = Callable[[Struct], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def saved(record: Struct) -> Path:
        path = tmp_path / "saved.json"
        path.write_bytes(msgspec.json.encode(replace(record, hash=digest(record))))
        return path

    return saved


LAP = LapRecord(day=date(2026, 3, 1), seconds=61.25)


def test_a_record_comes_back_as_it_was_saved(save: Save) -> None:
    found = reopened(save(LAP), LapRecord)
    assert replace(found, hash="") == LAP
    assert found.hash == digest(found)


def test_one_of_several_kinds_is_read_as_what_it_is(save: Save) -> None:
    path = save(FinishRecord(winner="ann"))
    assert isinstance(reopened(path, LapRecord, FinishRecord), FinishRecord)


def test_a_number_that_was_changed_is_found(save: Save) -> None:
    path = save(LAP)
    path.write_text(path.read_text("utf-8").replace("61.25", "59.25"), "utf-8")
    with pytest.raises(UsageError, match="hash does not fit; run again"):
        reopened(path, LapRecord)


def test_another_commands_record_and_no_record_are_refused(save: Save) -> None:
    path = save(FinishRecord(winner="ann"))
    with pytest.raises(UsageError, match=r"is no saved lap: .*missing required field `day`"):
        reopened(path, LapRecord)
    path.write_text("day,seconds\n", "utf-8")
    with pytest.raises(UsageError, match=r"is no saved lap: .*save one with --json -o"):
        reopened(path, LapRecord, FinishRecord)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no file .*save a run with --json -o"):
        reopened(tmp_path / "none.json", LapRecord)
