"""The answer on the plans as tables: verdicts, least change, terms solved in turn, results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caploop.consistency.draws import DRAWN
from caploop.consistency.verdict import IdentitySide, SolvedTerm
from caploop.report.tables.frame import TextTable, table_of
from caploop.study.plan.record import PlanRecord, PlanResults, SetVerdict, Used
from caploop.study.shared.model_run import PriorRow

VERDICTS = {True: "coherent", False: "cannot all hold", None: "nothing to test"}
FINE = {"share": 3, "USD bn/GW-yr": 1}


def plan_tables(record: PlanRecord) -> tuple[TextTable, ...]:
    """Verdict by set, its figures, least change and solved terms, results, priors, notes."""
    made = [_verdicts(record)]
    made.append(_tested(record))
    for found in record.sets:
        made += [_figures(found), _solved(record, found)]
    if record.results is not None:
        made += _results(record, record.results)
    else:
        made.append(table_of("No results on the plans", ("why",), [(record.no_results,)]))
    return (*made, _priors(record), table_of("Notes", ("note",), ((n,) for n in record.notes)))


def _verdicts(record: PlanRecord) -> TextTable:
    return table_of(
        "Which figures hold together",
        (
            *("set", "plans", "verdict", "identity", "gap"),
            *(f"or more in {1 - record.tail:.0%}", "of the largest term"),
            *("of draws close", "moves most", "from", "to"),
        ),
        (
            (
                s.id,
                " ".join(s.plans),
                VERDICTS[s.coherent],
                s.identity or "",
                number(s.gap),
                number(s.least),
                f"{s.share:.1%}",
                f"{s.holds:.1%}",
                s.moved_most or "",
                number(s.before),
                number(s.repair),
            )
            for s in record.sets
        ),
    )


def _tested(record: PlanRecord) -> TextTable:
    return table_of(
        "Every identity tested",
        ("set", "identity", "stated", "implied", "gap", "of draws close", "holds"),
        (
            (
                s.id,
                t.identity,
                *(_side(side) for side in (t.stated, t.implied)),
                number(t.gap),
                f"{t.holds:.1%}",
                "yes" if t.coherent else "no",
            )
            for s in record.sets
            for t in s.tested
        ),
    )


def _side(side: IdentitySide) -> str:
    """The ends of one side of an identity at the median."""
    if side.middle_low is None:
        return f"at most {number(side.middle_high)}"
    if side.middle_high is None:
        return f"at least {number(side.middle_low)}"
    return _two((side.middle_low, side.middle_high))


def _figures(found: SetVerdict) -> TextTable:
    after = {c.term: c for c in found.changes}
    return table_of(
        f"Figures of {found.id}, and the least change that makes them one",
        ("term", "unit", "figure", "plan", "from", "error", "after", "pull, errors"),
        (
            (
                f.term,
                f.unit,
                spread(f) if f.origin in {"row", "prior"} else ends(f),
                f.vintage or "",
                " ".join((f.origin, *(f.claims[:1] or (f.ref,)))),
                f"{f.error:.3f}",
                number(after[f.term].after, f.unit) if f.term in after else "",
                f"{after[f.term].pull:+z.2f}" if f.term in after else "",
            )
            for f in found.figures
        ),
    )


def _solved(record: PlanRecord, found: SetVerdict) -> TextTable:
    units = {f.term: f.unit for f in found.figures}
    rows = [s for s in found.solved if s.identity == found.identity]
    title = f"What each figure of {found.id} would have to be, were it the missing one"
    return table_of(
        title,
        ("term", "stated", "would be", "nine of ten from", "to"),
        ((s.term, *_would(s, units.get(s.term, ""))) for s in rows),
    )


def _would(s: SolvedTerm, unit: str) -> tuple[str, str, str, str]:
    return number(s.stated, unit), between(s, unit), number(s.low, unit), number(s.high, unit)


def between(solved: SolvedTerm, unit: str) -> str:
    """The middle of a solved term: one number, two ends, or a bound."""
    low, high = solved.middle_low, solved.middle_high
    if low is None and high is None:
        return ""
    if low is None:
        return f"at most {number(high, unit)}"
    if high is None:
        return f"at least {number(low, unit)}"
    one, other = number(low, unit), number(high, unit)
    return one if one == other else f"{one} to {other}"


def ends(figure: Used) -> str:
    """A stated figure, or its bound where it has nothing else."""
    low, high, unit = figure.low, figure.high, figure.unit
    if figure.value is not None:
        return number(figure.value, unit)
    if low is not None and high is not None:
        return f"{number(low, unit)} to {number(high, unit)}"
    return f"up to {number(high, unit)}" if low is None else f"{number(low, unit)} or more"


def spread(figure: Used) -> str:
    """A row or prior with the range it may lie in."""
    middle, low, high = (number(v, figure.unit) for v in (figure.value, figure.low, figure.high))
    return middle if low == high else f"{middle} ({low} to {high})"


def number(value: float | None, unit: str = "USD bn") -> str:
    """A figure of a unit in digits; empty where there is none."""
    if value is None:
        return ""
    digits = FINE.get(unit, 1)
    text = f"{value:,.{digits}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def _results(record: PlanRecord, found: PlanResults) -> Iterator[TextTable]:
    yield table_of(
        "What a plan leaves for all cost but compute, bn USD",
        ("plan", "revenue 2026-30", "cost in all", "compute", "left", "of revenue"),
        (
            (
                r.vintage,
                number(r.total),
                number(r.cost),
                _two(r.compute),
                _two(r.left),
                " - ".join(f"{v:.1%}" for v in r.share),
            )
            for r in found.rooms
        ),
    )
    yield table_of(
        f"What {found.compute:,.0f} and {found.burn:,.0f} leave together, bn USD",
        (
            *("revenue path", "revenue", "free cash 2030", "room", "after Microsoft's share"),
            *("after its cap", "others must pay, cap", "others must pay, share"),
        ),
        (
            (
                m.path,
                *(number(v) for v in (m.revenue, m.free_cash, m.room, m.after_share, m.after_cap)),
                *(number(v) for v in (m.deferred_cap, m.deferred_share)),
            )
            for m in found.mixed
        ),
    )
    yield table_of(
        "Who could pay, bn USD",
        ("source", "at least", "at most", "shrinks burn", "from"),
        (
            (
                p.source,
                number(p.low),
                number(p.high),
                "yes" if p.shrinks_burn else "no: financing",
                " ".join((*p.symbols, *p.claims)),
            )
            for p in found.payers
        ),
    )
    yield from _draws(found)
    drawn = [p for p in record.priors if p.symbol in DRAWN]
    yield _rows("Priors of these draws", drawn, later=record.later)
    yield from _money(found)


def _draws(found: PlanResults) -> Iterator[TextTable]:
    low, high = found.revenue_2030
    yield table_of(
        f"Burn 2025-29 at {found.compute:,.0f} of compute; revenue 2030 {low:,.0f} to {high:,.0f}",
        (
            *("block", "compute by year", "one in ten below", "median", "nine in ten below"),
            *(f"at most {found.burn:,.0f}", "2030 brings cash", "both"),
        ),
        (
            (
                c.block,
                c.profile,
                *(number(v) for v in c.burn),
                *(f"{v:.1%}" for v in (c.within, c.positive, c.both)),
            )
            for c in found.chances
        ),
    )
    yield table_of(
        f"Compute at which half of draws burn at most {found.burn:,.0f}, bn USD",
        ("compute by year", "compute", *(f"median burn at {v:,.0f}" for v in found.burn_at)),
        (
            (f.profile, *(number(v) for v in (f.compute, f.burn_at_low, f.burn_at_high)))
            for f in found.fits
        ),
    )


def _money(found: PlanResults) -> Iterator[TextTable]:
    yield table_of(
        "What the spend buys, and what counterparts spend",
        ("compute", "price", "GW-years", "GW end 2030", "capex a GW", "counterparts"),
        (
            tuple(
                number(v)
                for v in (
                    *(c.compute, c.price, c.gw_years, c.gw_2030),
                    *(c.capex_per_gw, c.counterparts),
                )
            )
            for c in found.capacity
        ),
    )
    r = found.runway
    yield table_of(
        f"Money plan {r.vintage} still needs by 2029, bn USD",
        ("burn 2026-29", "opening cash", "round", "short", "and least cash"),
        [(*(number(v) for v in (r.burn, r.opening_cash, r.money, r.short)), _two(r.least_cash))],
    )
    yield table_of(
        "Revenue 2026-30 that lets compute and burn hold, bn USD",
        ("Microsoft", "revenue", "over the plan"),
        ((n.contract, number(n.revenue), f"{n.over_plan:.1%}") for n in found.needed),
    )


def _priors(record: PlanRecord) -> TextTable:
    title = "Priors and rows these numbers rest on"
    return _rows(title, record.priors, later=record.later)


def _rows(title: str, priors: Iterable[PriorRow], *, later: Sequence[str]) -> TextTable:
    return table_of(
        title,
        ("parameter", "unit", "low", "central", "high", "source", "remark"),
        (
            (
                p.symbol,
                p.unit,
                *(f"{v:g}" for v in (p.low, p.central, p.high)),
                " ".join(p.claims) or p.source,
                ", ".join(_remarks(p.symbol in later, p.assumption)),
            )
            for p in priors
        ),
    )


def _remarks(is_later: bool, assumed: bool) -> Iterable[str]:
    if assumed:
        yield "assumption"
    if is_later:
        yield "no source public at known_at"


def _two(pair: tuple[float, float]) -> str:
    one, other = number(pair[0]), number(pair[1])
    return one if one == other else f"{one} - {other}"
