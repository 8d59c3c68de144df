"""Cells as people read them, in either language: the one file that formats a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import singledispatch
from math import isinf
from typing import Any

from msgspec import Struct

from caploop.core.message import Message
from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    DataWord,
    Date,
    Enumeration,
    Estimate,
    Joined,
    Money,
    NameInBoth,
    Number,
    PartyName,
    ProjectName,
    Share,
    Text,
)
from caploop.report.text.amounts import day_text, money
from caploop.report.text.words import is_text, message_text, named, plain, say

BN = Decimal(10**9)
NOTHING_BN = 0.05
YI = 10
"""How many 亿 (of 100 million) a billion is."""
NONE = "–"
NONZERO = "123456789"
ACRONYMS = frozenset(("sb", "g42", "uae"))
WHOLE = frozenset(("", "all", "contract"))
LEAST_FINE = 5e-4
TWO_FIGURES = 0.0995
"""Share from which a whole percentage has two figures."""
GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


class Reader(Struct, frozen=True):
    """Whom a table is written for: the language, and what parties are called in it."""

    language: str
    names: Mapping[str, str] = {}

    def party(self, ids: str) -> str:
        """One party or several by the names the book has for them."""
        joint = "、" if self.language == "zh" else ", "
        return joint.join(
            self.names.get(i) or named("party", i, self.language) for i in ids.split(";")
        )


def usd(value: float, language: str) -> str:
    """Money given in USD bn, to three figures in the language."""
    return money(Decimal(str(round(value, 6))) * BN, language) if abs(value) >= 5e-4 else "0"


def rough(value: float, language: str, *, figures: int = 2) -> str:
    """Money given in USD bn, to two figures as what is simulated is shown, and always in billions,
    so that a column has one unit; less than fifty million is nothing.

    >>> rough(134.2, "en"), rough(-0.94, "en"), rough(22.2, "zh"), rough(0.001, "en")
    ('$130bn', '−$0.94bn', '220亿美元', '0')
    """
    if abs(value) < NOTHING_BN:
        return "0"
    size = round(float(f"{abs(value):.{figures}g}"), 2)
    said = f"${size:,g}bn" if language == "en" else f"{size * YI:g}亿美元"
    return f"−{said}" if value < 0 else said


def percent(share: float) -> str:
    """A share as a whole percentage; what rounds to none or all says so."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 < share < 1 else figure(share, ".0%")


def fine(share: float) -> str:
    """A share to two figures, to a tenth of a percent at most; what rounds to none says so.

    >>> fine(0.0001), fine(0.024), fine(0.24)
    ('<0.1%', '2.4%', '24%')
    """
    if 0 < share < LEAST_FINE:
        return "<0.1%"
    return f"{share:.1%}" if LEAST_FINE <= share < TWO_FIGURES else percent(share)


def number(value: float, digits: int | None = 0, *, comma: str = ",") -> str:
    """A number with its digits after the point, or as many as it has, and the true minus.

    >>> number(1234.5), number(-2.5, 1), number(44.5, None)
    ('1,234', '−2.5', '44.5')
    """
    return figure(value, f"{comma}{_form(digits)}")


def figure(value: float, form: str) -> str:
    """A number in a form with the true minus, which what rounds to nothing has not.

    >>> figure(-0.123, ".1%"), figure(-0.0001, ".1%")
    ('−12.3%', '0.0%')
    """
    if isinf(value):
        return "∞"
    text = f"{value:{form}}"
    return text.replace("-", "−") if any(d in text for d in NONZERO) else text.lstrip("-")


def in_figures(value: float, figures: int) -> str:
    """A number to so many figures, without an exponent where it is large.

    >>> in_figures(0.0123, 2), in_figures(1234.5, 2), in_figures(2.0, 3)
    ('0.012', '1,200', '2')
    """
    rounded = float(f"{value:.{figures}g}")
    return figure(rounded, ",.0f" if abs(rounded) >= 10**figures else f".{figures}g")


def _form(digits: int | None) -> str:
    return "g" if digits is None else f".{digits}f"


def signed(change: float, form: str = ".0%") -> str:
    """A change with its sign, the true minus; what rounds to nothing has none.

    >>> signed(-0.1), signed(0.001), signed(-0.001)
    ('−10%', '0%', '0%')
    """
    size = f"{change:{form}}".lstrip("-")
    if not any(digit in size for digit in NONZERO):
        return size
    return f"−{size}" if change < 0 else f"+{size}"


def span(low: float, high: float, language: str) -> str:
    """Two simulated sums with a dash between them."""
    return f"{rough(low, language)} – {rough(high, language)}"


def unit_once(low: str, language: str) -> str:
    """The lower end of a range in a sentence: in Chinese the upper end alone says the currency."""
    return low.removesuffix("美元") if language == "zh" else low


def project(name: str, language: str) -> str:
    """A project by the agreement that builds it, and the part of it where it has several.

    >>> project("openai-oracle-2025/compute/contract", "en")
    'Oracle 2025'
    >>> project("openai-coreweave-2025/compute/may-2025", "en")
    'CoreWeave 2025, may 2025'
    """
    agreement, _, part = name.removeprefix("openai-").partition("/")
    words = (
        w.upper() if w in ACRONYMS else named("party", w, language) for w in agreement.split("-")
    )
    said = " ".join(words)
    last = part.rpartition("/")[2]
    return said if last in WHOLE else f"{said}, {last.replace('-', ' ')}"


def ticks(language: str, *, unit: str = "usd") -> Callable[[float], str]:
    """What writes an axis value: money in USD bn, or GW."""
    if unit == "GW":
        return lambda value: f"{value:g} GW"
    return lambda value: usd(value, language)


@singledispatch
def shown(cell: Any, reader: Reader) -> str:
    """A cell in the reader's language.

    >>> shown(Between(Money(22.2), Money(134.2)), Reader("en"))
    '$22bn – $130bn'
    """
    return NONE if cell is None else str(cell)


@shown.register
def _(cell: Money, reader: Reader) -> str:
    if cell.stated:
        text = usd(cell.bn, reader.language)
    else:
        text = rough(cell.bn, reader.language, figures=cell.figures)
    return f"{text} {cell.note}" if cell.note else text


@shown.register
def _(cell: Share, reader: Reader) -> str:
    if cell.signed:
        return signed(cell.part, f".{cell.digits}%")
    if cell.fine:
        return fine(cell.part)
    return figure(cell.part, f".{cell.digits}%") if cell.digits else percent(cell.part)


@shown.register
def _(cell: Capacity, reader: Reader) -> str:
    form = f",{_form(cell.digits)}"
    text = signed(cell.gw, form) if cell.signed else figure(cell.gw, form)
    return f"{text}{cell.note}"


@shown.register
def _(cell: Number, reader: Reader) -> str:
    form = f",{_form(cell.digits)}"
    text = signed(cell.value, form) if cell.signed else figure(cell.value, form)
    if cell.figures:
        text = in_figures(cell.value, cell.figures)
    if is_text(cell.unit):
        text = say(cell.unit, reader.language, x=text)
    elif cell.unit:
        text = f"{text} {cell.unit}"
    return f"{text}{cell.note}"


@shown.register
def _(cell: Between, reader: Reader) -> str:
    if cell.low is None or cell.high is None:
        bound, end = ("at_most", cell.high) if cell.low is None else ("at_least", cell.low)
        said = shown(end, reader)
        return said if cell.bare else say(f"amount.{bound}", reader.language, x=said)
    return f"{shown(cell.low, reader)} – {shown(cell.high, reader)}"


@shown.register
def _(cell: Estimate, reader: Reader) -> str:
    middle, low, high = (shown(part, reader) for part in (cell.middle, cell.low, cell.high))
    return f"{middle} ({low} – {high})"


@shown.register
def _(cell: Date, reader: Reader) -> str:
    return day_text(cell.day, reader.language, full=True)


@shown.register
def _(cell: Enumeration, reader: Reader) -> str:
    comma = "、" if reader.language == "zh" else ", "
    none = say(cell.none, reader.language) if cell.none else ""
    return comma.join(shown(part, reader) for part in cell.cells) or none


@shown.register
def _(cell: DataWord, reader: Reader) -> str:
    return named(cell.kind, cell.name, reader.language)


@shown.register
def _(cell: PartyName, reader: Reader) -> str:
    return reader.party(cell.id)


@shown.register
def _(cell: NameInBoth, reader: Reader) -> str:
    return cell.zh if reader.language == "zh" else cell.en


@shown.register
def _(cell: ProjectName, reader: Reader) -> str:
    return project(cell.id, reader.language)


@shown.register
def _(cell: Text, reader: Reader) -> str:
    return say(cell.name, reader.language, **filled(cell.values, reader))


@shown.register
def _(cell: Message, reader: Reader) -> str:
    def word(kind: str, name: str, language: str) -> str:
        return reader.party(name) if kind == "party" else named(kind, name, language)

    return GAP.sub("", message_text(cell, reader.language, word=word))


@shown.register
def _(cell: Joined, reader: Reader) -> str:
    return cell.by.join(shown(part, reader) for part in cell.cells)


def filled(values: Mapping[str, object], reader: Reader) -> dict[str, str]:
    """What fills the gaps of a text, each written for the reader."""
    return {name: shown(value, reader) for name, value in values.items()}


def title(table: AnswerTable, reader: Reader) -> str:
    """What the table is called, without the marks that say where it may be broken."""
    return plain(say(table.id, reader.language, **filled(table.values, reader)))


def headings(table: AnswerTable, reader: Reader) -> tuple[str, ...]:
    """The columns' names."""
    return tuple(
        say(f"col.{c}", reader.language) if isinstance(c, str) else shown(c, reader)
        for c in table.columns
    )


def cells(table: AnswerTable, reader: Reader) -> tuple[tuple[str, ...], ...]:
    """The rows as text."""
    return tuple(tuple(shown(cell, reader) for cell in row) for row in table.rows)


def told(cell: Cell, language: str) -> str:
    """One cell in a language, parties by the names of the texts."""
    return shown(cell, Reader(language))
