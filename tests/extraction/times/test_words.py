"""Time expressions in running Chinese and English text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.fiscal import FiscalCalendar
from caploop.extraction.times.words import find_periods

STATED_ON = date(2026, 2, 5)
NVIDIA = FiscalCalendar(issuer="nvidia", year_end_month=1, week_rule="last", weekday="sunday")


def found(
    text: str, stated_on: date | None = STATED_ON, calendar: FiscalCalendar | None = NVIDIA
) -> list[tuple[str, str, str]]:
    """What is found, as (label, start, end)."""
    periods = find_periods(text, stated_on=stated_on, calendar=calendar)
    for start, end, period in periods:
        assert text[start:end] == period.label
    return [(period.label, str(period.start), str(period.end)) for _, _, period in periods]


@pytest.mark.parametrize(
    ("text", "label", "start", "end"),
    [
        ("公司在2025年盈利", "2025年", "2025-01-01", "2025-12-31"),
        ("公司在 2025 年 9 月盈利", "2025 年 9 月", "2025-09-01", "2025-09-30"),
        ("２０２５年9月盈利", "２０２５年9月", "2025-09-01", "2025-09-30"),
        ("2025年12月3日签约", "2025年12月3日", "2025-12-03", "2025-12-03"),
        ("2025年上半年亏损", "2025年上半年", "2025-01-01", "2025-06-30"),
        ("2025年第三季度", "2025年第三季度", "2025-07-01", "2025-09-30"),
        ("2025年前三季度", "2025年前三季度", "2025-01-01", "2025-09-30"),
        ("去年10月的用户", "去年10月", "2025-10-01", "2025-10-31"),
        ("去年秋季放缓", "去年秋季", "2025-09-01", "2025-11-30"),
        ("今年的收入", "今年", "2026-01-01", "2026-12-31"),
        ("截至今年1月份,", "今年1月份", "2026-01-01", "2026-01-31"),
        ("明年上半年交付", "明年上半年", "2027-01-01", "2027-06-30"),
        ("计划2030年前建成", "2030年前", "None", "2030-12-31"),
        ("2027年底前投产", "2027年底前", "None", "2027-12-31"),
        ("到2030年翻番", "到2030年", "None", "2030-12-31"),
        ("至2030年转正", "至2030年", "None", "2030-12-31"),
        ("截至2025年,", "2025年", "2025-01-01", "2025-12-31"),
        ("2024年以来更新很快", "2024年以来", "2024-01-01", "None"),
        ("2025-2030年间缺电", "2025-2030年间", "2025-01-01", "2030-12-31"),
        ("2025年至2030年缺电", "2025年至2030年", "2025-01-01", "2030-12-31"),
        ("2025年10月到2026年3月", "2025年10月到2026年3月", "2025-10-01", "2026-03-31"),
        ("2025年1月至6月", "2025年1月至6月", "2025-01-01", "2025-06-30"),
        ("未来8年内投资", "未来8年内", "2026-02-05", "2034-02-04"),
        ("未来五年投资", "未来五年", "2026-02-05", "2031-02-04"),
        ("2025财年第三财季营收", "2025财年第三财季", "2024-07-29", "2024-10-27"),
        ("2026财年营收", "2026财年", "2025-01-27", "2026-01-25"),
        ("2月5日发布", "2月5日", "2026-02-05", "2026-02-05"),
        ("2026-02-04 收盘", "2026-02-04", "2026-02-04", "2026-02-04"),
        ("revenue in 2027 grew", "in 2027", "2027-01-01", "2027-12-31"),
        ("billions by 2030, it said", "by 2030", "None", "2030-12-31"),
        ("built before 2030", "before 2030", "None", "2030-12-31"),
        ("since 2024 it grew", "since 2024", "2024-01-01", "None"),
        ("signed November 2025", "November 2025", "2025-11-01", "2025-11-30"),
        ("signed Nov. 3, 2025", "Nov. 3, 2025", "2025-11-03", "2025-11-03"),
        ("signed on 3 November 2025", "3 November 2025", "2025-11-03", "2025-11-03"),
        ("by the end of 2027", "by the end of 2027", "None", "2027-12-31"),
        ("by the end of the year", "by the end of the year", "None", "2026-12-31"),
        ("sales by year-end", "by year-end", "None", "2026-12-31"),
        ("by the end of next year", "by the end of next year", "None", "2027-12-31"),
        ("a loss last year", "last year", "2025-01-01", "2025-12-31"),
        ("its H1 2025 loss", "H1 2025", "2025-01-01", "2025-06-30"),
        ("its 2025H1 loss", "2025H1", "2025-01-01", "2025-06-30"),
        ("in the first half of 2025", "in the first half of 2025", "2025-01-01", "2025-06-30"),
        ("third quarter of 2025", "third quarter of 2025", "2025-07-01", "2025-09-30"),
        ("from 2025 to 2030", "from 2025 to 2030", "2025-01-01", "2030-12-31"),
        ("between 2025 and 2030", "between 2025 and 2030", "2025-01-01", "2030-12-31"),
        ("over the next seven years", "over the next seven years", "2026-02-05", "2033-02-04"),
        ("expand over four years", "over four years", "2026-02-05", "2030-02-04"),
        ("fiscal 2026 third quarter", "fiscal 2026 third quarter", "2025-07-28", "2025-10-26"),
        (
            "third quarter of fiscal 2025",
            "third quarter of fiscal 2025",
            "2024-07-29",
            "2024-10-27",
        ),
        ("in Q3 FY2026", "Q3 FY2026", "2025-07-28", "2025-10-26"),
        ("its FY2026Q3", "FY2026Q3", "2025-07-28", "2025-10-26"),
        ("fiscal Q3 2026", "fiscal Q3 2026", "2025-07-28", "2025-10-26"),
        ("third fiscal quarter", "third fiscal quarter", "2025-07-28", "2025-10-26"),
        ("2026年第三财季", "2026年第三财季", "2025-07-28", "2025-10-26"),
        ("third-quarter fiscal 2026", "third-quarter fiscal 2026", "2025-07-28", "2025-10-26"),
        ("in FY26 Q2", "FY26 Q2", "2025-04-28", "2025-07-27"),
    ],
)
def test_a_time_expression_is_found_and_read(text: str, label: str, start: str, end: str) -> None:
    assert found(text) == [(label, start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "5日上午开盘",
        "posted 4 hours ago",
        "it may rise to 6000 and 8500",
        "采购2000块GPU和2030亿元",
        "in 2000 MW steps",
        "99年使用权",
        "如今年轻人当今年均消费",
        "最近几周, 近几个月, 两个月后",
        "季度营收十连增, 连续四季度增长",
        "下一财季目标更高",
        "over the past four years",
    ],
)
def test_what_names_no_date_gives_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["去年10月", "今年", "明年上半年", "last year", "by year-end", "2月5日", "未来8年"]
)
def test_a_relative_expression_without_the_day_of_the_statement_is_not_guessed(text: str) -> None:
    assert found(text, stated_on=None) == [(text, "None", "None")]


@pytest.mark.parametrize("text", ["2025财年第三财季", "Q3 FY2026", "第四财季"])
def test_a_fiscal_expression_without_a_calendar_is_not_guessed(text: str) -> None:
    assert found(text, calendar=None) == [(text, "None", "None")]


def test_a_day_of_this_year_still_to_come_is_not_guessed() -> None:
    assert found("11月3日签约") == [("11月3日", "None", "None")]


def test_an_impossible_day_is_found_and_not_resolved() -> None:
    assert found("2025年2月30日") == [("2025年2月30日", "None", "None")]


def test_the_same_period_of_another_year_takes_the_half_of_the_expression_before_it() -> None:
    text = "2025年上半年净亏损135亿美元,较2024年全年多,相较2024年同期的31亿美元"
    assert found(text)[2] == ("2024年同期", "2024-01-01", "2024-06-30")
    assert found("2024年同期") == [("2024年同期", "None", "None")]


def test_the_same_period_last_year_after_a_fiscal_quarter_is_one_fiscal_year_earlier() -> None:
    text = "2026财年第三财季营收增长,去年同期较低"
    assert found(text)[1] == ("去年同期", "2024-07-29", "2024-10-27")


def test_a_quarter_alone_belongs_to_the_fiscal_year_named_before_it() -> None:
    text = "2025财年第三财季营收570亿美元。预计四季度收入650亿美元,若实现第四财季的目标"
    fourth = ("2024-10-28", "2025-01-26")
    assert found(text)[1:] == [("四季度", *fourth), ("第四财季", *fourth)]


def test_a_quarter_alone_belongs_to_the_calendar_year_of_the_part_named_before_it() -> None:
    text = "In the first half of 2024 it grew; the fourth quarter was flat"
    assert found(text)[1] == ("fourth quarter", "2024-10-01", "2024-12-31")


def test_a_quarter_alone_is_otherwise_the_one_nearest_to_the_day_of_the_statement() -> None:
    assert found("四季度", calendar=None) == [("四季度", "2025-10-01", "2025-12-31")]
    assert found("第四季度") == [("第四季度", "2025-10-27", "2026-01-25")]
    assert found("二季度", calendar=None) == [("二季度", "2026-04-01", "2026-06-30")]


some_days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
pieces = st.sampled_from(
    [
        "2025年",
        "去年",
        "10月",
        "5日",
        "到",
        "至",
        "2030年前",
        "Q3",
        " FY2026",
        "by ",
        "2027",
        "同期",
    ]
) | st.sampled_from(
    ["未来8年", "第四季度", "财年", "-", "31日", "2月", " ", "the end of the year", "May ", "２"]
)


@given(text=st.lists(pieces).map("".join), stated_on=st.none() | some_days)
def test_what_is_found_stands_in_order_and_apart(text: str, stated_on: date | None) -> None:
    reached = 0
    for start, end, period in find_periods(text, stated_on=stated_on, calendar=NVIDIA):
        assert reached <= start < end
        assert period.label == text[start:end]
        reached = end
