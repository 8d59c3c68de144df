"""The register from its making to its score, on the book that comes with the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.evidence import Claim
from caploop.study.options import RegisterOptions
from caploop.study.register.answer import NOT_YET, register
from caploop.study.register.reading import bundled_statements
from caploop.study.register.record import RegisterRecord
from caploop.study.register.store import BUNDLED, read_register
from caploop.study.shared.rows import digest
from tests.real_book import real_known
from tests.study.register.cases import LATER, MADE, claim

ONES = """
[[statement]]
id = "debt-{limit}"
group = "suppliers"
party = "coreweave"
measure = "firm-debt"
end = 2026-12-31
comparison = ">="
threshold = {limit}.0
deadline = 2027-03-31
source = "annual-report"
claim = "total_debt"
"""
UNSAID = """
[[statement]]
id = "permit"
group = "outside"
party = "oracle"
deadline = 2026-12-31
source = "state-authority"
unsaid = "permits-not-modelled"
"""
LIMITS = (20, 40, 80)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with three statements that the model can say, of rising thresholds, and one not."""
    text = "".join(ONES.format(limit=limit) for limit in LIMITS)
    (tmp_path / "own.toml").write_text(text + UNSAID, "utf-8")
    return tmp_path


def asked(home: Path, **given: Any) -> RegisterRecord:
    told: dict[str, Any] = {
        **{"file": home / "own.jsonl", "statements": home / "own.toml", "draws": 60},
        **given,
    }
    return register(real_known(), RegisterOptions(**told))


def making(home: Path, **given: Any) -> RegisterRecord:
    return asked(home, make=True, **{"day": MADE, **given})


def claims(home: Path, *told: Claim) -> Path:
    path = home / "claims.jsonl"
    encode = msgspec.json.Encoder(decimal_format="number").encode
    path.write_bytes(b"".join(encode(one) + b"\n" for one in told))
    return path


def test_making_adds_an_entry_for_each_statement_that_the_model_can_say(home: Path) -> None:
    made = making(home, commit="abc")
    assert made.added == 3
    assert made.headline.values == {"added": 3, "statements": 3, "last": made.last}
    assert [r.statement.id for r in made.rows] == ["debt-20", "debt-40", "debt-80"]
    assert {r.state for r in made.rows} == {"open"}
    assert [(n.statement.id, n.reason) for n in made.not_registered] == [
        ("permit", "permits-not-modelled")
    ]
    assert {(e.commit, e.made, e.draws) for e in made.entries} == {("abc", MADE, 60)}
    assert made.last == made.entries[-1].hash == read_register(home / "own.jsonl")[-1].hash
    assert made.hash == digest(made)


def test_a_higher_threshold_is_no_more_likely(home: Path) -> None:
    chances = [r.probability for r in making(home).rows]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > chances[-1]


def test_the_same_run_says_the_same(home: Path) -> None:
    other = home / "again.jsonl"
    assert [e.hash for e in making(home).entries] == [
        e.hash for e in making(home, file=other).entries
    ]


def test_making_again_adds_nothing_and_amending_adds_beside_what_was_said(home: Path) -> None:
    first = making(home)
    assert making(home).added == 0
    later = making(home, amend="a newer book", draws=80, day=date(2026, 12, 5))
    assert later.added == 3
    assert later.entries[:3] == first.entries
    assert {e.because for e in later.entries[3:]} == {"a newer book"}
    held = read_register(home / "own.jsonl")
    assert [e.amends for e in held[3:]] == [e.hash for e in held[:3]]
    assert [r.entries for r in later.rows] == [(1, 4), (2, 5), (3, 6)]
    assert [r.first for r in later.rows] == [r.first for r in first.rows]


def test_later_claims_resolve_and_the_first_entry_is_scored(home: Path) -> None:
    making(home)
    making(home, amend="more draws", draws=80, day=date(2026, 12, 5))
    found = asked(home, resolve=claims(home, claim(42e9)))
    assert [r.state for r in found.rows] == ["true", "true", "false"]
    assert found.day == LATER
    every = found.groups[-1]
    assert (every.true, every.false, every.open) == (2, 1, 0)
    outcomes = (1.0, 1.0, 0.0)
    firsts = [(r.first - came) ** 2 for r, came in zip(found.rows, outcomes, strict=True)]
    lasts = [(r.probability - came) ** 2 for r, came in zip(found.rows, outcomes, strict=True)]
    bases = [(r.base_rate - came) ** 2 for r, came in zip(found.rows, outcomes, strict=True)]
    assert every.brier == pytest.approx(sum(firsts) / 3, abs=1e-5)
    assert every.brier_last == pytest.approx(sum(lasts) / 3, abs=1e-5)
    assert every.brier_base == pytest.approx(sum(bases) / 3, abs=1e-5)
    assert found.headline.code == "register-decided"


def test_before_the_claim_is_public_they_are_open_and_without_one_overdue(home: Path) -> None:
    making(home)
    path = claims(home, claim(42e9))
    assert {r.state for r in asked(home, resolve=path, day=date(2027, 1, 5)).rows} == {"open"}
    assert {r.state for r in asked(home, day=date(2027, 4, 1)).rows} == {"overdue"}


def test_what_is_decided_or_past_its_deadline_gets_no_entry(home: Path) -> None:
    known = claims(home, claim(42e9, known_at=date(2026, 11, 1)))
    assert making(home, resolve=known).added == 0
    late = making(home, day=date(2027, 4, 1))
    assert late.added == 0
    assert {n.reason for n in late.not_registered} == {NOT_YET, "permits-not-modelled"}


def test_a_registered_statement_cannot_be_put_in_other_words(home: Path) -> None:
    making(home)
    path = home / "own.toml"
    path.write_text(path.read_text("utf-8").replace("20.0", "30.0"), "utf-8")
    with pytest.raises(InputInvalidError, match="registered in other words"):
        making(home)


def test_making_needs_a_file_and_a_day_that_is_not_before_the_last(home: Path) -> None:
    with pytest.raises(UsageError, match="--file and --day"):
        making(home, day=None)
    with pytest.raises(UsageError, match="--file and --day"):
        making(home, file=None)
    with pytest.raises(NotFoundError, match="--make"):
        asked(home)
    making(home)
    with pytest.raises(UsageError, match="would stand before it"):
        making(home, amend="x", day=date(2026, 11, 1))


def test_ours_is_whole_and_rests_on_the_statements_of_today() -> None:
    """Of the laws of its numbers, not of their size: it is made anew with a new book."""
    found = register(real_known(), RegisterOptions())
    assert len(found.rows) >= 20
    said = {s.id: s for s in bundled_statements()}
    assert {r.statement.id for r in found.rows} == {i for i, s in said.items() if not s.unsaid}
    for entry in read_register(BUNDLED):
        assert 0.0 <= entry.low <= entry.probability <= entry.high <= 1.0
        assert 0.0 < entry.base_rate < 1.0
        assert 0.0 < entry.told <= 1.0
        assert entry.draws >= 2000
        assert entry.known_at <= entry.made <= entry.statement.deadline
        assert entry.statement == said[entry.statement.id]
