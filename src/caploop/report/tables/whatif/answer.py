"""The answer of `caploop whatif` as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Cell,
    DataWord,
    Enumeration,
    Estimate,
    Joined,
    Money,
    NameInBoth,
    Number,
    PartyName,
    Quantity,
    Text,
    table,
)
from caploop.report.tables.spans import in_unit, weak_points
from caploop.study.whatif import (
    BreakableLink,
    MovedOutcome,
    WhatIfOutcome,
    WhatIfRecord,
    WhatIfRow,
)

OUT = "cash-out-by-2030"
SHOWN = ("revenue-2030", "burn-2027", "burn-2030", "need-2030", "gw-2030", "leverage-oracle-2028")
COST = "public-cost-2030"
SHORT = ("whatif_out", "whatif_first", "whatif_revenue", "whatif_burn_2027", "whatif_burn_2030")
RESULTS = (*SHORT, "whatif_need", "whatif_gw", "whatif_leverage")
BASE, ASKED = "base", "asked"


def whatif_tables(record: WhatIfRecord) -> tuple[AnswerTable, ...]:
    """Levers, scenarios and links with their results, what changed most, what no run reads."""
    first = (combined(record),) if any(run.kind == ASKED for run in record.runs) else ()
    return (
        *first,
        levers(record),
        worlds(record),
        links(record),
        changed(record),
        unread(record),
        weak_points(record.notes),
    )


def combined(record: WhatIfRecord) -> AnswerTable:
    """The base and the combination that was asked."""
    rows = ((setting_name(record, run), *_results(run), _cost(run)) for run in record.runs)
    return table("whatif_asked", ("whatif_setting", *RESULTS, "whatif_cost"), rows)


def levers(record: WhatIfRecord) -> AnswerTable:
    """Each lever at its settings: the number of its first input, and the results of its run."""
    runs = {run.id: run for run in record.runs}
    rows = (
        (
            DataWord("whatif_lever", lever.name),
            Text("whatif.percentile", {"percent": Number(stop.percent)}),
            _in_its_unit(stop.values[0], lever.inputs[0].unit),
            *_results_of(runs.get(stop.run)),
        )
        for lever in record.levers
        for stop in lever.stops
    )
    columns = ("lever", "whatif_percentile", "whatif_number", *RESULTS)
    return table("whatif_levers", columns, rows, values=_values(record))


def worlds(record: WhatIfRecord) -> AnswerTable:
    """The scenarios of the book, and what the public pays where it does."""
    runs = {run.id: run for run in record.runs}
    rows = (
        (
            NameInBoth(one.title_en, one.title_zh),
            *_results_of(runs.get(one.run)),
            _cost(runs.get(one.run)),
        )
        for one in record.presets
    )
    return table("whatif_worlds", ("scenario", *RESULTS, "whatif_cost"), rows)


def links(record: WhatIfRecord) -> AnswerTable:
    """Each agreement and party that is broken: its dated money still to come, the results."""
    runs = {run.id: run for run in record.runs}
    rows = (
        (
            _link(one),
            Money(one.to_openai, stated=True),
            Money(one.from_openai, stated=True),
            DataWord("firmness", one.firmness),
            *_results_of(runs.get(one.run)),
        )
        for one in record.links
        if one.run is not None
    )
    columns = ("whatif_link", "whatif_to_openai", "whatif_from_openai", "firmness", *RESULTS)
    return table("whatif_links", columns, rows)


def unread(record: WhatIfRecord) -> AnswerTable:
    """Agreements with something still to come of which a run reads nothing, and why."""
    rows = (
        (one.id, PartyName(";".join(one.parties)), _firm(one), Enumeration(one.reasons))
        for one in record.links
        if one.run is None
    )
    return table("whatif_unread", ("agreement", "party", "firmness", "why"), rows)


def changed(record: WhatIfRecord) -> AnswerTable:
    """What each setting changes most beyond chance, and the results on the way to it."""
    rows = (
        (setting_name(record, run), _moves(run.moved), _moves(run.ways))
        for run in record.runs
        if run.moved or run.ways
    )
    columns = ("whatif_setting", "whatif_changed", "whatif_way")
    return table("whatif_changed", columns, rows)


def _moves(rows: Iterable[MovedOutcome]) -> Cell:
    return Enumeration(tuple(move(row) for row in rows))


def move(row: MovedOutcome) -> Cell:
    ends = (in_unit(v, row.unit) for v in (row.base, row.value))
    return Joined((row.title, Joined(tuple(ends), by=" → ")), by=" ")


def _firm(link: BreakableLink) -> Cell:
    return DataWord("firmness", link.firmness)


def _link(link: BreakableLink) -> Cell:
    return PartyName(link.id) if link.kind == "party" else link.id


def setting_name(record: WhatIfRecord, run: WhatIfOutcome) -> Cell:
    """What a run is called in words: its levers, its world, what is broken."""
    if run.kind == BASE:
        return Text("whatif.base")
    titles = {one.id: NameInBoth(one.title_en, one.title_zh) for one in record.presets}
    parts = [*_lever_names(run), *run.broken]
    broken = {k.run: k for k in record.links if k.kind == "party"}
    if run.kind == "party":
        parts = [_link(broken[run.id])]
    if run.kind == "preset" or (run.kind == ASKED and run.scenario != record.scenario):
        parts = [titles.get(run.scenario, run.scenario), *parts]
    return Enumeration(tuple(parts), none="whatif.base")


def _lever_names(run: WhatIfOutcome) -> Iterator[Cell]:
    for one in run.levers:
        at = Text("whatif.percentile", {"percent": Number(one.percent, None)})
        yield Joined((DataWord("whatif_lever", one.lever), at))


def _results_of(run: WhatIfOutcome | None) -> tuple[Cell, ...]:
    """The results, or as many empty cells where only a combination was asked."""
    return (None,) * len(RESULTS) if run is None else _results(run)


def _results(run: WhatIfOutcome) -> tuple[Cell, ...]:
    rows = {row.outcome: row for row in run.outcomes}
    span = run.first_short
    return (share_of(rows[OUT]), span.q50, *(middle(rows[name]) for name in SHOWN))


def share_of(row: WhatIfRow) -> Cell:
    if row.value is None or row.low is None or row.high is None:
        return None
    return Estimate(*(in_unit(v, row.unit) for v in (row.value, row.low, row.high)))


def middle(row: WhatIfRow) -> Cell:
    return None if row.value is None else _rounded(row.value, row.unit)


def _rounded(value: float, unit: str) -> Quantity:
    return Money(value) if unit == "USD bn" else in_unit(value, unit)


def _cost(run: WhatIfOutcome | None) -> Cell:
    rows = {row.outcome: row for row in run.outcomes} if run else {}
    row = rows.get(COST)
    if row is None or row.value is None or row.low is None or row.high is None:
        return None
    return Joined((Money(row.value), Between(Money(row.low), Money(row.high))))


def _in_its_unit(value: float, unit: str) -> Cell:
    return Joined((Number(value, None, figures=3), "" if unit == "1" else unit))


def _values(record: WhatIfRecord) -> dict[str, object]:
    return {"draws": Number(record.draws)}
