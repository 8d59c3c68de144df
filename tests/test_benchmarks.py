"""What the benchmarks load is what the checks let through."""

from __future__ import annotations

from pathlib import Path

from benchmarks.ledger import made
from caploop.evidence.store import read_folder, write_folder


def test_made_claims_pass_the_checks_of_a_folder(tmp_path: Path) -> None:
    batch = made(50, parties=3)
    write_folder(batch, tmp_path / "book")
    read, _ = read_folder(tmp_path / "book")
    assert len(read.claims) == 50
