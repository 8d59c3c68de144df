"""Tables in a text: cells under a unit that a line above names, with the periods of their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from caploop.extraction import Bound, Quantity
from caploop.ingest.parts import Part
from caploop.ingest.script import simplified
from caploop.ingest.sentence import PlacedFigure, Sentence, kind_of
from caploop.ingest.words import small

_SCALES = {"thousand": 3, "million": 6, "billion": 9, "千": 3, "万": 4, "百万": 6, "千万": 7}
_SCALES |= {"亿": 8, "十亿": 9, "": 0}
_UNIT = re.compile(
    r"\bin\s(?P<scale>thousand|million|billion)s(?:\sof\s(?P<of>[A-Za-z. ]{2,24}?))?(?=[,;)）\s]|$)"
    r"|(?:单位|金额单位)\s?[:：]\s?(?P<before>[^\s,，)）]{0,4}?)(?P<zh>千万|百万|十亿|[千万亿])?"
    r"(?P<money>美元|港元|新台币|新台币元|日元|韩元|欧元|人民币元?|元)"
    r"|[（(](?P<named>人民币|新台币|港币)?(?P<alone>千万|百万|十亿|[千万亿])(?P<coin>美元|港元|元)[)）]",
    re.I,
)
_UNIT_SIGNS = ("in thousand", "in million", "in billion", "单位", "元)", "元）")
"""What a line that names a unit has one of."""
_MONEY = (
    (r"RMB|CN¥|yuan|renminbi|人民币", "CNY"),
    (r"NT\$|TWD|新台币|台币", "TWD"),
    (r"HK\$|HKD|港[元币]|Hong Kong", "HKD"),
    (r"JPY|yen|日元", "JPY"),
    (r"KRW|won|韩元", "KRW"),
    (r"€|EUR|euros?|欧元", "EUR"),
    (r"£|GBP|sterling|pounds", "GBP"),
    (r"US\$|USD|\$|dollars?|美元", "USD"),
)
_CELL = re.compile(
    r"(?P<sign>(?:US|HK|NT|RMB)?\s?[$€£¥]?)\s?(?P<open>[(（-])?\s?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"\s?(?P<close>[)）])?\s?(?P<percent>[%％])?"
)
_PARTS = re.compile(r"\t|\s*\|\s*|\s{2,}")
_YEAR = re.compile(r"(?:FY|CY)?\s?(?:19|20)\d\d(?:E|A)?年?(?:度)?$", re.I)
_PERIOD = re.compile(
    r"(?:19|20)\d\d|\bQ[1-4]\b|\bFY\d\d|quarter|months|year|ended|季|半年|年度|截至", re.I
)
_SPAN = re.compile(r"ended|ending|截至|months|季度|年度", re.I)
_UNSCALED = re.compile(
    r"per\s(?:\w+\s)?share|每股|employees|headcount|员工|人数|\busers?\b|用户|\bGPUs?\b|ratio", re.I
)
SHORT = 80
"""Signs of a line that names a unit, or a span of columns, and nothing else."""
REACH = 8
"""Lines without figures after which a unit holds no longer."""
_Piece = tuple[int, int, str]


class TableCell(Struct, frozen=True, kw_only=True, gc=False):
    """A figure of a table: its quantity in its line, the words of its row, and those of its column
    that name a period."""

    quantity: Quantity
    row: str
    column: str


class _Unit(Struct, frozen=True, kw_only=True, gc=False):
    scale: int
    currency: str


class _Above(Struct, frozen=True, kw_only=True, gc=False):
    """What stands above a line: a unit and the line that named or last used it, heads of columns,
    and words that hold for all columns (Three months ended)."""

    unit: _Unit | None = None
    since: int = 0
    heads: tuple[str, ...] = ()
    span: str = ""


def cells_of(parts: Sequence[Part], money: str | None) -> Mapping[int, tuple[TableCell, ...]]:
    """The figures of each line that is a row of a table with a known unit, and none for a line that
    names one; `money` is the usual currency of the article."""
    found: dict[int, tuple[TableCell, ...]] = {}
    above = _Above()
    for number, part in enumerate(parts):
        is_near = any(sign in part.low for sign in _UNIT_SIGNS)
        told = _unit_in(part.text, money) if is_near else None
        if told is not None:
            above = replace(above, unit=told, since=number)
            if len(part.text) < SHORT:
                found[number] = ()
        if above.unit is None or told is not None:
            continue
        pieces = [*_pieces(part.text)]
        row = _row(pieces)
        if row:
            found[number] = tuple(_cells(row, above.unit, (above.heads, above.span)))
            above = replace(above, since=number)
        elif number - above.since > REACH:
            above = _Above()
        else:
            above = _below(above, part.text, pieces)
    return found


def _below(above: _Above, text: str, pieces: Sequence[_Piece]) -> _Above:
    """The same with what a line that is no row says of the columns."""
    if len(pieces) > 1 and any(_PERIOD.search(piece[2]) for piece in pieces):
        return replace(above, heads=tuple(piece[2] for piece in pieces if piece[2].strip()))
    if _SPAN.search(text) and len(text) < SHORT:
        return replace(above, span=text.strip("| "))
    return above


def _unit_in(text: str, money: str | None) -> _Unit | None:
    hit = _UNIT.search(text)
    if hit is None:
        return None
    scale = (hit["scale"] or hit["zh"] or hit["alone"] or "").lower()
    currency = next((code for words, code in _MONEY if re.search(words, text)), None)
    if currency is None and "元" in hit.group():
        currency = "CNY"
    return _Unit(scale=_SCALES[scale], currency=currency or money or "USD")


def _pieces(text: str) -> Iterator[_Piece]:
    """The cells of a line: where each starts and ends, and its text."""
    start = 0
    for gap in (*_PARTS.finditer(text), None):
        end = gap.start() if gap else len(text)
        if end > start:
            yield start, end, text[start:end]
        start = gap.end() if gap else end


def _row(pieces: Sequence[_Piece]) -> Sequence[_Piece] | None:
    """The pieces of a row of figures: words first, then at least one number and no more words."""
    if len(pieces) < 2 or _CELL.fullmatch(pieces[0][2]) or _YEAR.match(pieces[0][2]):
        return None
    rest = [piece for piece in pieces[1:] if piece[2] not in {"$", ")", "%", "-", "—", "–"}]
    if not rest or not all(_CELL.fullmatch(piece[2]) for piece in rest):
        return None
    if all(_YEAR.fullmatch(piece[2]) for piece in rest):
        return None
    return [pieces[0], *rest]


def _cells(
    row: Sequence[_Piece], unit: _Unit, above: tuple[tuple[str, ...], str]
) -> Iterator[TableCell]:
    heads, span = above
    label, figures = row[0][2], row[1:]
    columns = heads[-len(figures) :] if len(heads) >= len(figures) else ()
    for place, (start, end, text) in enumerate(figures):
        column = columns[place] if columns else ""
        if span and _YEAR.fullmatch(column.strip()):
            column = f"{span} {column}"
        yield TableCell(
            quantity=_quantity((start, end, text), label, unit), row=label, column=column
        )


def _quantity(piece: _Piece, label: str, unit: _Unit) -> Quantity:
    start, end, text = piece
    hit = _CELL.fullmatch(text)
    assert hit is not None
    number = Decimal(hit["number"].replace(",", ""))
    value = -number if hit["open"] else number
    is_share, is_plain = bool(hit["percent"]), _UNSCALED.search(label) is not None
    power = -2 if is_share else 0 if is_plain else unit.scale
    is_money = not is_share and (not is_plain or "share" in label.lower() or "股" in label)
    name = "fraction" if is_share else unit.currency if is_money else "count"
    exact = value.scaleb(power)
    step = Decimal(1).scaleb(power + min(0, int(number.as_tuple().exponent)))
    return Quantity(
        start=start,
        end=end,
        text=text,
        low=None,
        value=Decimal(int(exact)) if exact == exact.to_integral_value() else exact.normalize(),
        high=None,
        bound=Bound.EXACT,
        unit=name,
        currency=unit.currency if is_money else None,
        step=step,
    )


def as_sentence(cell: TableCell) -> PlacedFigure:
    """A cell as a figure in a sentence of the words of its row and column."""
    words = f"{simplified(cell.row)} "
    text = f"{words}{cell.quantity.text} {simplified(cell.column)}"
    at = len(words)
    quantity = replace(cell.quantity, start=at, end=at + len(cell.quantity.text))
    low = small(text)
    sentence = Sentence(text=text, low=low, first=0, last=len(text), figures=(quantity,))
    return PlacedFigure(quantity=quantity, kind=kind_of(quantity), sentence=sentence)
