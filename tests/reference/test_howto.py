"""The commands of the how-to pages run as they are printed, and say what the pages say.

A block whose first line names a file in a comment is that file; in a block of `console` each line
that begins with `$` is run, and every line below it is part of what is said.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.test_main import run

DOCS = Path(__file__).parents[2] / "docs"
PAGES = (
    "amend",
    "book",
    "changes",
    "chart",
    "churn",
    "drivers",
    "extract",
    "half-round",
    "matrix",
    "note",
    "register",
    "scenario",
    "shell",
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (\S+\.(?:toml|csv|txt|jsonl))\n")
EXIT = re.compile(r"exit (\d)")


class Call(NamedTuple):
    """A command with what it says, and its exit code."""

    words: list[str]
    said: list[str]
    code: int


def calls(block: str) -> Iterator[Call]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *told = part.splitlines()
        codes = [int(found[1]) for line in told if (found := EXIT.fullmatch(line))]
        said = [line for line in told if line and not EXIT.fullmatch(line)]
        yield Call(shlex.split(command), said, codes[0] if codes else 0)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_do_what_it_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAPLOOP_BOOK", raising=False)
    text = (DOCS / f"howto-{page}.md").read_text("utf-8")
    for kind, block in BLOCK.findall(text):
        if kind in {"toml", "csv", "txt", "jsonl"} and (named := FILE.match(block)):
            content = block if kind == "toml" else block[named.end() :]
            Path(named[1]).write_text(content, encoding="utf-8")
        if kind != "console":
            continue
        for call in calls(block):
            assert call.words[0] == "caploop"
            result = run(*call.words[1:])
            told = result.stderr + result.stdout
            assert result.exit_code == call.code, (call.words, result.stderr)
            for line in call.said:
                assert line.strip() in told, (call.words, told[:2000])


def test_every_page_of_how_to_is_run() -> None:
    pages = {path.stem.removeprefix("howto-") for path in DOCS.glob("howto-*.md")}
    assert pages - {"claims", "output"} == set(PAGES)
