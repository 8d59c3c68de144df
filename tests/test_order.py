"""Order and company of test files: what is listed is there, and long files begin."""

from __future__ import annotations

from tests.order import FIRST, TOGETHER, ordered, scope_of
from tests.test_tidy import ROOT


def test_every_file_listed_is_there() -> None:
    listed = [*FIRST, *(file for files in TOGETHER.values() for file in files)]
    assert [file for file in listed if not (ROOT / file).exists()] == []


def test_files_that_share_a_result_share_a_worker_and_others_do_not() -> None:
    assert scope_of("tests/cli/test_main.py") == scope_of("tests/report/test_page_chapters.py")
    assert scope_of("tests/cli/test_book.py") == "tests/cli/test_book.py"


def test_long_files_begin_and_all_others_keep_their_order() -> None:
    files = ["tests/core/test_b.py", "tests/cli/test_book.py", "tests/core/test_a.py"]
    files += ["tests/model/a/test_a.py", "tests/cli/test_main.py"]
    assert ordered([(f, f) for f in files]) == [files[4], files[3], files[1], files[0], files[2]]
