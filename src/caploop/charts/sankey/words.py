"""The words of a circular Sankey: names of amounts, titles of ribbons, the caption."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from caploop.charts.sankey.parts import Node, Ribbon


@dataclass(frozen=True, kw_only=True)
class Words:
    """All words a picture needs that the caller's records do not bring; a page may translate."""

    nothing: str = "No payment to draw."
    parties: str = "Parties: {names}."
    broken: str = "broken"
    firmness: Mapping[str, str] = field(
        default_factory=lambda: {"firm": "firm", "letter": "letter of intent", "talks": "in talks"}
    )
    received: str = "in {amount}"
    paid: str = "out {amount}"
    pays: str = "{source} pays {target} {amount} {unit}, {kind}, {firmness}"
    totals: str = "{name}: receives {received}, pays {paid} {unit}"
    in_loop: str = "part of the loop"
    key: str = "This thick: {amount}. All figures in {unit}."
    edges: str = "Dashed edge: letter of intent. Dotted edge: in talks."
    itself: str = "Not drawn: {names} pays itself {amount} {unit}."
    zero: str = "Not drawn: {count} of amount zero."
    cut: str = "Not shown: the {count} smallest of {all}, together {amount} {unit}."
    alone: str = "Without a payment shown: {names}."
    broken_also: str = "Broken too: {names}."
    loop_also: str = "In the loop too: {names}."
    columns: tuple[str, ...] = ("Payer", "Receiver", "Amount", "Kind", "Firmness", "In picture")
    states: Mapping[str, str] = field(
        default_factory=lambda: {
            "shown": "shown",
            "cut": "not shown",
            "zero": "not shown: zero",
            "itself": "not shown: pays itself",
        }
    )


ENGLISH = Words()


def number(amount: float) -> str:
    """An amount with as many decimals as it needs, at most two of those that count.

    >>> number(1234.5), number(2.0), number(0.0312), number(12.25)
    ('1,234', '2', '0.031', '12.2')
    """
    if amount >= 1e15:
        return f"{amount:.3g}"
    if amount <= 0:
        return "0"
    decimals = min(12, max(0, 1 - math.floor(math.log10(amount)))) if amount < 100 else 0
    decimals = max(decimals, 1) if amount < 100 else 0
    text = f"{amount:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Says what parties and ribbons are, in one set of words."""

    names: Mapping[str, str]
    unit: str
    words: Words

    def label(self, ribbon: Ribbon, amount: float) -> str:
        """What stands on a ribbon: its own label, or amount and kind, and how firm if not firm."""
        plain = ribbon.label or f"{number(amount)} {ribbon.kind}"
        soft = ribbon.firmness != "firm"
        return f"{plain}, {self.words.firmness[ribbon.firmness]}" if soft else plain

    def broken(self) -> str:
        """The word on a broken ribbon, behind its dash."""
        return f"— {self.words.broken}"

    def ends(self, ribbon: Ribbon) -> str:
        """Who pays whom."""
        return f"{self.names[ribbon.source]} → {self.names[ribbon.target]}"

    def ribbon(self, ribbon: Ribbon) -> str:
        """A ribbon in a sentence."""
        text = self.words.pays.format(
            source=self.names[ribbon.source],
            target=self.names[ribbon.target],
            amount=number(ribbon.amount),
            unit=self.unit,
            kind=ribbon.kind,
            firmness=self.words.firmness[ribbon.firmness],
        )
        more = [self.words.in_loop] if ribbon.in_loop else []
        more += [self.words.broken] if ribbon.broken else []
        return ", ".join([text, *more])

    def sums(self, received: float, paid: float) -> str:
        """What stands under a name: what a party receives and pays, if anything."""
        parts = [self.words.received.format(amount=number(received))] if received else []
        parts += [self.words.paid.format(amount=number(paid))] if paid else []
        return " · ".join(parts) or "0"

    def node(self, node: Node, received: float, paid: float) -> str:
        """A party in a sentence."""
        text = self.words.totals.format(
            name=node.label, received=number(received), paid=number(paid), unit=self.unit
        )
        return "; ".join([text, *(t for t in (node.group, node.note) if t)])

    def row(self, ribbon: Ribbon, state: str) -> tuple[str, ...]:
        """A ribbon as a row of the table."""
        firm = self.words.firmness[ribbon.firmness]
        return (
            self.names[ribbon.source],
            self.names[ribbon.target],
            f"{number(ribbon.amount)} {self.unit}",
            ribbon.kind,
            f"{firm}, {self.words.broken}" if ribbon.broken else firm,
            self.words.states[state],
        )

    def left_out(self, ribbons: Sequence[Ribbon], states: Sequence[str]) -> list[str]:
        """What the picture does not show, in sentences."""
        found: dict[str, list[Ribbon]] = {}
        for ribbon, state in zip(ribbons, states, strict=True):
            found.setdefault(state, []).append(ribbon)
        said = [
            self.words.itself.format(
                names=self.names[r.source], amount=number(r.amount), unit=self.unit
            )
            for r in found.get("itself", [])
        ]
        if zero := found.get("zero"):
            said.append(self.words.zero.format(count=len(zero)))
        if cut := found.get("cut"):
            total = number(sum(r.amount for r in cut))
            told = {"count": len(cut), "all": len(ribbons), "amount": total, "unit": self.unit}
            said.append(self.words.cut.format(**told))
        return said

    def alone(self, nodes: Iterable[Node], shown: set[str]) -> list[str]:
        """Parties the picture does not show."""
        names = [n.label for n in nodes if n.id not in shown]
        return [self.words.alone.format(names=", ".join(names))] if names else []
