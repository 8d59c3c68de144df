"""Figures of plans as tables: which hold together, each identity, each figure, each in turn."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.consistency import IdentitySide, SolvedTerm, TestedIdentity
from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Cell,
    Enumeration,
    Estimate,
    Joined,
    Money,
    NameInBoth,
    Number,
    Quantity,
    Share,
    Text,
    table,
)
from caploop.report.tables.shown import told
from caploop.report.tables.spans import ids
from caploop.study.plan import PlanRecord, SetVerdict, Used

USD_BN = "USD bn"
OF_NO_PLAN = frozenset({"mixed", "asked"})


def set_name(name: str) -> Text:
    """A plan or a set as it is called in a sentence."""
    called = Text(f"plan.{name}")
    return called if name in OF_NO_PLAN else Text("plan.of", {"plan": called})


def term_name(record: PlanRecord, name: str) -> NameInBoth:
    """A term or an identity in words."""
    return NameInBoth(*record.names[name])


def amount(value: float, unit: str = USD_BN) -> Quantity:
    """A figure in the unit of its term."""
    if unit == USD_BN:
        return Money(value, stated=True)
    return Share(value, 1) if unit == "share" else Number(value, 1, unit=unit)


def maybe(value: float | None, unit: str = USD_BN) -> Cell:
    """A figure where there is one."""
    return None if value is None else amount(value, unit)


def between(low: float | None, high: float | None, unit: str = USD_BN) -> Cell:
    """Two ends, one where they read the same, or a bound; empty where both are open."""
    if low is None and high is None:
        return ""
    least, most = _ends(low, high, unit)
    if least is not None and told(least, "en") == told(most, "en"):
        return least
    return Between(least, most)


def _ends(
    low: float | None, high: float | None, unit: str
) -> tuple[Quantity | None, Quantity | None]:
    least, most = (None if v is None else amount(v, unit) for v in (low, high))
    return least, most


def middle(side: IdentitySide | SolvedTerm, unit: str = USD_BN) -> Cell:
    """The ends of one side of an identity, or of a term solved, at the median."""
    return between(side.middle_low, side.middle_high, unit)


def units_of(found: SetVerdict) -> dict[str, str]:
    """The unit by term."""
    return {f.term: f.unit for f in found.figures}


def tested(found: SetVerdict, identity: str | None) -> TestedIdentity | None:
    """One identity of a set where all its terms are known."""
    return next((t for t in found.tested if t.identity == identity), None)


def _unit(units: Mapping[str, str], found: TestedIdentity | None) -> str:
    """The unit a gap is counted in: that of the first term; what is solved is money."""
    return USD_BN if found is None else units.get(found.terms[0], USD_BN)


def verdicts(record: PlanRecord) -> AnswerTable:
    """Whether each set holds together, by how much not, and what moves most."""
    columns = (
        "plan_set",
        "plans",
        "holds",
        "identity",
        "plan_gap",
        Text("col.plan_least", {"sure": Share(1 - record.tail)}),
        "of_largest",
        "closes",
        "moved_most",
        "before",
        "after",
    )
    return table("plan_verdicts", columns, (_verdict(record, s) for s in record.sets))


def _verdict(record: PlanRecord, s: SetVerdict) -> tuple[Cell, ...]:
    units = units_of(s)
    unit = _unit(units, tested(s, s.identity))
    most = units.get(s.moved_most or "", USD_BN)
    return (
        set_name(s.id),
        Enumeration(tuple(Text(f"plan.{name}") for name in s.plans)),
        Text(f"holds.{s.coherent}"),
        None if s.identity is None else term_name(record, s.identity),
        amount(s.gap, unit),
        amount(s.least, unit),
        Share(s.share, 1),
        Share(s.holds, 1),
        None if s.moved_most is None else term_name(record, s.moved_most),
        maybe(s.before, most),
        maybe(s.repair, most),
    )


def identities(record: PlanRecord) -> AnswerTable:
    """Every identity that all terms are known of: what is stated against what it implies."""
    rows = (
        (
            set_name(s.id),
            term_name(record, t.identity),
            middle(t.stated, _unit(units_of(s), t)),
            middle(t.implied, _unit(units_of(s), t)),
            amount(t.gap, _unit(units_of(s), t)),
            Share(t.holds, 1),
            Text(f"holds.{t.coherent}"),
        )
        for s in record.sets
        for t in s.tested
    )
    columns = ("plan_set", "identity", "before", "implied", "plan_gap", "closes", "holds")
    return table("plan_tested", columns, rows)


def figures(record: PlanRecord) -> AnswerTable:
    """Figures of each set with where they are from, and what the least change makes of them."""
    rows = (row for s in record.sets for row in _figures(record, s))
    columns = ("plan_set", "figure_of", "before", "plan", "behind", "plan_error", "after", "pull")
    return table("plan_figures", columns, rows)


def _figures(record: PlanRecord, found: SetVerdict) -> list[tuple[Cell, ...]]:
    moved = {c.term: c for c in found.changes}
    return [
        (
            set_name(found.id),
            term_name(record, f.term),
            _stated(f),
            None if f.vintage is None else Text(f"plan.{f.vintage}"),
            Joined((Text(f"plan_origin.{f.origin}"), ids(f.claims[:1] or (f.ref,)))),
            Number(f.error, 3),
            amount(moved[f.term].after, f.unit) if f.term in moved else None,
            Number(moved[f.term].pull, 2, signed=True) if f.term in moved else None,
        )
        for f in found.figures
    ]


def _stated(f: Used) -> Cell:
    """A figure as stated, a row or a prior with the range it may lie in."""
    if f.value is None:
        return between(f.low, f.high, f.unit)
    value = amount(f.value, f.unit)
    if f.origin in {"claim", "asked"} or f.low is None or f.high is None or f.low == f.high:
        return value
    ends = (amount(v, f.unit) for v in (f.low, f.high))
    return Estimate(value, *(Number(e.value, 1) if isinstance(e, Number) else e for e in ends))


def solved(record: PlanRecord) -> AnswerTable:
    """What each figure of a set would have to be, were it the one nobody states."""
    rows = (
        (
            set_name(s.id),
            term_name(record, x.term),
            maybe(x.stated, units_of(s).get(x.term, USD_BN)),
            middle(x, units_of(s).get(x.term, USD_BN)),
            reach(x, units_of(s).get(x.term, USD_BN)),
        )
        for s in record.sets
        for x in s.solved
        if x.identity == s.identity
    )
    return table("plan_solved", ("plan_set", "figure_of", "before", "would", "reach"), rows)


def reach(x: SolvedTerm, unit: str) -> Cell:
    """What nine of ten draws stay within; an end that is open is not said to be so."""
    if x.low is None and x.high is None:
        return ""
    return Between(*_ends(x.low, x.high, unit), bare=True)
