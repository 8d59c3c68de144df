"""The command line as a user meets it: exit codes, streams, messages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from caploop.cli.main import main

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parents[1] / "cases" / "small_book"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "book"))


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "claims" in result.stdout
    assert "report" in result.stdout


def test_json_goes_to_stdout_and_the_dates_to_stderr() -> None:
    result = run("claims", "--json")
    record = json.loads(result.stdout)
    assert result.stderr == "as of 2026-03-01, known at 2026-03-01\n"
    assert (record["as_of"], record["known_at"]) == ("2026-03-01", "2026-03-01")


def test_the_json_is_what_its_schema_says() -> None:
    schema = json.loads((ROOT / "docs" / "reference" / "claims.schema.json").read_text("utf-8"))
    for words in (("--book", str(SMALL)), ()):
        record = json.loads(run("claims", "--json", *words).stdout)
        jsonschema.validate(record, schema)
        keys = record["claims"][0].keys()
        assert {"id", "start", "quote_end", "figure", "value_low", "verified"} <= keys


def test_one_view_comes_with_its_two_dates() -> None:
    record = json.loads(run("claims", "conflicts", "--json", "--book", SMALL).stdout)
    assert list(record) == ["as_of", "known_at", "conflicts"]
    assert record["conflicts"][0]["claims"] == ["q-01", "z-01"]


def test_a_pipe_gets_the_text_of_a_terminal_and_csv_where_it_is_asked_for() -> None:
    told = run("claims", "flags", "--book", SMALL, "--quiet")
    assert told.stdout.splitlines()[0] == "flags as of 2026-03-01, known at 2026-03-01"
    result = run("claims", "flags", "--book", SMALL, "--quiet", "--csv")
    assert result.stdout.splitlines()[0] == "claim,kind,reason,beside"
    assert result.stderr == ""


def test_a_claim_is_shown_in_full() -> None:
    result = run("claims", "show", "z-04", "--book", SMALL)
    assert "30亿美元 at" in result.stdout
    assert "superseded by e-01" in result.stdout


def test_an_unknown_claim_ends_with_three() -> None:
    result = run("claims", "show", "004-999")
    assert result.exit_code == 3
    assert "no claim is called '004-999'" in result.stderr


def test_a_date_that_is_none_ends_with_two() -> None:
    result = run("claims", "--as-of", "March")
    assert result.exit_code == 2
    assert "write it like 2026-03-01" in result.stderr


def test_findings_end_with_six_when_asked() -> None:
    assert run("claims", "--fail-on", "flags", "--book", SMALL).exit_code == 6
    assert run("claims", "--fail-on", "flags", "--book", SMALL, "--state", "lapsed").exit_code == 0


def test_a_filter_that_fits_nothing_is_answered_with_the_nearest() -> None:
    result = run("claims", "list", "--party", "Nvidai")
    assert result.exit_code == 3
    assert "did you mean 'nvidia'?" in result.stderr
    assert run("claims", "list", "--state", "bogus").exit_code == 3


def test_a_denial_is_never_printed_as_an_amount() -> None:
    rows = run("claims", "list", "--party", "nvidia", "--csv").stdout.splitlines()
    assert "not ≥ 100 bn USD" in next(row for row in rows if row.startswith("004-05,"))


def test_a_changed_copy_of_a_document_fails_the_check(tmp_path: Path) -> None:
    texts = Path(shutil.copytree(SMALL / "texts", tmp_path / "texts"))
    path = texts / "lantern-en.txt"
    path.write_text(path.read_text("utf-8").replace("1.2", "1.3"), "utf-8")
    result = run("claims", "check", "--book", SMALL, "--documents", texts)
    assert result.exit_code == 5
    assert "document-changed: lantern-en" in result.stderr


def test_a_device_or_a_link_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", "utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    assert run("claims", "flags", "-o", tmp_path / "link.csv", "-q").exit_code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text("utf-8").startswith("claim,")
    assert run("claims", "flags", "-o", "/dev/null", "-q").exit_code == 0
    assert Path("/dev/null").is_char_device()


def test_bad_records_end_with_four_and_every_place(book: Path) -> None:
    path = book / "evidence" / "claims.jsonl"
    text = path.read_text("utf-8").replace('"revenue"', '"revenu"', 1)
    path.write_text(text.replace('"user"', '"folk"', 1), "utf-8")
    result = run("claims", "--book", book)
    assert result.exit_code == 4
    assert f"{path}:1 [measure]" in result.stderr
    assert f"{path}:3 [unit]" in result.stderr
    assert result.stdout == ""


def test_a_figure_that_is_not_at_its_range_ends_with_five(book: Path) -> None:
    path = book / "evidence" / "claims.jsonl"
    text = path.read_text("utf-8").replace("12.5亿美元", "13.5亿美元")
    path.write_text(text, "utf-8")
    result = run("claims", "check", "--book", book, "--documents", SMALL / "texts")
    assert result.exit_code == 5
    assert "'12.5亿美元' stands there, not '13.5亿美元'" in result.stderr


def test_checking_the_small_book_says_what_was_compared() -> None:
    result = run("claims", "check", "--book", SMALL, "--documents", SMALL / "texts")
    assert result.exit_code == 0
    assert "15 stand at their place" in result.stderr


def test_loading_stores_all_or_nothing(book: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'claims.db'}"
    links = book / "evidence" / "links.jsonl"
    good = links.read_text("utf-8")
    back = '{"source":"z-04","target":"e-01","kind":"supersedes","asserted_by":"t"}\n'
    links.write_text(good + back, "utf-8")
    result = run("claims", "load", "--book", book, "--ledger", url)
    assert result.exit_code == 4
    assert "in a circle" in result.stderr
    assert f"{links}:" in result.stderr
    links.write_text(good, "utf-8")
    assert run("claims", "load", "--book", book, "--ledger", url).exit_code == 0
    dates = ("--as-of", "2026-03-01", "--known-at", "2026-03-01")
    record = json.loads(run("claims", "--json", "--ledger", url, *dates).stdout)
    assert len(record["claims"]) == 16


def test_loading_nowhere_is_a_usage_error() -> None:
    result = run("claims", "load", "--book", SMALL)
    assert result.exit_code == 2
    assert "--ledger" in result.stderr


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("sqlite:////nowhere/at/all.db", 3, "there is no database"),
        ("nonsense", 2, "no database address we can use"),
        ("oracle://host/name", 2, "no database address we can use"),
        (
            "postgresql+psycopg://nobody@127.0.0.1:9/none?connect_timeout=1",
            3,
            "no database answers",
        ),
    ],
)
def test_a_database_that_cannot_be_had_is_told_in_words(url: str, code: int, words: str) -> None:
    dates = ("--as-of", "2026-03-01", "--known-at", "2026-03-01")
    result = run("claims", "--json", "--ledger", url, *dates)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = run("report", "-o", tmp_path / "file" / "report.html", "--quiet")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")


def test_a_pipe_that_closes_early_ends_without_a_traceback() -> None:
    asked = "claims list -q --csv"
    words = f"{sys.executable} -c 'from caploop.cli.main import main; main()' {asked} | head -1"
    result = subprocess.run(["bash", "-c", words], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("id,")
    assert "Traceback" not in result.stderr


def test_the_report_is_written_whole(tmp_path: Path) -> None:
    for language in ("en", "zh"):
        path = tmp_path / f"{language}.html"
        result = run("report", "-o", path, "--lang", language, "--draws", 200)
        assert result.exit_code == 0
        assert path.read_text("utf-8").rstrip().endswith("</html>")
        assert list(tmp_path.glob(".*")) == []


def test_the_package_runs_as_a_module() -> None:
    words = [sys.executable, "-m", "caploop", "--version"]
    assert "caploop" in subprocess.run(words, capture_output=True, text=True, check=True).stdout


def test_claims_are_answered_without_loading_the_numeric_libraries() -> None:
    code = (
        "import sys; from caploop.cli.main import main\n"
        "try: main(['claims', 'show', '004-16', '-q'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('numpy', 'scipy') if m in sys.modules], file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stderr.strip().endswith("[]"), told.stderr


def test_a_folder_in_place_of_a_file_is_told_before_anything_is_run(tmp_path: Path) -> None:
    result = run("report", "-o", tmp_path)
    assert result.exit_code == 1
    assert "is a folder; name a file in it" in result.stderr
    assert "as of" not in result.stderr


def test_draws_that_cannot_be_are_refused_and_no_report_is_written(tmp_path: Path) -> None:
    for draws in (0, 20_001):
        result = run("report", "-o", tmp_path / "report.html", "--draws", str(draws))
        assert result.exit_code == 2
        assert "--draws is 1 to 20,000 here" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("claims", "load", "--ledger", "sqlite://", "--party", "nvidia"), "--party changes"),
        (("claims", "load", "004-16", "--ledger", "sqlite://"), "ids changes nothing for load"),
        (("claims", "check", "--fail-on", "flags"), "--fail-on changes nothing for check"),
        (("claims", "check", "-o", "out.txt"), "--output changes nothing for check"),
        (("claims", "list", "--documents", "."), "--documents changes nothing but for check"),
    ],
)
def test_what_would_change_nothing_is_refused(words: tuple[str, ...], told: str) -> None:
    refused = run(*words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert told in refused.stderr
