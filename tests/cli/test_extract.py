"""`caploop extract`: one candidate a line, or a table."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

from click.testing import CliRunner

from caploop.cli.main import main

TEXT = "OpenAI的收入为131亿美元。\n"


def run(*args: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(main, ["extract", *args])
    return found.exit_code, found.stdout, found.stderr


def test_json_is_one_candidate_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    code, out, said = run(str(path), str(path), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line["value"] for line in lines] == ["13100000000"] * 2
    assert lines[0]["measure"] == "revenue"
    assert "1 figures, 0 of no known measure" in said


def test_csv_has_the_same_fields(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (row,) = csv.DictReader(StringIO(run(str(path), "--csv")[1]))
    assert (row["figure"], row["party"], row["currency"]) == ("131亿美元", "openai", "USD")


def test_a_person_gets_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert "131亿美元  revenue  openai" in run(str(path))[1]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    code, _, said = run(str(tmp_path / "none.txt"))
    assert code == 2
    assert "check its name" in said
