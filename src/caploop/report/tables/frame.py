"""Answers as rows: the same tables for the terminal, CSV and the report."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from msgspec import Struct

from caploop.book import Tranche
from caploop.core.errors import UsageError
from caploop.evidence import Claim, Step
from caploop.report.text.columns import Aligned, aligned, wrapped
from caploop.report.text.words import terminal_text
from caploop.study.claims import ClaimsRecord

Cell = str
WIDTH = 100
"""Columns of text where no terminal says its own."""


class TextTable(Struct, frozen=True, kw_only=True):
    """A title, column names, and rows of text of the same length."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(record: ClaimsRecord, view: str) -> TextTable:
    """One view of the record as a table; raises UsageError for a view it does not have."""
    if view not in _VIEWS:
        raise UsageError(f"no view is called {view!r}; the views are {', '.join(_VIEWS)}")
    columns, rows = _VIEWS[view]
    title = f"{view} as of {record.as_of}, known at {record.known_at}"
    texts = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows(record))
    return TextTable(title=title, columns=columns, rows=texts)


def as_csv(shown: TextTable) -> str:
    """The table as CSV with a header line."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(shown.columns)
    writer.writerows(shown.rows)
    return out.getvalue()


def as_text(shown: TextTable, width: int = WIDTH) -> str:
    """The table as text no wider than `width`: aligned columns, long cells in several lines."""
    right = tuple(False for _ in shown.columns)
    lines = aligned(Aligned(heads=shown.columns, rows=shown.rows, right=right), width)
    return "\n".join([*wrapped(shown.title, width), "", *lines])


def amount(claim: Any) -> str:
    """A claim's value with its bound, in billions or with its unit: "≤ 100 bn USD"."""
    ends = (claim.value_low, claim.value, claim.value_high)
    text = figure_text(ends, unit=claim.unit, bound=getattr(claim, "bound", None))
    denied = text and getattr(claim, "polarity", None) == "negated"
    return f"not {text}" if denied else text


def tranche_amount(tranche: Tranche) -> str:
    """A tranche's amount: "≤ 100 bn USD" where nothing below the cap is promised."""
    ends = (tranche.amount_low, tranche.amount, tranche.amount_high)
    capped = tranche.amount_low == 0 and tranche.amount_high is not None
    floored = tranche.amount_low is not None and tranche.amount_high is None
    bound = "<=" if capped else ">=" if floored else None
    return figure_text(ends, unit=tranche.unit, bound=bound)


Ends = tuple[Decimal | None, Decimal | None, Decimal | None]


def figure_text(ends: Ends, *, unit: str | None, bound: str | None) -> str:
    """Low, value and high as people write them, with bound and unit; nothing where all are None."""
    low, value, high = ends
    named = "" if unit in {None, "fraction", "date"} else unit
    if bound == "range" and value is not None and (low is None) != (high is None):
        pair = (low, value) if high is None else (value, high)
        more = " or more" if high is None else ""
        return f"{_number(pair[0], unit)} to {_number(pair[1], unit)}{more} {named}".strip()
    if value is None or (bound in {"range", "+-", "order"} and None not in {low, high}):
        texts = [_number(v, unit) for v in (low, high)]
        both = " to ".join(text for text in texts if text)
        return f"{both} {named}".strip() if both else ""
    sign = _SIGNS.get(bound or "=", "")
    return f"{sign}{_number(value, unit)} {named}".strip()


_SIGNS = {"=": "", "~": "about ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "<~": "nearly "}


def _number(value: Any, unit: str | None = None) -> str:
    if value is None:
        return ""
    if unit == "fraction":
        return f"{value * 100:f}%".replace(".00%", "%")
    for size, word in ((10**12, " trn"), (10**9, " bn"), (10**6, " mn")):
        if abs(value) >= size:
            return f"{_short(value / size)}{word}"
    return _short(value)


def _short(value: Any) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _pair(claim: Claim) -> str:
    return f"{claim.party} > {claim.counterparty}" if claim.counterparty else claim.party


def _what(claim: Claim) -> str:
    return f"{claim.measure}:{claim.qualifier}" if claim.qualifier else claim.measure


Rows = Callable[[ClaimsRecord], Iterable[Sequence[Any]]]


def _claims(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for c in record.claims:
        said = c.as_of or c.known_at
        yield (c.id, said, _pair(c), _what(c), amount(c), c.label, c.nature, c.firmness, c.state)


def _resolved(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for r in record.resolved:
        over = "; ".join(f"{p.claim}: {terminal_text(p.reason)}" for p in r.passed_over)
        shown = f"tied: {' '.join(r.tied)}" if r.tied else amount(r)
        yield (r.key, shown, r.nature, r.firmness, " ".join(r.used), r.origins, over)


def _revisions(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for r in record.revisions:
        for s in r.steps:
            yield (r.subject, s.date, s.claim, amount_of(s, r.unit), s.firmness, s.state,
                   " ".join(s.replaces))  # fmt: skip


def amount_of(step: Step, unit: str | None) -> str:
    """A revision step's value with its bound and the chain's unit."""
    text = figure_text((step.value_low, step.value, step.value_high), unit=unit, bound=step.bound)
    return f"not {text}" if text and step.polarity == "negated" else text


def _conflicts(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for c in record.conflicts:
        yield (
            " ".join(c.claims),
            c.rule,
            c.kind,
            "yes" if c.marked else "no",
            terminal_text(c.explanation),
        )


def _crosschecks(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for x in record.crosschecks:
        yield (
            x.id,
            x.verdict,
            x.computed,
            x.other,
            " ".join(x.claims),
            terminal_text(x.reason),
            x.expression,
        )


def _flags(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for f in record.flags:
        yield (f.claim, f.kind, terminal_text(f.reason), " ".join(f.beside))


def _tracks(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for t in record.tracks:
        for s in t.steps:
            yield (t.kind, t.subject, t.outcome, s.date, s.claim, s.speaker, s.firmness, s.state)


def _targets(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for t in record.targets:
        period = f"{t.start or ''}..{t.end or ''}"
        said, came = (
            figure_text((None, value, None), unit=t.unit, bound=None) for value in (t.said, t.came)
        )
        yield (t.party, t.measure, period, said, t.said_at, t.claim, came, t.outcome, t.verdict)


def _rumours(record: ClaimsRecord) -> Iterable[Sequence[Any]]:
    for r in record.rumours:
        span = "" if r.low is None else f"{r.low:.0%}–{r.high:.0%}"
        rate = "" if r.rate is None else f"{r.rate:.0%}"
        outcomes = (r.rumours, r.firmed, r.replaced, r.denied, r.withdrawn, r.open)
        yield (r.by, r.name, *outcomes, rate, span)


_VIEWS: dict[str, tuple[tuple[str, ...], Rows]] = {
    "claims": (
        ("id", "said", "party", "measure", "amount", "period", "nature", "firmness", "state"),
        _claims,
    ),
    "resolved": (
        ("key", "amount", "nature", "firmness", "used", "origins", "passed over"),
        _resolved,
    ),
    "revisions": (
        ("subject", "date", "claim", "amount", "firmness", "state", "replaces"),
        _revisions,
    ),
    "conflicts": (("claims", "rule", "kind", "marked", "explanation"), _conflicts),
    "crosschecks": (
        ("id", "verdict", "computed", "other", "claims", "reason", "expression"),
        _crosschecks,
    ),
    "flags": (("claim", "kind", "reason", "beside"), _flags),
    "tracks": (
        ("kind", "subject", "outcome", "date", "claim", "speaker", "firmness", "state"),
        _tracks,
    ),
    "targets": (
        ("party", "measure", "period", "said", "on", "claim", "came", "outcome", "verdict"),
        _targets,
    ),
    "rumours": (
        (
            *("by", "name", "told", "firmed", "replaced", "denied", "withdrawn", "open"),
            *("firmed of those that ended", "95%"),
        ),
        _rumours,
    ),
}
