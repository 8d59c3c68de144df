"""Numbers that name something are hidden, durations and amounts are not."""

from __future__ import annotations

import pytest

from caploop.extraction.not_quantity import HIDDEN, hide_names


@pytest.mark.parametrize(
    "name",
    [
        "2025年", "2025-2030年", "2024财年", "5月20日", "3月", "5日", "第三", "第12", "四季度",
        "2026-02-21", "10:30", "[12]", "24年三季度", "2026/02/20", "二〇二五年", "第10亿",
        "https://example.org/5-billion", "raise-7-billion-soon", "2025 to 2030", "单位:亿元",
    ],
)  # fmt: skip
def test_a_name_is_hidden_whole(name: str) -> None:
    assert set(hide_names(f"在 {name} 里")[2:-2]) <= {HIDDEN}


@pytest.mark.parametrize(
    "text", ["8年", "3-5年", "2000-3000亿", "2025 GW", "1日元", "几个月", "三个季度", "4.5 GW"]
)
def test_a_quantity_is_left_as_it_is(text: str) -> None:
    assert hide_names(text) == text
