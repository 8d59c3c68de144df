"""Promises to suppliers, gross and net, with the reason wherever two figures differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.book import BINDING, Commitment, Tranche, promised_usd, to_come
from caploop.charts import layers, shared_scale
from caploop.core.message import Message
from caploop.evidence import FIRMNESS_ORDER
from caploop.report.chapters.book.page_context import PageContext, Ref, pair, party, ref
from caploop.report.text.amounts import money
from caploop.report.text.words import named, say
from caploop.study.shared import BookRecord

BAR = 300.0
NAMES = ("gross", "net", "binding", "unconditional")


class Why(Struct, frozen=True, kw_only=True):
    """A tranche that one figure has and the next has not, and why."""

    ref: Ref
    text: str


class PromiseRow(Struct, frozen=True, kw_only=True):
    """What one payer promised one payee: a bar, four figures with their tranches, reasons."""

    who: str
    bar: str
    figures: tuple[tuple[str, str, tuple[Ref, ...]], ...]
    why: tuple[Why, ...]


def promises(record: BookRecord, desk: PageContext) -> tuple[PromiseRow, ...]:
    """Promises by pair, the largest first, all bars on one scale."""
    beside = {left.tranche: _counted_with(left.reason) for left in record.flows.left_out}
    ends = [(float(c.gross_usd), _end(c, desk.language)) for c in record.commitments]
    scale = shared_scale(ends, width=BAR)
    return tuple(
        _promise(c, desk, beside=beside, scale=scale, today=record.as_of)
        for c in record.commitments
    )


class PayerSum(Struct, frozen=True, kw_only=True):
    """What one payer has promised all its suppliers, US dollars; `passed_on`: a supplier itself."""

    payer: str
    net_usd: Decimal
    binding_usd: Decimal
    undated_usd: Decimal
    passed_on: bool


class PayerRow(Struct, frozen=True, kw_only=True):
    """A payer's row: what it is, and its sums in words."""

    who: str
    role: str
    net: str
    signed: str
    undated: str


def by_payer(record: BookRecord) -> tuple[PayerSum, ...]:
    """Sums of each payer, the one that signed for most first."""
    held: dict[str, list[Commitment]] = {}
    for found in record.commitments:
        held.setdefault(found.payer, []).append(found)
    made = [
        PayerSum(
            payer=name,
            net_usd=sum((c.net_usd for c in found), Decimal(0)),
            binding_usd=sum((c.binding_usd for c in found), Decimal(0)),
            undated_usd=sum((c.undated_usd for c in found), Decimal(0)),
            passed_on=found[0].passed_on,
        )
        for name, found in held.items()
    ]
    return tuple(sorted(made, key=lambda p: (-p.binding_usd, -p.net_usd, p.payer)))


def payers(record: BookRecord, desk: PageContext) -> tuple[PayerRow, ...]:
    """Payers in words, users of the capacity before suppliers that pass the money on."""
    language = desk.language

    def text(value: Decimal) -> str:
        return money(value, language) if value else say("nought", language)

    return tuple(
        PayerRow(
            who=party(desk, p.payer),
            role=say("payer.supplier" if p.passed_on else "payer.user", language),
            net=text(p.net_usd),
            signed=text(p.binding_usd),
            undated=text(p.undated_usd),
        )
        for p in sorted(by_payer(record), key=lambda p: p.passed_on)
        if p.net_usd
    )


def totals(record: BookRecord) -> dict[str, Decimal]:
    """Gross, net, binding and unconditional dollars of all pairs."""
    rows = [_values(c) for c in record.commitments]
    return {n: sum((r[i] for r in rows), Decimal(0)) for i, n in enumerate(NAMES)}


def _values(found: Commitment) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return found.gross_usd, found.net_usd, found.binding_usd, found.unconditional_usd


def _promise(
    found: Commitment,
    desk: PageContext,
    *,
    beside: Mapping[str, Sequence[str]],
    scale: float,
    today: date,
) -> PromiseRow:
    language = desk.language
    values = _values(found)
    texts = [money(v, language) for v in values]
    held = [desk.held[name].tranche for name in found.tranches if name in desk.held]
    sets = _sets(held, beside)
    return PromiseRow(
        who=pair(desk, found.payer, found.payee),
        bar=layers([float(v) for v in values], scale=scale, width=BAR, text=_end(found, language)),
        figures=tuple(
            (name, text, tuple(ref(desk, t.id, text=text) for t in inside))
            for name, text, inside in zip(NAMES, texts, sets, strict=True)
        ),
        why=tuple(_whys(held, sets, desk, beside=beside, today=today)),
    )


def _end(found: Commitment, language: str) -> str:
    """The words at a bar's end: gross, and net where it differs."""
    both = [money(v, language) for v in (found.gross_usd, found.net_usd)]
    return " → ".join(dict.fromkeys(both))


def _sets(held: Sequence[Tranche], beside: Mapping[str, Sequence[str]]) -> list[list[Tranche]]:
    """The tranches in each of the four figures; a total counts where no part has an amount."""
    parted = {t.agreement for t in held if t.role == "own"}
    alone = [t for t in held if t.role == "aggregate" and t.agreement not in parted]
    net = [t for t in held if (t.role == "own" or t in alone) and not beside.get(t.id)]
    binding = [t for t in net if FIRMNESS_ORDER[t.firmness] >= BINDING]
    free = [t for t in binding if t.condition is None and t.firmness != "conditional"]
    return [list(held), net, binding, free]


def _whys(
    held: Sequence[Tranche],
    sets: Sequence[Sequence[Tranche]],
    desk: PageContext,
    *,
    beside: Mapping[str, Sequence[str]],
    today: date,
) -> Iterable[Why]:
    language = desk.language
    comma = say("comma", language)
    for tranche in held:
        texts = [_less(tranche, sets, desk, beside=beside.get(tranche.id, ()))]
        left = to_come(tranche, today)
        if left < promised_usd(tranche):
            texts.append(say("why.left", language, left=money(left, language)))
        text = comma.join(t for t in texts if t)
        if text:
            yield Why(ref=ref(desk, tranche.id), text=text)


def _less(
    tranche: Tranche, sets: Sequence[Sequence[Tranche]], desk: PageContext, *, beside: Sequence[str]
) -> str:
    """Why a tranche is missing from the next figure; empty where it is in all four."""
    _, net, binding, free = sets
    if tranche not in net:
        return _double(tranche, desk, beside=beside)
    if tranche not in binding:
        firm = named("firmness", tranche.firmness, desk.language)
        return say("why.soft", desk.language, firmness=firm)
    return "" if tranche in free else say("why.condition", desk.language)


def _double(tranche: Tranche, desk: PageContext, *, beside: Sequence[str]) -> str:
    """Why a tranche counts in the gross figure alone."""
    language = desk.language
    if tranche.role == "breakdown":
        return say("why.part", language)
    if tranche.role == "aggregate":
        return say("why.total", language)
    others = [desk.held[n].tranche for n in beside if n in desk.held]
    told = dict.fromkeys(pair(desk, t.payer, t.payee) for t in others)
    joint = "、" if language == "zh" else ", "
    return say("why.with", language, other=joint.join(told))


def _counted_with(reason: Message) -> tuple[str, ...]:
    """The tranches that a tranche without flows is counted with."""
    held = reason.values.get("tranches")
    return tuple(str(name) for name in held) if isinstance(held, tuple) else ()
