"""Bounding words are read in both languages, and words that only look like them are not."""

from __future__ import annotations

import pytest

from caploop.extraction.bound import Bound, cue_after, cue_before

BEFORE = {
    Bound.ABOVE: "超过 超 逾 高于 多于 突破 破 more_than over above exceeding surpassed",
    Bound.AT_LEAST: "至少 不低于 不少于 不会达到 未达 at_least no_less_than not_reach",
    Bound.AT_MOST: "不超过 最多 最高可达 至多 没有超过 up_to at_most no_more_than as_much_as",
    Bound.BELOW: "不到 不足 低于 跌破 less_than under below fewer_than",
    Bound.NEARLY: "近 接近 将近 nearly almost close_to just_under",
    Bound.ABOUT: "约 大约 约合 几乎 about around roughly an_estimated some",
}
AFTER = {
    Bound.ABOVE: "以上 多",
    Bound.AT_LEAST: "_or_more +",
    Bound.BELOW: "以下",
    Bound.AT_MOST: "以内",
    Bound.ABOUT: "左右 上下 级 _or_so",
}


def words(table: dict[Bound, str]) -> list[tuple[str, Bound]]:
    return [(w.replace("_", " "), bound) for bound, text in table.items() for w in text.split()]


@pytest.mark.parametrize(("word", "bound"), words(BEFORE))
def test_a_word_before_the_number_bounds_it(word: str, bound: Bound) -> None:
    text = word + (" " if word.isascii() else "")
    cue = cue_before(text, len(text))
    assert cue is not None
    assert cue.bound is bound


@pytest.mark.parametrize(("word", "bound"), words(AFTER))
def test_a_word_behind_the_number_bounds_it(word: str, bound: Bound) -> None:
    cue = cue_after(word, 0)
    assert cue is not None
    assert cue.bound is bound


@pytest.mark.parametrize(
    "text", ["签约", "节约", "附近", "高达", "通过", "moreover ", "市场上", "达"]
)
def test_a_word_that_only_looks_like_a_bound_is_none(text: str) -> None:
    assert cue_before(text, len(text), bare=True) is None
