"""`caploop value` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.test_main import run

ROOT = Path(__file__).parents[2]
FEW = ("--draws", "60")


def test_the_json_is_what_its_schema_says_and_is_reopened_as_tables(tmp_path: Path) -> None:
    saved = tmp_path / "value.json"
    assert run("value", *FEW, "--json", "-o", str(saved)).exit_code == 0
    record = json.loads(saved.read_text("utf-8"))
    schema = ROOT / "docs" / "reference" / "value.schema.json"
    jsonschema.validate(record, json.loads(schema.read_text("utf-8")))
    assert record["draws"] == 60
    tables = run("value", "--reopen", str(saved))
    assert "840 bn USD needs 61% to 75% of the plan" in tables.stderr
    assert "margin needed" in tables.stdout
    saved.write_text(saved.read_text("utf-8").replace('"draws": 60', '"draws": 61'), "utf-8")
    assert "hash does not fit" in run("value", "--reopen", str(saved)).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--draws", "0"), "take 1 to"),
        (("--draws", "50000"), "20,000 at most"),
        (("--scenario", "S-1"), "no scenario"),
        (("--known-at", "2025-11-21"), "were not public"),
        (("--set", "g_T=0.2", *FEW), "below the cost of capital"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], said: str) -> None:
    result = run("value", *arguments)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert said in result.stderr
