"""Cases from public reports: the right answer, or a refusal with place and remedy.

The small cases of the kinds are in the tests of each module; this replays the files as handed over.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from caploop.cli.main import main

CODES = {
    "other-currency.toml": "currency-mismatch",
    "not-finite.toml": "value-infinite",
    "misspelt-table.toml": "table-unknown",
    "spread-without-days.toml": "spread-days",
    "overlap-circle.toml": "overlap-cycle",
    "pays-itself.toml": "pays-itself",
}


@pytest.fixture(scope="module")
def cases(shared_folder: Path) -> Path:
    folder = shared_folder / "reference" / "public-cases"
    if not folder.is_dir():
        pytest.skip("no folder `public-cases` among the source documents")
    return folder


def caploop(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_restated_year_is_the_one_known_later(cases: Path) -> None:
    folder = cases / "claims" / "restated-year"
    late = caploop("claims", "resolved", "--csv", "--book", folder).stdout
    early = caploop("claims", "resolved", "--csv", "--book", folder, "--known-at", "2025-06-01")
    assert ",9.2 bn USD," in late
    assert "z-2024-as-first-reported" in late
    assert ",10 bn USD," in early.stdout


def test_separators_inside_a_note_are_no_ends_of_lines(cases: Path) -> None:
    shown = caploop("claims", "list", "--csv", "--book", cases / "claims" / "line-separators")
    assert len(shown.stdout.strip().split("\n")) == 3


def test_figures_that_are_none_are_refused_and_not_stored(cases: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    folder = cases / "claims" / "not-finite"
    refused = caploop("claims", "load", "--book", folder, "--ledger", url)
    assert refused.exit_code == 4
    for line in (1, 2, 3):
        assert f"claims.jsonl:{line} [value]" in refused.stderr
    dates = ("--as-of", "2026-03-01", "--known-at", "2026-03-01")
    assert len(caploop("claims", "list", "--csv", "--ledger", url, *dates).stdout.split()) == 1


def test_one_party_in_four_spellings_is_one_party(cases: Path) -> None:
    folder = cases / "claims" / "one-name-many-spellings"
    assert len(caploop("claims", "resolved", "--csv", "--book", folder).stdout.splitlines()) == 2
    assert len(caploop("claims", "conflicts", "--csv", "--book", folder).stdout.splitlines()) == 7


def test_labels_that_are_not_their_days_are_flagged(cases: Path) -> None:
    shown = caploop("claims", "flags", "--csv", "--book", cases / "claims" / "label-and-days")
    flagged = {line.split(",")[0] for line in shown.stdout.splitlines()[1:]}
    assert flagged == {"nine-months", "fiscal"}


def test_a_year_of_weeks_and_the_press_speak_of_one_year(cases: Path) -> None:
    shown = caploop("claims", "conflicts", "--csv", "--book", cases / "claims" / "year-of-weeks")
    assert "filing press" in shown.stdout


@pytest.mark.parametrize("code", ["SAR", "CAD", "AUD", "SGD", "CHF", "AED", "NOK", "SEK", "VND"])
def test_a_currency_that_can_be_read_can_be_held(cases: Path, tmp_path: Path, code: str) -> None:
    folder = Path(shutil.copytree(cases / "claims" / "currency-that-is-read", tmp_path / "b"))
    path = folder / "claims.jsonl"
    path.write_text(path.read_text("utf-8").replace("SAR", code), "utf-8")
    shown = caploop("claims", "list", "--csv", "--book", folder)
    assert shown.exit_code == 0
    assert f"4 bn {code}" in shown.stdout


def test_of_two_folders_with_the_same_ids_one_is_stored(cases: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    first = caploop("claims", "load", "--book", cases / "claims" / "two-loads-a", "--ledger", url)
    other = caploop("claims", "load", "--book", cases / "claims" / "two-loads-b", "--ledger", url)
    assert (first.exit_code, other.exit_code) == (0, 4)
    assert "id-duplicate" in other.stderr


@pytest.mark.parametrize("name", sorted(CODES))
def test_each_piece_of_a_book_is_refused_with_place_and_remedy(
    cases: Path, tmp_path: Path, name: str
) -> None:
    home = book_with(cases / "book" / name, tmp_path)
    shown = caploop("book", "check", "--book", home)
    assert shown.exit_code == 4
    assert f"{CODES[name]}: " in shown.stderr
    assert "agreements.toml:" in shown.stderr
    assert "next: " in shown.stderr


def test_a_table_in_millions_called_billions_stands_out(cases: Path, tmp_path: Path) -> None:
    home = book_with(None, tmp_path)
    shutil.copy(cases / "book" / "parties.toml", home / "book" / "parties.toml")
    shutil.copy(cases / "positions.csv", home / "book" / "positions.csv")
    shown = caploop("book", "check", "--book", home)
    assert "scale-implausible: B1" in shown.stderr


def test_a_cheque_may_have_bought_nothing_where_no_other_cash_is_known(
    cases: Path, tmp_path: Path
) -> None:
    home = book_with(cases / "book" / "own-cheque-nothing-else-known.toml", tmp_path)
    record = json.loads(caploop("loop", "--json", "--book", home).stdout)
    (row,) = record["self_funded"]
    bn = 1_000_000_000
    assert (row["party"], row["min"], row["max"], row["of"]) == ("oracle", 0, 7 * bn, 14 * bn)
    (cover,) = record["coverage"]
    assert (cover["outside_usd"], cover["ratio"]) == (None, None)
    assert cover["reason"]["code"] == "revenue-not-known"
    said = record["headline"]
    assert (said["code"], said["values"]["least_bn"]) == ("own-money", 0)
    assert said["values"]["most_bn"] == 7


def test_an_empty_book_goes_out_and_comes_back(cases: Path, tmp_path: Path) -> None:
    home = book_with(None, tmp_path)
    assert json.loads((cases / "command-line.json").read_text("utf-8"))["cases"]
    assert caploop("book", "export", tmp_path / "out", "--book", home).exit_code == 0
    assert caploop("book", "check", "--book", tmp_path / "out").exit_code == 0


def book_with(agreements: Path | None, place: Path) -> Path:
    """A new book, with the agreements of a case and the parties beside it."""
    home = place / "book"
    day = date(2026, 3, 1).isoformat()
    made = caploop("book", "init", home, "--as-of", day, "--known-at", day)
    assert made.exit_code == 0, made.output
    if agreements is not None:
        shutil.copy(agreements, home / "book" / "agreements.toml")
        shutil.copy(agreements.parent / "parties.toml", home / "book" / "parties.toml")
    return home
