"""What is to be drawn on one page, and what it says of each party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caploop.charts.sankey.parts import Node, Ribbon
from caploop.charts.sankey.words import Teller
from caploop.charts.style import FLOWS

Lines = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that is to be drawn, and how wide."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    ids: tuple[str, ...]
    width: float
    teller: Teller
    hues: Mapping[str, str]
    shown: tuple[int, ...] = ()

    def hue(self, ribbon: Ribbon) -> str:
        """The flow colour of a ribbon: rust in the loop, else that of its kind."""
        named = self.hues.get(ribbon.kind, ribbon.kind)
        return "equity" if ribbon.in_loop else named if named in FLOWS else "other"

    def station_words(self, ribbons: Sequence[Ribbon]) -> dict[str, Lines]:
        """The lines at each station of these ribbons, as long as they can become."""
        ends = {end for r in ribbons for end in (r.source, r.target)}
        return {n.id: self.lines(n, ribbons, full=True) for n in self.nodes if n.id in ends}

    def lines(self, node: Node, ribbons: Sequence[Ribbon], *, full: bool) -> Lines:
        """Name, sums and note of a party; `full` counts what is broken as if it were not."""
        sums = self.teller.sums(*self.sums(node, ribbons, full=full))
        noted: Lines = [("note", node.note)] if node.note else []
        return [("value", node.label), ("note", sums), *noted]

    def sums(
        self, node: Node, ribbons: Sequence[Ribbon], *, full: bool = False
    ) -> tuple[float, float]:
        """What a party receives and pays."""
        amounts = [(r, r.room() if full else r.paid()) for r in ribbons]
        received = sum(a for r, a in amounts if r.target == node.id)
        return received, sum(a for r, a in amounts if r.source == node.id)

    def drawn(self) -> list[Ribbon]:
        """The ribbons that are shown, in the order of their courses."""
        return [self.ribbons[n] for n in self.shown]
