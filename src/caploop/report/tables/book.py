"""The book as tables and text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from caploop.book import AMENDED, TURNS, PromiseEvent
from caploop.core.errors import UsageError
from caploop.core.message import message
from caploop.report.tables.beside.clauses import CLAUSE_VIEWS
from caploop.report.tables.frame import TextTable, amount, tranche_amount
from caploop.report.text.words import terminal_text
from caploop.study.shared import BookCheck, BookRecord, Shown, Traced

MOST = 3
"""How many tranches a step names of those it removes most from."""

Rows = Callable[[BookRecord], Iterable[Sequence[Any]]]


def book_table(record: BookRecord, view: str) -> TextTable:
    """One view of the book as a table; raises UsageError for a view it does not have."""
    found: Iterable[Sequence[Any]]
    if view in CLAUSE_VIEWS and record.clauses is not None:
        columns, clauses = CLAUSE_VIEWS[view]
        found = clauses(record.clauses)
    elif view in _VIEWS:
        columns, rows = _VIEWS[view]
        found = rows(record)
    else:
        views = ", ".join((*_VIEWS, *CLAUSE_VIEWS))
        raise UsageError(f"no view is called {view!r}; the views are {views}")
    texts = tuple(tuple("" if c is None else str(c) for c in row) for row in found)
    title = f"{view} as of {record.as_of}, known at {record.known_at}"
    return TextTable(title=title, columns=columns, rows=texts)


def check_text(found: BookCheck) -> str:
    """Counts and shares, a line each."""
    lines = [
        f"{found.agreements} agreements in {found.tranches} tranches, {found.parties} parties",
        f"{found.claims} claims; {found.two_origin_share:.0%} of agreements rest on two or more "
        "origins",
        f"{found.assumption_share:.1%} of the fields of tranches are assumptions",
        f"{found.parameters} parameters, {len(found.unread_parameters)} of them not read",
        f"{found.positions} positions, {found.unknown_positions} of them unknown",
        f"{found.scenarios} scenarios",
        f"{len(found.problems)} problems",
    ]
    return "\n".join(lines)


def story_text(events: Iterable[PromiseEvent]) -> str:
    """What became of promises, the largest of each kind first; amounts are never added up."""
    told = list(events)
    blocks = []
    for turn in TURNS:
        mine = [e for e in told if e.turn == turn]
        if mine:
            head = f"{turn.replace('_', ' ')} ({len(mine)})"
            blocks.append("\n".join([head, *map(_event_line, mine)]))
    return "\n\n".join(blocks) or "nothing became known"


def _event_line(event: PromiseEvent) -> str:
    sizes = [_size(amount, event.unit) for amount in (event.before, event.after) if amount]
    size = " to ".join(sizes) or "no amount"
    kind = f"{event.kind.replace('_', ' ')}, {event.firmness.replace('_', ' ')}"
    return f"  {event.day}  {event.payer} > {event.payee}: {size} ({kind})  {event.tranche}"


def _size(amount: Decimal, unit: str) -> str:
    if unit.startswith("USD"):
        return f"{amount / 10**9:.4g} bn {unit}"
    return f"{amount / 10**9:.4g} GW" if unit == "W" else f"{amount:,.4g} {unit}"


def shown_text(shown: Shown) -> str:
    """An agreement with every tranche, its standing and the claims behind it."""
    head = f"{shown.id} ({shown.group}) as of {shown.as_of}, known at {shown.known_at}"
    blocks = [head, *(_block(traced, shown) for traced in shown.tranches)]
    return "\n\n".join(blocks)


def _block(traced: Traced, shown: Shown) -> str:
    tranche = traced.tranche
    figure = tranche_amount(tranche) or "no amount"
    lines = [
        f"{tranche.id}",
        f"  {tranche.payer} pays {tranche.payee}: {figure} ({tranche.kind}, {tranche.role})",
        f"  {tranche.firmness}, {traced.standing}: {terminal_text(traced.reason)}",
    ]
    if tranche.id.endswith(AMENDED):
        told = f" ({tranche.source})" if tranche.source != tranche.publisher else ""
        lines.append(f"  amended by {tranche.publisher}: {tranche.note}{told}")
    if tranche.condition_text:
        lines.append(f"  condition: {tranche.condition_text} [{tranche.condition or 'not read'}]")
    if tranche.exit_terms:
        lines.append(f"  exit: {tranche.exit_terms}")
    for claim in traced.claims:
        slip = ", a slip: not used" if claim.id in shown.flagged else ""
        lines.append(f"  claim {claim.id}: {_place(claim)}{slip}")
    if traced.assumed:
        lines.append(f"  assumption: {', '.join(traced.assumed)}")
    return "\n".join(lines)


def _place(claim: Any) -> str:
    if claim.start is None and claim.quote_start is None:
        return f"{amount(claim) or claim.measure}, {claim.document} (no text kept)"
    if claim.start is None:
        return f"{claim.measure}, {claim.document} at {claim.quote_start}..{claim.quote_end}"
    return f"{claim.figure}, {claim.document} at {claim.start}..{claim.end}"


def _bn(value: Decimal | None) -> str:
    return "" if value is None else f"{value / 10**9:,.4g}"


def _gw(value: Decimal | None) -> str:
    return "" if value is None else f"{value / 10**9:.4g}"


def _agreements(record: BookRecord) -> Iterable[Sequence[Any]]:
    for e in record.executed:
        t = e.tranche
        yield (
            t.id,
            t.payer,
            t.payee,
            t.kind,
            tranche_amount(t),
            t.firmness,
            e.standing,
            t.signed,
            terminal_text(e.reason),
        )


def _commitments(record: BookRecord) -> Iterable[Sequence[Any]]:
    for c in record.commitments:
        sums = (c.gross_usd, c.net_usd, c.binding_usd, c.unconditional_usd)
        yield (c.payer, c.payee, *(_bn(s) for s in sums))


def _waterfall(record: BookRecord) -> Iterable[Sequence[Any]]:
    for step in record.waterfall:
        words = terminal_text(message(f"waterfall-{step.stage}"))
        most = ", ".join(step.removed_from[:MOST])
        yield step.stage, _bn(step.left_usd), _bn(step.removed_usd), words, most


def _supply(record: BookRecord) -> Iterable[Sequence[Any]]:
    for s in record.supply:
        held = f"{s.tenure}, optional" if s.optional else s.tenure
        yield (
            s.user,
            s.supplier,
            held,
            s.firmness,
            _gw(s.capacity_w),
            _bn(s.amount_usd),
            s.tranche,
        )


def _flows(record: BookRecord) -> Iterable[Sequence[Any]]:
    for f in record.flows.flows:
        yield (f.quarter, f.payer, f.payee, f.kind, f.firmness, _bn(f.amount_usd), f.tranche)
    for left in record.flows.left_out:
        yield (
            "",
            "",
            "",
            "left out",
            terminal_text(left.reason),
            _bn(left.amount_usd),
            left.tranche,
        )


def _parties(record: BookRecord) -> Iterable[Sequence[Any]]:
    for p in record.parties:
        yield (p.id, p.name_en, p.name_zh, p.sector, p.role, p.lei, p.cik)


_VIEWS: dict[str, tuple[tuple[str, ...], Rows]] = {
    "agreements": (
        ("tranche", "payer", "payee", "kind", "amount", "firmness", "standing", "signed", "why"),
        _agreements,
    ),
    "commitments": (
        ("payer", "payee", "gross bn USD", "net", "signed", "no condition on record"),
        _commitments,
    ),
    "waterfall": (
        ("step", "left, bn USD", "removed", "what is left", "most removed from"),
        _waterfall,
    ),
    "supply": (
        ("user", "supplier", "held as", "firmness", "GW", "bn USD", "tranche"),
        _supply,
    ),
    "flows": (
        ("quarter", "payer", "payee", "kind", "firmness", "bn USD", "tranche"),
        _flows,
    ),
    "parties": (("id", "name", "名称", "sector", "role", "LEI", "CIK"), _parties),
}
