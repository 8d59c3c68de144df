"""Figures and periods with the ways the press writes them, as strategies that say what is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from caploop.core.fiscal import FiscalCalendar

MAY = FiscalCalendar(issuer="lantern", year_end_month=5)
STATED_ON = date(2026, 2, 20)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A figure as written, and the only value and unit it may be read with."""

    text: str
    value: Decimal
    unit: str | None


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A period as written, and the only days it may be read with."""

    text: str
    start: date
    end: date


_SIGNS = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "Rs ": "INR", "Rs. ": "INR",
    "HK$": "HKD", "NT$": "TWD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "₩": "KRW", "USD ": "USD",
    "CHF ": "CHF", "SEK ": "SEK", "RMB": "CNY", "INR ": "INR", "EUR ": "EUR",
}  # fmt: skip
_NAMES = {
    " dollars": "USD", " euros": "EUR", " won": "KRW", " rupees": "INR", " yen": "JPY",
    " Hong Kong dollars": "HKD", " US dollars": "USD", " yuan": "CNY", " Swiss francs": "CHF",
}  # fmt: skip
_NAMES_ZH = {
    "美元": "USD", "韩元": "KRW", "韓元": "KRW", "日元": "JPY", "円": "JPY", "港元": "HKD",
    "欧元": "EUR", "人民币": "CNY", "新台币": "TWD", "卢比": "INR",
}  # fmt: skip
_SCALES = {"million": 6, "billion": 9, "trillion": 12}
_SHORT = {"m": 6, "mn": 6, "bn": 9, "b": 9, "B": 9, "tn": 12, "trn": 12, "M": 6, "k": 3, "T": 12}
_INDIAN = {" crore": 7, " lakh": 5, " lakh crore": 12, " cr": 7, "-crore": 7, " thousand crore": 10}
_GERMAN = {" Mrd.": 9, " Mio.": 6, " Mrd": 9, " Milliarden": 9, " Mio": 6, " Md": 9, " mld": 9}
_BIG_ZH = {"万": 4, "亿": 8, "億": 8, "万亿": 12, "萬億": 12, "千亿": 11, "百万": 6, "十億": 9}
_PARTS = {
    "half a": "0.5", "a quarter of a": "0.25", "three quarters of a": "0.75", "half of a": "0.5",
    "three-quarters of a": "0.75", "one-half": "0.5", "a tenth of a": "0.1", "½": "0.5",
    "¼": "0.25", "one and a half": "1.5", "two and a half": "2.5", "one and a quarter": "1.25",
    "two and three quarter": "2.75", "two-and-a-half": "2.5", "1½": "1.5", "4 ½": "4.5",
    "¾ of a": "0.75", "2¼": "2.25", "3 and a half": "3.5", "1 1/2": "1.5", "2 3/4": "2.75",
}  # fmt: skip
_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_ONES += ["eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_HAN = "零一二三四五六七八九"


def words_en(number: int) -> str:
    """A whole number below 1,000 in English words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        ten, one = divmod(number, 10)
        return _TENS[ten - 2] + (f"-{_ONES[one]}" if one else "")
    hundred, rest = divmod(number, 100)
    return f"{_ONES[hundred]} hundred" + (f" and {words_en(rest)}" if rest else "")


def words_zh(number: int) -> str:
    """A whole number below 10,000 in Chinese words."""
    words, zero = "", False
    for weight, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, weight)
        if digit:
            words += ("零" if zero and words else "") + _HAN[digit] + name
        zero = not digit
    return words


def _scaled(number: str, scale: int) -> Decimal:
    return Decimal(number).scaleb(scale)


def _plain(whole: int, decimals: str) -> str:
    return f"{whole}.{decimals}" if decimals else str(whole)


def _grouped(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


_WHOLE = st.integers(1, 999)
_DECIMALS = st.text("0123456789", max_size=2).map(lambda text: text.rstrip("0"))


@st.composite
def money_en(draw: st.DrawFn) -> Written:
    """An amount with a sign or a name of money and an English scale."""
    number = _plain(draw(_WHOLE), draw(_DECIMALS))
    if draw(st.booleans()):
        word, scale = draw(st.sampled_from(list(_SHORT.items())))
        gap = "" if len(word) == 1 else draw(st.sampled_from(["", " "]))
    else:
        word, scale = draw(st.sampled_from(list(_SCALES.items())))
        gap = draw(st.sampled_from([" ", "-"]))
    return _with_money(draw, f"{number}{gap}{word}", _scaled(number, scale))


def _with_money(draw: st.DrawFn, text: str, value: Decimal) -> Written:
    if draw(st.booleans()):
        sign, unit = draw(st.sampled_from(list(_SIGNS.items())))
        return Written(text=sign + text, value=value, unit=unit)
    name, unit = draw(st.sampled_from(list(_NAMES.items())))
    return Written(text=text + name, value=value, unit=unit)


@st.composite
def money_abroad(draw: st.DrawFn) -> Written:
    """An amount as the Indian, German or French press writes it."""
    number = _plain(draw(_WHOLE), draw(_DECIMALS))
    if draw(st.booleans()):
        word, scale = draw(st.sampled_from(list(_INDIAN.items())))
        sign, unit = draw(
            st.sampled_from([("₹", "INR"), ("Rs ", "INR"), ("Rs", "INR"), ("$", "USD")])
        )
        return Written(text=f"{sign}{number}{word}", value=_scaled(number, scale), unit=unit)
    word, scale = draw(st.sampled_from(list(_GERMAN.items())))
    behind, unit = draw(
        st.sampled_from([(" Euro", "EUR"), (" €", "EUR"), (" Dollar", "USD"), (" Franken", "CHF")])
    )
    return Written(
        text=number.replace(".", ",") + word + behind, value=_scaled(number, scale), unit=unit
    )


@st.composite
def money_grouped(draw: st.DrawFn) -> Written:
    """An amount whose digits are grouped by a mark."""
    whole = draw(st.integers(1_000_000, 999_999_999_999))
    mark, sign, unit = draw(
        st.sampled_from(
            [(",", "$", "USD"), (" ", "US$ ", "USD"), ("'", "CHF ", "CHF"), (".", "€", "EUR"),
             ("\u202f", "€", "EUR"), ("\u00a0", "€", "EUR"), ("’", "CHF ", "CHF")]
        )
    )  # fmt: skip
    return Written(text=sign + _grouped(whole, mark), value=Decimal(whole), unit=unit)


@st.composite
def money_words(draw: st.DrawFn) -> Written:
    """An amount in English words, whole, pointed or a fraction of its scale."""
    word, scale = draw(st.sampled_from(list(_SCALES.items())))
    name, unit = draw(st.sampled_from(list(_NAMES.items())))
    kind = draw(st.integers(0, 2))
    if kind == 0:
        number = draw(st.integers(1, 999))
        return Written(
            text=f"{words_en(number)} {word}{name}", value=_scaled(str(number), scale), unit=unit
        )
    if kind == 1:
        whole, figures = (
            draw(st.integers(0, 99)),
            draw(st.text("123456789", min_size=1, max_size=2)),
        )
        said = " ".join(_ONES[int(figure)] for figure in figures)
        number_said = f"{words_en(whole)} point {said} {word}{name}"
        return Written(text=number_said, value=_scaled(f"{whole}.{figures}", scale), unit=unit)
    part, printed = draw(st.sampled_from(list(_PARTS.items())))
    return Written(text=f"{part} {word}{name}", value=_scaled(printed, scale), unit=unit)


@st.composite
def money_zh(draw: st.DrawFn) -> Written:
    """An amount in Chinese or mixed figures, also with 万 or 兆 before 亿."""
    name, unit = draw(st.sampled_from(list(_NAMES_ZH.items())))
    kind = draw(st.integers(0, 3))
    if kind == 0:
        number = _plain(draw(st.integers(1, 9999)), draw(_DECIMALS))
        word, scale = draw(st.sampled_from(list(_BIG_ZH.items())))
        return Written(text=number + word + name, value=_scaled(number, scale), unit=unit)
    high, low = draw(st.integers(1, 99)), draw(st.integers(1, 9999))
    if kind == 1:
        low = max(low, 1000)
        text = f"{high}万{low}亿" if draw(st.booleans()) else f"{words_zh(high)}万{words_zh(low)}亿"
        return Written(
            text=text.replace("一十", "十") + name,
            value=_scaled(str(high * 10**4 + low), 8),
            unit=unit,
        )
    if kind == 2:
        text = draw(st.sampled_from([f"{high}兆{low:,}億", f"{high}兆{low}亿"]))
        return Written(text=text + name, value=_scaled(str(high * 10**4 + low), 8), unit=unit)
    word, scale = draw(st.sampled_from([("亿", 8), ("万", 4), ("万亿", 12)]))
    said = words_zh(low).replace("一十", "十", 1) if low < 20 else words_zh(low)
    return Written(text=said + word + name, value=_scaled(str(low), scale), unit=unit)


def figures() -> st.SearchStrategy[Written]:
    """A figure in any of the styles."""
    return st.one_of(money_en(), money_abroad(), money_grouped(), money_words(), money_zh())


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), after - timedelta(days=1)


_PARTS_OF_YEAR = {
    (1, 6): ("first half", "H1", "1H", "上半年"),
    (7, 12): ("second half", "H2", "2H", "下半年"),
    (1, 9): ("first nine months", "Q1-Q3", "9M", "前三季度"),
    (1, 3): ("first quarter", "Q1", "1Q", "第一季度"),
    (4, 6): ("second quarter", "Q2", "2Q", "二季度"),
    (7, 9): ("third quarter", "Q3", "3Q", "第三季度"),
    (10, 12): ("fourth quarter", "Q4", "4Q", "四季度"),
}


@st.composite
def periods(draw: st.DrawFn) -> Dated:
    """A part of a calendar or fiscal year, months up to a date, or a span of months."""
    year = draw(st.integers(2015, 2035))
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return _part_of_year(draw, year)
    if kind == 1:
        return _part_of_fiscal(draw, year)
    last = draw(st.integers(1, 12))
    if kind == 2:
        first = draw(st.integers(1, last))
        start, end = _months(year, first, last)
        text = draw(st.sampled_from([f"{year}年{first}-{last}月", f"{year}年{first}月至{last}月"]))
        return Dated(text=text, start=start, end=end)
    words, count = draw(
        st.sampled_from(
            [("nine months", 9), ("six months", 6), ("year", 12), ("quarter", 3), ("half-year", 6)]
        )
    )
    _, end = _months(year, last, last)
    index = year * 12 + last - count
    start = date(index // 12, index % 12 + 1, 1)
    day = draw(
        st.sampled_from(
            [f"{end:%B} {year}", f"{end:%B} {end.day}, {year}", f"{end.day} {end:%B} {year}"]
        )
    )
    joint = draw(st.sampled_from(["to", "ended", "ending", "through"]))
    return Dated(text=f"{words} {joint} {day}", start=start, end=end)


def _part_of_year(draw: st.DrawFn, year: int) -> Dated:
    (first, last), (words, code, turned, zh) = draw(st.sampled_from(list(_PARTS_OF_YEAR.items())))
    short = f"{year % 100:02}"
    texts = [
        f"{words} of {year}",
        f"{code} {year}",
        f"{turned}{short}",
        f"{turned} {year}",
        f"{year}年{zh}",
    ]
    texts += [f"{code}'{short}", f"{year}{code}"] if "-" not in code else []
    start, end = _months(year, first, last)
    return Dated(text=draw(st.sampled_from(texts)), start=start, end=end)


def _part_of_fiscal(draw: st.DrawFn, year: int) -> Dated:
    (first, last), (words, code, turned, zh) = draw(st.sampled_from(list(_PARTS_OF_YEAR.items())))
    short, before = f"{year % 100:02}", f"{year - 1}"
    texts = [
        f"{words} of FY{short}",
        f"{words} of fiscal {year}",
        f"{turned}FY{short}",
        f"{code} FY{year}",
    ]
    texts += [f"{words} of FY{before}/{short}", f"{year}财年{zh}", f"{code} FY{before}-{short}"]
    texts += [f"FY{short} {code}", f"{before}-{short}财年{zh}"]
    start = MAY.bounds(year, (first + 2) // 3)[0]
    end = MAY.bounds(year, last // 3)[1]
    return Dated(text=draw(st.sampled_from(texts)), start=start, end=end)
