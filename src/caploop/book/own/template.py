"""The text of a new file of one's own: explained, with names that its book has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import tomli_w

from caploop.book.book import Book
from caploop.book.own.file import TABLES
from caploop.book.parameter import Parameter
from caploop.book.scenario import LEVERS, Scenario, ScenarioChange
from caploop.evidence import BUNDLED

EXAMPLES = ("chi_Plus", "ell")
TEMPLATE = BUNDLED / "templates" / "scenario.toml"


def template(book: Book, *, name: str, file: str, start: Scenario | None = None) -> str:
    """The TOML text of a new file; with `start` it changes what that scenario changes."""
    shown = {p.symbol: p for p in book.parameters}
    symbols = [s for s in EXAMPLES if s in shown] or [*shown][:2]
    tranches = [t for a in book.sheets.agreements for t in a.tranches if t.state == "live"]
    live = [t for t in tranches if t.unit == "USD" and t.spread == "at_start" and t.amount]
    agreement = live[0].agreement if live else "payer-payee-2026"
    tranche = live[0].id if live else "payer-payee-2026/leg/tranche"
    text = TEMPLATE.read_text("utf-8")
    for token, put in {
        "@FILE@": file,
        "@NAME@": name,
        "@TITLE@": start.title_en if start else name,
        "@PARAMETERS@": "\n".join(_parameter(shown[s], n) for n, s in enumerate(symbols)),
        "@AGREEMENT@": _commented("agreement", {"name": agreement, "action": "drop"}),
        "@AMEND@": _commented("amend", {"name": tranche, "amount": 5, "unit": "USD bn"}),
        "@LEVERS@": "\n".join(_levers()),
    }.items():
        text = text.replace(token, put)
    return text + (changes_text(start.changes) if start else "")


def changes_text(changes: Sequence[ScenarioChange]) -> str:
    """Changes as the tables of such a file."""
    return "".join(f"\n[[{c.target}]]\n{tomli_w.dumps(_row(c))}" for c in changes)


def _row(change: ScenarioChange) -> dict[str, object]:
    quarters = f"{change.from_quarter or ''}..{change.to_quarter or ''}"
    said: dict[str, object] = {
        "name": change.name,
        "action": None if change.action == "set" else change.action,
        "value": change.word if change.value is None else _plain(change.value),
        "unit": change.unit,
        "quarters": None if quarters == ".." else quarters,
        "reason": change.reason,
    }
    assert change.target in TABLES
    return {key: value for key, value in said.items() if value is not None}


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral() else value


def _parameter(row: Parameter, number: int) -> str:
    about = f"{row.name}; the book has {number_text(row.central)}"
    if row.low != row.high:
        about += f" ({number_text(row.low)} to {number_text(row.high)}, {row.distribution})"
    values: dict[str, object] = {"name": row.symbol, "value": _plain(row.central)}
    if number:
        three = {k: _plain(getattr(row, k)) for k in ("low", "central", "high")}
        values = {"name": row.symbol, **three, "distribution": "triangular"}
    return f"# {about} {row.unit}\n" + _commented("parameter", {**values, "unit": row.unit})


def _commented(table: str, values: dict[str, object]) -> str:
    lines = tomli_w.dumps({**values, "reason": "why"}).splitlines()
    return "\n".join(f"# {line}" for line in (f"[[{table}]]", *lines)) + "\n#"


def _levers() -> Iterable[str]:
    for name, lever in LEVERS.items():
        takes = " or ".join(lever.words) or f"a number of {lever.unit}"
        yield f"# {name}: {takes}\n#     {lever.meaning}"


def number_text(value: Decimal) -> str:
    """A number without an exponent and without zeros at its end.

    >>> number_text(Decimal("0.0500")), number_text(Decimal("3E+1"))
    ('0.05', '30')
    """
    return format(value.normalize(), "f")
