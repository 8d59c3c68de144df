"""The form of an answer: a flag, a suffix, or plain text; what contradicts is refused at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop.cli.form import SUFFIXES, form_of
from caploop.cli.options import FORMS
from caploop.core.errors import UsageError
from tests.cli.conftest import Saved
from tests.cli.test_main import run


@pytest.mark.parametrize(("suffix", "form"), SUFFIXES.items())
def test_the_suffix_of_a_file_says_its_form(suffix: str, form: str, tmp_path: Path) -> None:
    assert form_of(None, tmp_path / f"a{suffix}") == form
    assert form_of(None, tmp_path / f"a{suffix.upper()}") == form


def test_the_help_of_a_question_names_every_suffix() -> None:
    assert FORMS.removesuffix(".").partition(": ")[2].split(", ") == list(SUFFIXES)
    assert ".parquet" in run("runway", "--help").stdout


def test_without_a_file_it_is_the_flag_or_text() -> None:
    assert form_of(None, None) == "text"
    assert form_of("csv", None) == form_of("csv", Path("-")) == "csv"
    assert form_of("json", Path("/dev/null")) == "json"


def test_an_unknown_suffix_is_refused_with_all_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'.doc' is no suffix of a form; take .csv, .json, "):
        form_of(None, tmp_path / "a.doc")
    with pytest.raises(UsageError, match="it has no suffix"):
        form_of(None, tmp_path / "a")
    assert form_of("json", tmp_path / "a") == "json"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--csv", "-o", "a.json"), "--csv contradicts -o a.json"),
        (("--json", "-o", "a.csv"), "--json contradicts -o a.csv"),
        (("-o", "a.doc"), "take .csv, .json, .parquet, .xlsx, .svg, .png, .html, .txt"),
        (("--chart", "cash"), "say where to draw it: --chart cash -o cash.svg"),
        (("--chart", "cash", "-o", "a.csv"), "--chart draws .svg, .png or .html, not csv"),
        (("--chart", "cahs", "-o", "a.svg"), "did you mean 'cash'?; it has when, cash, burn"),
        (("--all", "--csv"), "--all changes nothing in csv"),
        (("--table", "cash", "--json"), "--table changes nothing in json"),
        (("--table", "cash", "-o", "a.xlsx"), "--table changes nothing in xlsx"),
    ],
)
def test_what_contradicts_is_refused_before_anything_is_run(
    more: tuple[str, ...], said: str
) -> None:
    refused = run("runway", *more)
    assert refused.exit_code in {2, 3}
    assert refused.stdout == ""
    assert said in refused.stderr
    assert "as of" not in refused.stderr


def test_tables_and_charts_are_listed(saved: Saved) -> None:
    path = saved("runway").path
    tables = run("runway", "--reopen", path, "--table", "list").stdout
    assert ["cash", "OpenAI’s", "cash,", "with", "new", "money"] in map(
        str.split, tables.splitlines()
    )
    charts = run("runway", "--chart", "list")
    assert charts.stderr == ""
    assert [line.split()[0] for line in charts.stdout.splitlines()] == [
        "when",
        "cash",
        "burn",
        "states",
    ]
    assert run("compare", "S0", "S4", "--chart", "list").stdout == "compare has no chart\n"


def test_an_unknown_table_is_refused_with_all_names(saved: Saved) -> None:
    refused = run("runway", "--reopen", saved("runway").path, "--csv", "--table", "cahs")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "no table 'cahs'; did you mean 'cash'?; it has when, cash, burn" in refused.stderr


def test_csv_is_one_tidy_table_whose_columns_have_their_units(saved: Saved) -> None:
    path = saved("runway").path
    lines = run("runway", "--reopen", path, "--csv").stdout.splitlines()
    assert lines[0] == "year,median_usd_bn,span_low_usd_bn,span_high_usd_bn,standing_share"
    assert [line.split(",")[0] for line in lines[1:]] == ["2026", "2027", "2028", "2029", "2030"]
    assert all(len(line.split(",")) == 5 for line in lines)
    when = run("runway", "--reopen", path, "--csv", "--table", "when").stdout
    assert when.startswith("year,with_money_least_share,with_money_share\n")


def test_one_table_alone_keeps_the_finding_before_it(saved: Saved) -> None:
    path = saved("runway").path
    told = run("runway", "--reopen", path, "--table", "alone").stdout
    assert told.startswith("cash ")
    assert "The plan’s own arithmetic" in told
    assert "Who puts the money in" not in told
