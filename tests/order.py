"""Which test files share a worker, and which begin: the longest must not be left to the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from xdist.scheduler import LoadFileScheduling

TOGETHER = {
    "the report": (
        "tests/cli/test_main.py",
        "tests/report/chapters/book/test_chapter_page.py",
        "tests/report/chapters/test_build.py",
        "tests/report/test_page_chapters.py",
        "tests/study/shared/test_kept.py",
    ),
    "the whole model": ("tests/model/",),
    "a calibration": ("tests/cli/test_question.py", "tests/study/calibrate/"),
}
"""Files that read one result which takes a minute: in two processes it would be made twice."""
FIRST = (
    "tests/cli/",
    "tests/study/",
    "tests/report/",
    "tests/tools/test_reference.py",
    "README.md",
)

Item = TypeVar("Item")


def scope_of(file: str) -> str:
    """What a file's tests are kept together as: its own name, or that of its company."""
    return next((name for name, files in TOGETHER.items() if file.startswith(files)), file)


def rank_of(file: str) -> int:
    """Company first, in its order, then files that run the whole model, then all others."""
    names = list(TOGETHER)
    scope = scope_of(file)
    return names.index(scope) if scope in names else len(names) + (not file.startswith(FIRST))


def ordered(items: Sequence[tuple[str, Item]]) -> list[Item]:
    """Items, given with their files, in the order in which they begin."""
    return [item for _, item in sorted(items, key=lambda pair: rank_of(pair[0]))]


class InCompany(LoadFileScheduling):
    """Sends a file to one worker, and files that belong together to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(super()._split_scope(nodeid))
