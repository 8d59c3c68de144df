"""Documents as stored: encodings, own lines, the day."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from caploop.core.errors import UsageError
from caploop.ingest import read_article
from caploop.ingest.article import article_of, without_links

TEXT = "英伟达营收570亿美元\n2026年2月5日\n\n正文在此,同比增长62%。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_text_is_the_same_in_every_encoding_and_the_digest_that_of_the_bytes(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    found = read_article(path)
    assert found.text == TEXT
    assert found.digest == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("content", [b"\x89PNG\x00\x01", bytes([0x81, 0xFF, 0xFF])])
def test_what_is_no_text_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="save it as"):
        read_article(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"b\.txt cannot be read"):
        read_article(tmp_path / "b.txt")


def test_own_lines_end_where_the_page_s_furniture_begins_and_repeated_ones_are_left_out() -> None:
    often = "重复的推荐标题在这里\n"
    text = f"标题\n正文第一句。\n{often}{often}相关推荐\n别的新闻1亿美元\n"
    lines = article_of("a", text).lines
    assert [text[line.start : line.end] for line in lines] == ["标题", "正文第一句。"]


def test_addresses_are_blanked_where_they_stand() -> None:
    text = "see https://example.com/600-billion now"
    blank = without_links(text)
    assert len(blank) == len(text)
    assert "600" not in blank
