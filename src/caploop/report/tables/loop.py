"""The answer of `caploop loop` as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from caploop.core.message import Message
from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Cell,
    DataWord,
    Enumeration,
    Joined,
    Money,
    Number,
    PartyName,
    Quantity,
    Share,
    Text,
    table,
)
from caploop.report.tables.simulated_loop import simulated_loop_tables
from caploop.report.tables.spans import ids
from caploop.study.loop import LoopRecord, LoopRow
from caploop.study.run import SimulatedLoop

BN = 1e9
SUMS = ("gross", "net", "binding", "unconditional")


def loop_tables(record: LoopRecord) -> tuple[AnswerTable, ...]:
    """Own money, loops, coverage, sums, indices, exposure, how few, what an auditor would ask."""
    ring = () if record.hub is None else (around(record),)
    return (
        own(record),
        *ring,
        loops(record),
        covered(record),
        commitments(record),
        indices(record),
        exposed(record),
        few(record),
        flags(record),
    )


def loop_or_simulated_tables(record: LoopRecord | SimulatedLoop) -> tuple[AnswerTable, ...]:
    """The tables of the book's money, or of a run's payments."""
    return (
        simulated_loop_tables(record) if isinstance(record, SimulatedLoop) else loop_tables(record)
    )


def _money(usd: float | None) -> Money | None:
    return None if usd is None else Money(usd / BN, stated=True)


def own(record: LoopRecord) -> AnswerTable:
    """Own money come back by party: at least, pro rata, at most, and of how much."""
    rows = (
        (
            PartyName(r.party),
            *map(_money, (r.min, r.pro_rata, r.max, r.of, r.put_in, r.undated_usd)),
            None if r.share_of_revenue is None else Share(r.share_of_revenue, 2),
            r.reason,
        )
        for r in record.self_funded
    )
    columns = (
        "party",
        "least",
        "pro_rata",
        "most",
        "of",
        "put_in",
        "open_equity",
        "share",
        "remark",
    )
    return table("own_cheque", columns, rows)


def around(record: LoopRecord) -> AnswerTable:
    """Who puts money into the hub and sells to it."""
    rows = (
        (
            PartyName(r.party),
            *map(_money, (r.puts_in, r.puts_in_undated, r.sells, r.sells_undated)),
            DataWord("firmness", r.firmness),
            ids(r.agreements),
        )
        for r in record.around
    )
    columns = (
        *("party", "hub_puts_in", "hub_puts_in_undated", "hub_sells", "hub_sells_undated"),
        *("loop_weakest", "loop_papers"),
    )
    return table("loop_hub", columns, rows, values={"hub": PartyName(record.hub or "")})


def loops(record: LoopRecord) -> AnswerTable:
    """Loops by the smallest of their payments, which is all that can go round."""
    rows = (
        (
            _way(r),
            _money(r.bottleneck),
            DataWord("firmness", r.firmness),
            Text("loop.dated" if r.dated else "loop.undated"),
            ids([paper for edge in r.edges for paper in edge.agreements]),
        )
        for r in record.loops
    )
    columns = ("loop_way", "loop_bottleneck", "loop_weakest", "loop_dated", "loop_papers")
    return table("named_loops", columns, rows)


def _way(row: LoopRow) -> Joined:
    return Joined(tuple(map(PartyName, (*row.parties, row.parties[0]))), " > ")


def covered(record: LoopRecord) -> AnswerTable:
    """Outside revenue of a party in a year over what it must pay inside."""
    rows = (
        (
            PartyName(r.party),
            str(r.year),
            *map(_money, (r.outside_usd, r.due_usd)),
            r.reason if r.ratio is None else Number(r.ratio, 2),
            _money(r.undated_usd),
            Joined((Text("assumption"), r.basis), ": ") if r.assumed else r.basis,
        )
        for r in record.coverage
    )
    columns = ("party", "year", "loop_outside", "loop_due", "loop_ratio", "undated", "basis")
    return table("covered", columns, rows)


def commitments(record: LoopRecord) -> AnswerTable:
    """What is promised to suppliers, gross, counted once, and what netting would remove."""
    sums = record.commitments
    rows: list[tuple[Cell, ...]] = [(Text(f"m.{n}"), _money(getattr(sums, n))) for n in SUMS]
    rows += [
        (Text("m.removable"), _money(sums.removable_by_netting)),
        (Text("m.factor"), None if sums.factor is None else Number(sums.factor, 2)),
    ]
    return table("gross_net", ("loop_sum", "amount"), rows)


def indices(record: LoopRecord) -> AnswerTable:
    """Indices of one type of flow beside rewired networks."""
    rows = (
        (
            DataWord("index", r.name),
            DataWord("flow", r.type),
            DataWord("scope", r.perimeter),
            *(None if v is None else Number(v, 4) for v in (r.value, r.null_mean, r.null_sd)),
            Number(r.samples),
            r.reason,
        )
        for r in record.indices
    )
    columns = ("index", "flow", "scope", "value", "mean", "sd", "samples", "remark")
    return table("by_chance", columns, rows)


def exposed(record: LoopRecord) -> AnswerTable:
    """What a holder loses of one type of flow if another fails and nothing is recovered."""
    rows = (
        (
            PartyName(r.holder),
            PartyName(r.failing),
            DataWord("flow", r.type),
            _money(r.loss),
            Share(r.share_of_holders),
        )
        for r in record.exposure
    )
    columns = ("stress_holder", "loop_failing", "flow", "loop_loss", "loop_of_all")
    return table("loop_exposed", columns, rows)


def few(record: LoopRecord) -> AnswerTable:
    """How few carry purchases or sales: index and largest share, as far as names are disclosed."""
    rows = (
        (
            PartyName(r.party),
            Text(f"loop_side.{r.side}"),
            _money(r.of),
            Share(r.undisclosed),
            _least_most(r.index, _index),
            _least_most(r.top_share, Share),
            PartyName(r.top),
        )
        for r in record.concentration
    )
    columns = (
        "party",
        "loop_side",
        "loop_whole",
        "loop_undisclosed",
        "loop_index",
        "loop_top_share",
        "loop_top",
    )
    return table("loop_few", columns, rows)


def _least_most(ends: tuple[float, float | None], made: Callable[[float], Quantity]) -> Cell:
    """At least and at most, one where they are the same; None as the most is no bound."""
    low, high = (None if v is None else made(v) for v in ends)
    return low if low == high else Between(low, high)


def _index(value: float) -> Number:
    return Number(value, 3)


def flags(record: LoopRecord) -> AnswerTable:
    """Pairs that pay each other, by the rule an auditor would go by."""
    rows = (
        (
            Text(f"loop_rule.{r.rule}"),
            PartyName(r.party),
            PartyName(r.counterparty),
            _sums(r.paid),
            _sums(r.received),
            Message(r.rule),
        )
        for r in record.red_flags
    )
    columns = (
        "rule",
        "party",
        "loop_counterparty",
        "loop_paid_usd_bn",
        "loop_received_usd_bn",
        "loop_question",
    )
    return table("loop_flags", columns, rows)


def _sums(by_kind: Mapping[str, float]) -> Enumeration:
    return Enumeration(
        tuple(Joined((_money(usd), DataWord("flow", kind))) for kind, usd in by_kind.items())
    )
