"""A circular Sankey: payments between parties, with what returns to its payer as a ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from caploop.charts.sankey.draw import drawn, sentence
from caploop.charts.sankey.fit import Task, fitted, pinned
from caploop.charts.sankey.layout import Layout
from caploop.charts.sankey.page import Page
from caploop.charts.sankey.parts import Firmness, Node, Ribbon, check, ribbon_ids
from caploop.charts.sankey.words import ENGLISH, Teller, Words
from caploop.charts.scene import Scene
from caploop.charts.svg import Markup, canvas
from caploop.charts.width import text_width

__all__ = ["Firmness", "Node", "Ribbon", "circular_sankey"]

MOST = 30
FEWER = 0.8


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What is drawn: numbers of ribbons, largest first, their layout, and the fate of all."""

    numbers: tuple[int, ...]
    layout: Layout | None
    states: tuple[str, ...]


def circular_sankey(
    nodes: Sequence[Node],
    ribbons: Sequence[Ribbon],
    *,
    title: str,
    description: str,
    unit_label: str,
    order: Sequence[str] | None = None,
    width: int = 1240,
    most: int = MOST,
    hues: Mapping[str, str] | None = None,
    words: Words = ENGLISH,
    name: str = "circular",
) -> Scene:
    """The picture at one width: money runs to the right, and back below, where it turns back.

    Under 520 pixels, and where ranks do not fit side by side, it runs down the page instead.
    `order` pins which ribbons turn back, `most` is how many are drawn at most, `hues` gives kinds
    a flow colour of the palette. No amount that falls to less than `before`, and no break, moves
    anything else.
    """
    check(nodes, ribbons)
    teller = Teller(names={n.id: n.label for n in nodes}, unit=unit_label, words=words)
    page = Page(
        nodes=tuple(nodes),
        ribbons=tuple(ribbons),
        ids=tuple(ribbon_ids(ribbons)),
        width=float(width),
        teller=teller,
        hues=hues or {},
    )
    chosen = _chosen(page, order, most)
    parts, height = _parts(page, chosen)
    return Scene(
        svg=canvas(*parts, width=width, height=height, name=name, about=(title, description)),
        title=title,
        description=description,
        columns=words.columns,
        rows=tuple(teller.row(r, s) for r, s in zip(ribbons, chosen.states, strict=True)),
    )


def _chosen(page: Page, order: Sequence[str] | None, most: int) -> Chosen:
    """The largest ribbons, so many that each can be told apart on this page."""
    states = [_state(r) for r in page.ribbons]
    able = [n for n, s in enumerate(states) if s == "shown"]
    ranked = sorted(able, key=lambda n: (-page.ribbons[n].room(), page.ids[n]))
    count, layout = min(most, len(ranked)), None
    while count > 0:
        layout = fitted(_task(page, ranked[:count], order))
        if layout:
            break
        count = int(count * FEWER)
    for number in ranked[count:]:
        states[number] = "cut"
    return Chosen(numbers=tuple(ranked[:count]), layout=layout, states=tuple(states))


def _state(ribbon: Ribbon) -> str:
    if ribbon.source == ribbon.target:
        return "itself"
    return "shown" if ribbon.room() > 0 else "zero"


def _task(page: Page, numbers: Sequence[int], order: Sequence[str] | None) -> Task:
    ribbons = [page.ribbons[n] for n in sorted(numbers, key=lambda n: page.ids[n])]
    arcs = tuple((r.source, r.target, r.room()) for r in ribbons)
    words = page.station_words(ribbons)
    return Task(
        order=pinned(order, arcs),
        arcs=arcs,
        ring=tuple(r.in_loop for r in ribbons),
        width=page.width,
        head={key: 18.0 * len(lines) + 4 for key, lines in words.items()},
        words={
            key: min(page.width * 0.45, 16 + max(text_width(t, kind) for kind, t in lines))
            for key, lines in words.items()
        },
    )


def _parts(page: Page, chosen: Chosen) -> tuple[list[Markup], float]:
    said = page.teller.left_out(page.ribbons, chosen.states)
    if chosen.layout is None:
        names = [n.label for n in page.nodes]
        listed = [page.teller.words.parties.format(names=", ".join(names))] if names else []
        return sentence([page.teller.words.nothing, *listed, *said], page.width)
    said += page.teller.alone(page.nodes, set(chosen.layout.stations))
    numbers = sorted(chosen.numbers, key=lambda n: page.ids[n])
    return drawn(replace(page, shown=tuple(numbers)), chosen.layout, said)
