"""What breaks when one link breaks: shocks on the dated book and in the run, and the least."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import Book, Flow, KnownBook, Scenario, joined
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.model.assembly import model_inputs
from caploop.model.terms import FIRMS, QUARTERS, is_quarter, period_of, quarter_name
from caploop.stress import (
    Cleared,
    Loss,
    Refused,
    Shock,
    StaticCase,
    check_shocks,
    cleared,
    losses,
    next_link,
    not_static,
    shortfalls,
    static_case,
    world_of,
)
from caploop.study.options import BY_DEFAULT, RunOptions
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import ModelRun, priors, run_model
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import WEAK_POINTS, digest, versions
from caploop.study.stress.fire import NOTE as FIRE_NOTE
from caploop.study.stress.fire import fire_of
from caploop.study.stress.record import (
    SPREAD,
    SYMBOLS,
    Distress,
    Reverse,
    ShocksAsked,
    StressRecord,
)
from caploop.study.stress.reverse import METRIC, reverse_of
from caploop.study.stress.static import contagion_of, exposures_of, plan_money_of
from caploop.study.stress.supply import KEPT as CHAIN
from caploop.study.stress.supply import NOTE as CASCADE_NOTE
from caploop.study.stress.supply import cascade_of

SHOWN = shown.STRESS
KEPT = (*SHOWN, *CHAIN)
FIELDS = {"distress": SHOWN, "cascade": CHAIN}
OWN = "openai"
LEVERAGE = "debt over EBITDA"
OF_FIRMS = {
    "downgraded": "downgraded, share of draws",
    "firm_failed": "failed, share of draws",
}
SHARES = {
    "cash_out": "cash out, share of draws",
    "ever_constrained": "ever constrained, share of draws",
}
HORIZON = 20
LOSERS, LEAST_LOSS = 3, 0.05
ENDS = ("2028Q4", "2030Q4")
"""When the run is read: fixed dates, as the quarter of the largest difference picks noise."""
NOTES = (
    message("dues-dated-and-binding"),
    message("plan-costs-first"),
    message("promises-paid-in-part"),
    message("executed-is-paid"),
    message("no-trace-in-payments"),
)


def stress(
    known: KnownBook,
    scenario: Scenario,
    options: RunOptions = BY_DEFAULT,
    *,
    asked: ShocksAsked | None = None,
) -> StressRecord:
    """Shocks on the static book from the quarter of the book's day on, and in the run; of nobody's
    asking the link that is broken is the largest still to come, `next_link`.

    Raises NotFoundError and
    UsageError as `check_shocks` does, and UsageError for a quarter outside the run.
    """
    asked = asked or ShocksAsked(shocks=_links_to_break(known))
    inputs = model_inputs(known, scenario, quarters=QUARTERS)
    case = static_case(known, inputs, quarters=_horizon(known.as_of, asked.quarter))
    _check(known.book, case, asked.shocks, reverse=asked.reverse)
    bare = ModelRun(
        known=known,
        scenario=scenario,
        inputs=inputs,
        draws=options.draws,
        seed=options.seed,
        moments={},
        gap=0.0,
    )
    runs = _runs(bare, asked.shocks)
    return _answer(case, (bare, *runs), shocks=asked.shocks, reverse=asked.reverse)


def stress_of(run: ModelRun, shocked: ModelRun, *, reverse: Sequence[str] = ()) -> StressRecord:
    """The same for the default shock, of two runs with common draws that kept `KEPT`.

    `shocked` is the run of `with_link`; where no money is still to come, nothing is shocked.
    """
    case = static_case(run.known, run.inputs, quarters=_horizon(run.known.as_of, None))
    shocks = _links_to_break(run.known)
    _check(run.known.book, case, shocks, reverse=reverse)
    return _answer(case, (run, run, shocked if shocks else None), shocks=shocks, reverse=reverse)


def with_link(known: KnownBook, scenario: Scenario) -> Scenario:
    """The scenario with the default shock in it; as it is where no money is still to come."""
    shocks = _links_to_break(known)
    world = world_of(known.book, shocks)[0] if shocks else None
    return scenario if world is None else joined([scenario, world])


def _links_to_break(known: KnownBook) -> tuple[Shock, ...]:
    found = next_link(known)
    return () if found is None else (found,)


def _answer(
    case: StaticCase,
    runs: tuple[ModelRun, ModelRun | None, ModelRun | None],
    *,
    shocks: Sequence[Shock],
    reverse: Sequence[str],
) -> StressRecord:
    """The record; `runs` are what it is asked of, and the run without and with the shocks."""
    bare, run, shocked = runs
    known, book = bare.known, bare.known.book
    whole, broken = cleared(case, []), cleared(case, shocks)
    found, unanswered = reverse_of(book, case, reverse)
    rows = losses(case, whole, broken)
    firsts = _first_short(case, whole), _first_short(case, broken)
    distress = _distress(book, run, shocked) if run and shocked else ()
    fire = fire_of(known, shocks)
    cascade = cascade_of(known, run)
    record = StressRecord(
        shock=tuple(shocks),
        quarter=case.quarter(case.quarters - 1),
        scenario=bare.scenario.id,
        draws=bare.draws if run else 0,
        seed=bare.seed,
        headline=_headline(shocks, firsts, rows=rows, least=found),
        first_short=firsts,
        shortfalls=shortfalls(case, whole, broken),
        losses=rows,
        plan_money=plan_money_of(case, bare.inputs.plan),
        exposures=exposures_of(case),
        contagion=contagion_of(case, rows, shocks),
        distress=distress,
        pledges=fire.pledges,
        fire_sales=fire.sales,
        cascade=cascade.rows,
        reverse=found,
        reverse_metric=METRIC,
        refused=(
            *(*not_static(shocks), *_undated(case, shocks), *_all_paid(known, shocks)),
            *_not_run(book, shocks),
            *(*unanswered, *case.refused, *fire.refused, *cascade.refused),
        ),
        notes=(*NOTES, FIRE_NOTE, CASCADE_NOTE, *WEAK_POINTS),
        basis=field_sources(bare, FIELDS, beside=beside(bare)),
        priors=priors(bare, beside=SYMBOLS),
        versions=versions(book),
        hash="",
        as_of=known.as_of,
        known_at=known.known_at,
    )
    return replace(record, hash=digest(record))


def beside(run: ModelRun) -> dict[str, tuple[str, ...]]:
    plan = (*run.inputs.plan.symbols, "Cash_2025Q4")
    fields = ("shock", "shortfalls", "losses", "plan_money", "exposures", "contagion")
    own = {"reverse": (*plan, SPREAD), "pledges": SYMBOLS, "fire_sales": SYMBOLS}
    return {**dict.fromkeys(fields, plan), **own}


def _horizon(as_of: date, quarter: str | None) -> int:
    start = period_of(f"{as_of.year}Q{(as_of.month + 2) // 3}")
    if quarter is not None and not is_quarter(quarter):
        raise UsageError(f"--quarter is {quarter!r}, which is no quarter; write 2027Q1")
    last = start + HORIZON - 1 if quarter is None else period_of(quarter)
    if not start <= last <= QUARTERS:
        raise UsageError(
            f"--quarter is {quarter_name(start)} to {quarter_name(QUARTERS)}, not {quarter}"
        )
    return last - start + 1


def _check(
    book: Book, case: StaticCase, shocks: Sequence[Shock], *, reverse: Sequence[str]
) -> None:
    """Refuses names that do not exist, and shocks that contradict each other."""
    named = {a.id for a in book.agreements}
    parties = {*case.parties, *FIRMS}
    check_shocks(shocks, agreements=named, parties=parties)
    asked = [Shock(kind="miss", target=name) for name in dict.fromkeys(reverse)]
    check_shocks(asked, agreements=named, parties=parties)


def _undated(case: StaticCase, shocks: Sequence[Shock]) -> tuple[Refused, ...]:
    """Shocks of parties that the dated book has no payment of."""
    return tuple(
        Refused(
            what=message("shock-in-book", shock=str(s)),
            why=message("party-without-payments"),
        )
        for s in shocks
        if s.kind in ("revenue", "miss") and s.target not in case.parties
    )


def _all_paid(known: KnownBook, shocks: Sequence[Shock]) -> tuple[Refused, ...]:
    """Withdrawn agreements of which all that has a date was paid before the run's first quarter."""
    first, last = known.vintage.first_quarter, "9"
    named = {s.target for s in shocks if s.kind == "withdraw"}
    ends = {
        name: max((str(f.quarter) for f in known.flows.flows if _is_of(f, name)), default=last)
        for name in named
    }
    return tuple(
        Refused(what=message("shock-in-book", shock=str(s)), why=message("all-paid-before"))
        for s in shocks
        if s.kind == "withdraw" and ends[s.target] < first
    )


def _is_of(flow: Flow, name: str) -> bool:
    return name in (flow.tranche, flow.tranche.split("/")[0])


def _runs(bare: ModelRun, shocks: Sequence[Shock]) -> tuple[ModelRun | None, ModelRun | None]:
    """The run without and with the shocks that it has a mechanism for, with common draws."""
    world = world_of(bare.known.book, shocks)[0] if shocks else None
    if world is None:
        return None, None
    one, other = (
        run_model(bare.known, s, keep=KEPT, draws=bare.draws, seed=bare.seed)
        for s in (bare.scenario, joined([bare.scenario, world]))
    )
    return one, other


def _not_run(book: Book, shocks: Sequence[Shock]) -> tuple[Refused, ...]:
    return world_of(book, shocks)[1] if shocks else ()


def _distress(book: Book, run: ModelRun, shocked: ModelRun) -> tuple[Distress, ...]:
    """Firms by how much the shock raises debt over EBITDA, then shares of draws; date by date."""
    pair = run, shocked
    medians = [r.median("leverage") for r in pair]
    rated = {told: [r.mean(series) for r in pair] for series, told in OF_FIRMS.items()}
    heavier = [
        _row(book, (name, LEVERAGE), [m[:, i] for m in medians], end=end)
        for end in ENDS
        for i, name in enumerate(FIRMS)
    ]
    return (
        *sorted(heavier, key=lambda r: (ENDS.index(r.quarter), r.baseline - r.shocked)),
        *(
            _row(book, (name, told), [m[:, i] for m in pair_of], end=end)
            for told, pair_of in rated.items()
            for end in ENDS
            for i, name in enumerate(FIRMS)
        ),
        *(
            _row(book, (OWN, told), [r.mean(series) for r in pair], end=end)
            for end in ENDS
            for series, told in SHARES.items()
        ),
    )


def _row(
    book: Book, name: tuple[str, str], pair: Sequence[NDArray[np.float64]], *, end: str
) -> Distress:
    at = period_of(end) - 1
    before, after = (round(float(series[at]), 6) for series in pair)
    return Distress(
        party=name[0],
        measure=name[1],
        quarter=end,
        baseline=before,
        shocked=after,
        through=_links(book, name[0]),
    )


def _links(book: Book, party: str) -> tuple[str, ...]:
    pairs = {(OWN, party), (party, OWN)}
    found = (t for a in book.agreements for t in a.tranches)
    live = (t for t in found if (t.payer, t.payee) in pairs and t.state == "live")
    return tuple(dict.fromkeys(t.agreement for t in live))


def _first_short(case: StaticCase, found: Cleared) -> str | None:
    if OWN not in case.parties:
        return None
    short = found.short[:, case.parties.index(OWN)] > 0
    return case.quarter(int(np.argmax(short))) if short.any() else None


def _headline(
    shocks: Sequence[Shock],
    firsts: tuple[str | None, str | None],
    *,
    rows: Sequence[Loss],
    least: Sequence[Reverse],
) -> Message:
    """Who is short when and who loses most; without shocks the nearest of the least sets."""
    if not shocks:
        return _nearest(least)
    whole, broken = (
        message("short-from", quarter=q) if q else message("never-short") for q in firsts
    )
    told = tuple(str(s) for s in shocks)
    losers = _losers(rows)
    if not losers:
        return message("short-on-contracts", shocks=told, shocked=broken, without=whole)
    return message("short-and-losers", shocks=told, shocked=broken, without=whole, losers=losers)


def _nearest(least: Sequence[Reverse]) -> Message:
    if not least:
        return message("no-least-shock")
    found = min(least, key=lambda r: r.plausibility)
    taken = tuple(message("taken", what=name, share=-size) for name, size in found.shocks.items())
    return message("nearest-shock", party=found.party, taken=taken, distance=found.plausibility)


def _losers(rows: Sequence[Loss]) -> tuple[Message, ...]:
    """Who misses most on account of the shock, the largest first; withdrawn promises apart."""
    more: dict[str, float] = {}
    for row in rows:
        if row.holder != OWN:
            more[row.holder] = more.get(row.holder, 0.0) + row.amount - row.baseline
    most = sorted(more.items(), key=lambda pair: (-pair[1], pair[0]))[:LOSERS]
    return tuple(message("loser", party=n, amount=v) for n, v in most if v >= LEAST_LOSS)
