"""`caploop rivals` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.test_main import run

ROOT = Path(__file__).parents[2]
FEW = ("--draws", "40")


def test_the_json_is_what_its_schema_says_and_is_reopened_as_tables(tmp_path: Path) -> None:
    saved = tmp_path / "rivals.json"
    assert run("rivals", *FEW, "--json", "-o", str(saved)).exit_code == 0
    record = json.loads(saved.read_text("utf-8"))
    schema = ROOT / "docs" / "reference" / "rivals.schema.json"
    jsonschema.validate(record, json.loads(schema.read_text("utf-8")))
    assert record["draws"] == 40
    tables = run("rivals", "--reopen", str(saved))
    assert "developers can pay for the frontier" in tables.stderr
    assert "cheaper_hardware" in tables.stdout
    saved.write_text(saved.read_text("utf-8").replace('"draws": 40', '"draws": 41'), "utf-8")
    assert "hash does not fit" in run("rivals", "--reopen", str(saved)).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--draws", "0"), "take 1 to"),
        (("--scenario", "S-1"), "no scenario"),
        (("--known-at", "2025-11-21"), "were not public"),
        (("--set", "spill=1.5", *FEW), "spill"),
        (("--set", "jump_q=2", *FEW), "jump_q"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], said: str) -> None:
    result = run("rivals", *arguments)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert said in result.stderr
