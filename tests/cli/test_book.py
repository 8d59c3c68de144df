"""`caploop book` as a user meets it."""

from __future__ import annotations

import filecmp
import json
import shutil
from pathlib import Path
from time import process_time

import pytest
from sqlalchemy import create_engine

from caploop.book.database import SCHEMA
from caploop.evidence.store import BUNDLED
from tests.cli.test_main import run


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book that comes with the program, as a folder of the user's own."""
    folder = tmp_path_factory.mktemp("export") / "book"
    assert run("book", "export", folder, "--quiet").exit_code == 0
    return folder


@pytest.fixture
def own(exported: Path, tmp_path: Path) -> Path:
    """A copy of that folder to spoil."""
    return Path(shutil.copytree(exported, tmp_path / "own"))


def same(one: Path, other: Path) -> bool:
    names = sorted(str(p.relative_to(one)) for p in one.rglob("*") if p.is_file())
    there = sorted(str(p.relative_to(other)) for p in other.rglob("*") if p.is_file())
    _, differ, missing = filecmp.cmpfiles(one, other, names, shallow=False)
    return names == there and not differ and not missing


def test_the_book_that_comes_with_the_program_passes() -> None:
    result = run("book", "check", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["agreements"] == 132
    assert found["two_claim_share"] >= 0.5
    assert found["assumption_share"] <= 0.4
    assert found["problems"] == []
    assert found["unread_parameters"]


def test_an_amount_leads_to_claims_with_their_ranges() -> None:
    shown = json.loads(run("book", "show", "nvidia-openai-2025-loi", "--json").stdout)
    assert shown["id"] == "nvidia-openai-2025-loi"
    for traced in shown["tranches"]:
        assert traced["claims"]
    claims = {c["id"]: c for t in shown["tranches"] for c in t["claims"]}
    assert (claims["004-16"]["start"], claims["004-16"]["end"]) == (605, 612)
    assert claims["004-16"]["figure"] == "1000亿美元"


def test_the_contract_of_coreweave_stands_beside_the_slip() -> None:
    result = run("book", "show", "openai-coreweave-2025")
    assert "$119 billion" in result.stdout
    assert result.stdout.count("a slip: not used") == 5
    assert "≤ 11.9 bn USD" in result.stdout
    assert "≤ 22.4 bn USD (compute_purchase, aggregate)" in result.stdout


def test_a_quantity_given_by_hand_makes_a_tranche_due() -> None:
    words = ("book", "show", "amazon-openai-2026-round", "--json", "--value", "ipo_openai=1")
    shown = json.loads(run(*words).stdout)
    standing = {t["tranche"]["id"].split("/")[-1]: t["standing"] for t in shown["tranches"]}
    assert (standing["initial"], standing["conditional"]) == ("due", "due")
    assert run("book", "show", "amazon-openai-2026-round", "--value", "ipo=1").exit_code == 3
    assert run("book", "show", "amazon-openai-2026-round", "--value", "ipo_openai").exit_code == 2


def test_an_unknown_agreement_is_answered_with_the_nearest() -> None:
    result = run("book", "show", "nvidia-openai-2025-lio")
    assert result.exit_code == 3
    assert "did you mean 'nvidia-openai-2025-loi'?" in result.stderr


@pytest.mark.parametrize("view", ["agreements", "commitments", "supply", "flows", "parties"])
def test_every_view_comes_as_csv_and_json(view: str) -> None:
    assert len(run("book", view, "--csv").stdout.splitlines()) > 10
    record = json.loads(run("book", view, "--json").stdout)
    assert list(record) == ["as_of", "known_at", view]


def test_what_changed_between_two_days_is_told() -> None:
    result = run("book", "diff", "2026-02-26", "2026-02-27")
    assert "nvidia-openai-2026-round/equity/all" in result.stdout
    assert run("book", "diff").exit_code == 2
    assert run("book", "diff", "2026-03-01", "2026-02-01").exit_code == 2


def test_an_earlier_day_of_knowledge_hides_later_papers() -> None:
    text = run("book", "agreements", "--csv", "--known-at", "2025-10-01").stdout
    assert "nvidia-openai-2025-loi" in text
    assert "nvidia-openai-2026-round" not in text


def test_export_and_import_round_trip_to_the_byte(exported: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert run("book", "export", again, "--book", exported).exit_code == 0
    assert same(exported, again)
    url = f"sqlite:///{tmp_path / 'book.db'}"
    assert run("book", "import", "--book", exported, "--ledger", url).exit_code == 0
    back = tmp_path / "back"
    assert run("book", "export", back, "--ledger", url).exit_code == 0
    assert same(exported, back)


def test_postgresql_keeps_books_too(exported: Path, tmp_path: Path, postgres_url: str) -> None:
    assert run("book", "import", "--book", exported, "--ledger", postgres_url).exit_code == 0
    back = tmp_path / "back"
    assert run("book", "export", back, "--ledger", postgres_url).exit_code == 0
    assert same(exported, back)
    result = run("book", "check", "--ledger", postgres_url, "--name", "other")
    assert result.exit_code == 3
    assert "there is: book" in result.stderr
    engine = create_engine(postgres_url)
    SCHEMA.drop_all(engine)
    engine.dispose()


def test_an_empty_book_is_made_and_can_be_checked(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    dates = ("--as-of", "2026-03-01", "--known-at", "2026-03-01")
    assert run("book", "init", folder, *dates).exit_code == 0
    result = run("book", "check", "--book", folder)
    assert result.exit_code == 0, result.stderr
    assert "0 agreements" in result.stdout
    assert run("book", "init", folder, *dates).exit_code == 2


SPOILED = [
    ("agreements.toml", 'payer = "nvidia"', 'payer = "nvidla"', "did you mean 'nvidia'?"),
    ("agreements.toml", "capacity_w = 10000000000", "capacity_w = -1", "capacity is below zero"),
    ("agreements.toml", 'currency = "USD"\n', "", "an amount of money without currency"),
    ("agreements.toml", "ipo_openai >= 1", "ipo_opanai >= 1", "did you mean 'ipo_openai'?"),
    ("agreements.toml", '"004-15"', '"004-155"', "claim '004-155' does not exist"),
    ("agreements.toml", "amount = 11900000000\n", "amount = 1\n", "tranches sum to"),
    ("parties.toml", 'sector = "corporations"', 'sector = "corporation"', "sector"),
    ("parameters.csv", "USD bn,USD bn,13.0", ",USD bn,13.0", "unit"),
    ("positions.csv", "24.296", "many", "many"),
    ("scenarios.toml", 'name = "plan_vintage"', 'name = "plan_vintag"', "plan_vintage"),
]


@pytest.mark.parametrize(("name", "old", "new", "words"), SPOILED)
def test_a_spoiled_book_is_refused_with_place_and_remedy(
    own: Path, name: str, old: str, new: str, words: str
) -> None:
    path = own / "book" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    result = run("book", "check", "--book", own)
    assert result.exit_code == 4
    assert words in result.stderr
    assert name in result.stderr
    assert "next: " in result.stderr


def test_a_circle_of_successors_is_refused(own: Path) -> None:
    path = own / "book" / "agreements.toml"
    heir = 'superseded_by = "nvidia-openai-2025-loi/equity/v2025-11-19"'
    text = path.read_text("utf-8")
    assert heir in text
    loop = 'superseded_by = "nvidia-openai-2025-loi/equity/v2025-09-22"'
    path.write_text(text.replace(heir, loop, 1), "utf-8")
    result = run("book", "check", "--book", own)
    assert result.exit_code == 4
    assert "by itself" in result.stderr


def test_a_spoiled_book_is_not_stored(own: Path, tmp_path: Path) -> None:
    path = own / "book" / "agreements.toml"
    path.write_text(path.read_text("utf-8").replace('payer = "nvidia"', 'payer = "x"', 1), "utf-8")
    url = f"sqlite:///{tmp_path / 'book.db'}"
    assert run("book", "import", "--book", own, "--ledger", url).exit_code == 4
    assert run("book", "check", "--ledger", url).exit_code == 3


def test_a_folder_without_a_book_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text("as_of = 2026-03-01\nknown_at = 2026-03-01\n", "utf-8")
    assert run("book", "check", "--book", tmp_path).exit_code == 3


def test_the_bundled_folder_is_never_written() -> None:
    result = run("book", "export", BUNDLED)
    assert result.exit_code == 2
    assert "not empty" in result.stderr


def test_a_table_that_is_cut_off_is_refused(own: Path) -> None:
    path = own / "book" / "positions.csv"
    path.write_bytes(path.read_bytes()[:3000])
    result = run("book", "check", "--book", own)
    assert result.exit_code == 4
    assert "may be cut off" in result.stderr


@pytest.mark.parametrize("name", ["agreements.toml", "parties.toml", "positions.csv"])
def test_a_table_in_another_encoding_is_refused(own: Path, name: str) -> None:
    path = own / "book" / name
    path.write_bytes("英伟达\n".encode("gb18030") + path.read_bytes())
    result = run("book", "check", "--book", own)
    assert result.exit_code == 4
    assert "not UTF-8" in result.stderr


def test_a_number_that_is_none_is_refused() -> None:
    words = ("book", "show", "amazon-openai-2026-round", "--value", "ipo_openai=nan")
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "openai-oracle-2025"), "names changes nothing for check"),
        (("commitments", "openai"), "names changes nothing for commitments"),
        (("commitments", "--value", "ipo_openai=1"), "--value changes nothing but for show"),
        (("flows", "--name", "other"), "--name changes nothing without --ledger"),
        (("diff", "2026-02-26", "--known-at", "2026-01-01"), "--known-at changes nothing"),
        (("export", "out", "--known-at", "2025-10-01"), "--known-at changes nothing"),
        (("export", "out", "--json"), "changes nothing for export"),
        (("init", "out", "--book", "in"), "--book changes nothing for init"),
    ],
)
def test_what_would_change_nothing_is_refused(words: tuple[str, ...], told: str) -> None:
    refused = run("book", *words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert told in refused.stderr


def test_a_book_whose_evidence_is_gone_is_not_found_and_not_exported(
    own: Path, tmp_path: Path
) -> None:
    """Its agreements rest on claims, so that without them it is not the same book."""
    shutil.rmtree(own / "evidence")
    for words in (("check",), ("export", tmp_path / "out")):
        refused = run("book", *words, "--book", own)
        assert refused.exit_code == 3
        assert "holds no .jsonl file; expected claims.jsonl" in refused.stderr
    assert not (tmp_path / "out").exists()


AGREEMENT = """
[[agreement]]
id = "lab-cloud-2026-x{0}"

[[agreement.tranche]]
id = "lab-cloud-2026-x{0}/compute/all"
payer = "lab"
payee = "cloud"
kind = "compute_purchase"
firmness = "signed"
state = "live"
known_at = 2025-12-01
unit = "USD"
currency = "USD"
amount = 1000000000
start = 2026-01-01
end = 2026-12-31
spread = "even"
source = "made up"
publisher = "made up"
assumed = ["claims"]
"""
PARTY = """
[[party]]
id = "{0}"
name_en = "{0}"
name_zh = "{0}"
sector = "corporations"
role = "cloud"
source = ["assumption"]
"""


def test_ten_thousand_agreements_are_read_and_added_up_in_seconds(tmp_path: Path) -> None:
    home = tmp_path / "many"
    days = ("--as-of", "2026-03-01", "--known-at", "2026-03-01")
    assert run("book", "init", home, *days).exit_code == 0
    (home / "book" / "parties.toml").write_text(PARTY.format("lab") + PARTY.format("cloud"))
    many = "".join(AGREEMENT.format(number) for number in range(10_000))
    (home / "book" / "agreements.toml").write_text(many)
    began = process_time()
    found = json.loads(run("book", "commitments", "--json", "--book", home).stdout)
    (row,) = found["commitments"]
    assert float(row["net_usd"]) == 1e13
    assert len(row["tranches"]) == 10_000
    assert process_time() - began < 16


def test_a_fault_of_a_party_or_a_scenario_has_the_line_of_its_file(tmp_path: Path) -> None:
    home = tmp_path / "own"
    run("book", "init", home, "--as-of", "2026-03-01", "--known-at", "2026-03-01")
    party = '# two lines\n\n[[party]]\nid = "a"\nname_en = "A"\nsector = "firms"\n'
    (home / "book" / "parties.toml").write_text(party, "utf-8")
    head = '[[scenario]]\nid = "S"\ntitle_en = "s"\ntitle_zh = "s"\nsource = "s"\n'
    change = '[[scenario.changes]]\ntarget = "lever"\nname = "support"\naction = "set"\n'
    told = f'{head}{change}word = "on"\nreason = "r"\n{change}word = "of"\nreason = "r"\n'
    (home / "book" / "scenarios.toml").write_text(told, "utf-8")
    checked = run("book", "check", "--book", home)
    assert checked.exit_code == 4
    assert "parties.toml:6 [sector]" in checked.stderr
    assert "scenarios.toml:16 [changes[1].word]" in checked.stderr


def test_the_example_of_a_new_book_is_right_once_it_counts(tmp_path: Path) -> None:
    home = tmp_path / "own"
    run("book", "init", home, "--as-of", "2026-03-01", "--known-at", "2026-03-01")
    for name in ("agreements.toml", "parties.toml", "scenarios.toml"):
        path = home / "book" / name
        lines = path.read_text("utf-8").splitlines()
        used = [
            line.removeprefix("# ") if line.startswith("# [[") or " = " in line else line
            for line in lines
        ]
        path.write_text("\n".join(used) + "\n", "utf-8")
    checked = run("book", "check", "--book", home)
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert "1 agreements in 1 tranches, 2 parties" in checked.stdout
