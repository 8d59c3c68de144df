"""Gigawatts added up, and counted once: the same gigawatt stands in several contracts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from caploop.study.build.record import Counted, Supplier

OF_OPENAI = ("compute", "chips")
SIGNED = frozenset({"signed", "executed"})
STEPS: Mapping[str, Callable[[Supplier], bool]] = {
    "once": lambda _: True,
    "without_options": lambda row: not row.optional,
    "signed": lambda row: not row.optional and row.firmness in SIGNED,
}


def counted_of(rows: Iterable[Supplier]) -> tuple[Counted, ...]:
    """From all of OpenAI's contracts with a capacity to the gigawatts they can be, step by step.

    A supplier's contracts on one layer are of the same capacity, so that the largest counts; a
    gigawatt in service needs compute and chips, so that the larger layer counts. Then options go,
    then what is not signed. Each step has the GW of each layer and of both.
    """
    stated = [r for r in rows if r.origin == "book" and r.gw and r.layer in OF_OPENAI]
    added = {layer: sum(r.gw or 0.0 for r in stated if r.layer == layer) for layer in OF_OPENAI}
    first = Counted(step="added", layers=_rounded(added), gw=round(sum(added.values()), 6))
    return (first, *(_once(name, [r for r in stated if kept(r)]) for name, kept in STEPS.items()))


def _once(step: str, rows: Iterable[Supplier]) -> Counted:
    largest: dict[tuple[str, str], float] = {}
    for row in rows:
        key = (row.layer, row.supplier)
        largest[key] = max(largest.get(key, 0.0), row.gw or 0.0)
    layers = {
        layer: sum(gw for (of, _), gw in largest.items() if of == layer) for layer in OF_OPENAI
    }
    return Counted(step=step, layers=_rounded(layers), gw=round(max(layers.values()), 6))


def _rounded(layers: Mapping[str, float]) -> dict[str, float]:
    return {name: round(gw, 6) for name, gw in layers.items()}
