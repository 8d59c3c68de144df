"""What a number rests on: the parameters, claims and positions it is computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caploop import sfc
from caploop.book import Book
from caploop.model.assembly import Inputs, loop_system
from caploop.model.inputs import Made
from caploop.sfc.showing import Reads
from caploop.study.shared.model_run import ModelRun
from caploop.study.shared.rows import FieldSources

_TRACED: dict[tuple[str, ...], Mapping[str, Reads]] = {}


def field_sources(
    run: ModelRun,
    fields: Mapping[str, Sequence[str]],
    *,
    beside: Mapping[str, Sequence[str]] | None = None,
) -> tuple[FieldSources, ...]:
    """The basis of each field of a record from the series of the run that it shows.

    `beside` names parameters that a field reads without the run, by field. What a series reads is
    followed through the model's own computation (`sfc.traced`), never written down by hand.
    """
    traced = _traced(run.inputs)
    more = beside or {}
    return tuple(
        _basis(
            run.known.book, run.inputs, traced, field=field, series=fields.get(field, ()), own=own
        )
        for field in dict.fromkeys((*fields, *more))
        for own in (tuple(more.get(field, ())),)
    )


def _traced(inputs: Inputs) -> Mapping[str, Reads]:
    """What every series reads; the same for all runs of one structure, so found once."""
    key = tuple(sorted(inputs.params))
    if key not in _TRACED:
        _TRACED[key] = sfc.traced(loop_system(inputs.params))
    return _TRACED[key]


def _basis(
    book: Book,
    inputs: Inputs,
    traced: Mapping[str, Reads],
    *,
    field: str,
    series: Sequence[str],
    own: Sequence[str],
) -> FieldSources:
    reads = [traced[name] for name in series]
    direct = dict.fromkeys((*own, *(n for r in reads for n in r.parameters)))
    made = [inputs.made.get(name, Made()) for name in direct]
    symbols = dict.fromkeys((*direct, *(s for m in made for s in m.symbols)))
    rows = [p for p in book.parameters if p.symbol in symbols]
    claims = [*(c for p in rows for c in p.claims), *(c for m in made for c in m.claims)]
    return FieldSources(
        field=field,
        series=tuple(series),
        parameters=tuple(p.symbol for p in rows),
        claims=tuple(sorted(dict.fromkeys(claims))),
        positions=tuple(dict.fromkeys(i for m in made for i in m.positions)),
        assumption=any(p.assumption for p in rows) or any(m.assumption for m in made),
        carried=tuple(dict.fromkeys(n for r in reads for n in r.before)),
    )
