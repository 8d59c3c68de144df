"""The README's picture of the loops is drawn by the package."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from caploop.book.known import known_book
from caploop.report.chapters.loop.picture import loop_picture
from caploop.study.claims.answer import claims
from caploop.study.claims.record import ClaimsRecord
from caploop.study.loop import loop
from caploop.study.loop.record import LoopRecord
from caploop.study.shared.open import BookRecord, book_record
from caploop.study.shared.opening import open_ledger
from tests.real_book import real_book

DAY = date(2026, 3, 1)
PICTURE = Path(__file__).parents[4] / "docs/img/loop.svg"

Records = tuple[LoopRecord, BookRecord, ClaimsRecord]


@pytest.fixture(scope="module")
def records() -> Records:
    record = loop(known_book(real_book(), as_of=DAY, known_at=DAY))
    told = claims(open_ledger().ledger, as_of=DAY, known_at=DAY)
    return record, book_record(real_book(), as_of=DAY, known_at=DAY), told


def test_the_readmes_picture_is_the_one_the_package_draws(records: Records) -> None:
    record, book, evidence = records
    drawn = loop_picture(record, book=book, evidence=evidence, language="en")
    assert drawn + "\n" == PICTURE.read_text()


def test_the_picture_names_every_party_of_a_loop_and_both_dates(records: Records) -> None:
    record, book, evidence = records
    svg = loop_picture(record, book=book, evidence=evidence, language="zh")
    text = " ".join(ElementTree.fromstring(svg).itertext())
    assert all(name in text for name in ("英伟达", "OpenAI", "甲骨文", "亚马逊", "2026"))
    assert "href" not in svg


def test_without_a_loop_there_is_no_picture(records: Records) -> None:
    record, book, evidence = records
    bare = replace(record, loops=())
    assert loop_picture(bare, book=book, evidence=evidence, language="en") == ""
