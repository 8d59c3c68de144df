"""`caploop build` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.test_main import run

ROOT = Path(__file__).parents[2]
FEW = ("--draws", "60")


def test_the_json_is_what_its_schema_says_and_is_reopened(tmp_path: Path) -> None:
    schema = json.loads((ROOT / "docs/reference/build.schema.json").read_text("utf-8"))
    saved = tmp_path / "build.json"
    assert run("build", *FEW, "--json", "-o", str(saved)).exit_code == 0
    record = json.loads(saved.read_text("utf-8"))
    jsonschema.validate(record, schema)
    assert json.loads(run("build", "--reopen", str(saved), "--json").stdout) == record
    tables = run("build", "--reopen", str(saved))
    assert tables.exit_code == 0
    assert "of the projects due by 2030" in tables.stderr
    for said in ("201", "73.2", "60", "sb_energy", "engines on site", "pjm"):
        assert said in tables.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--scenario", "S-1"), "no scenario"),
        (("build", "--set", "gap_b=-4"), "gap_b"),
        (("build", "--set", "k_q=9", *FEW), "k_q"),
        (("build", "--known-at", "2025-11-21"), "were not public"),
        (("build", "--draws", "0"), "1 to 1,000,000"),
        (("build", "--reopen", "nowhere.json"), "no file"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert said in result.stderr
