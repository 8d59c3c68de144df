"""Edges moved at random while every party keeps its number of payers and payees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from caploop.network.arrays import Floats, Ints

TRIANGLE_SHARE = 0.1
ROOM_TOLERANCE = 1e-9

Move = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """The edges of a network in order of payer, and the totals its parties keep."""

    payer: Ints
    payee: Ints
    amount_usd: Floats
    out_usd: Floats
    in_usd: Floats

    @classmethod
    def of(cls, flow: Floats) -> Support:
        """The positive entries of a matrix."""
        payer, payee = np.nonzero(flow)
        return cls(
            payer=payer,
            payee=payee,
            amount_usd=flow[payer, payee],
            out_usd=flow.sum(axis=1),
            in_usd=flow.sum(axis=0),
        )


class Edges:
    """The edges of one sample while they are swapped, and the room partners leave each party.

    A swap turns a->b, c->d into a->d, c->b; a turn reverses a triangle, which swaps alone cannot
    reach (Rao, Jana and Bandyopadhyay 1996, Sankhya A 58:225). Both are skipped where an edge
    would double, or where some party's partners together are smaller than its total.
    """

    def __init__(self, support: Support) -> None:
        self.payer: list[int] = support.payer.tolist()
        self.payee: list[int] = support.payee.tolist()
        self.paid: list[float] = support.out_usd.tolist()
        self.received: list[float] = support.in_usd.tolist()
        self.least = -ROOM_TOLERANCE * float(support.out_usd.sum())
        self.present = set(zip(self.payer, self.payee, strict=True))
        self.edges_of: list[list[int]] = [[] for _ in self.paid]
        self.room_out = [-x for x in self.paid]
        self.room_in = [-x for x in self.received]
        for edge, (payer, payee) in enumerate(zip(self.payer, self.payee, strict=True)):
            self.edges_of[payer].append(edge)
            self.room_out[payer] += self.received[payee]
            self.room_in[payee] += self.paid[payer]

    def swap(self, chance: Generator, tries: int) -> list[Sequence[Move]]:
        """Moves so many random pairs or triangles where it can; the moves that undo it, in order.

        The chain is symmetric: every set of edges leads to another as often as back.
        """
        count = len(self.payer)
        firsts = chance.integers(count, size=tries).tolist()
        seconds = chance.integers(count, size=tries).tolist()
        turns = (chance.random(tries) < TRIANGLE_SHARE).tolist()
        back: list[Sequence[Move]] = []
        for first, second, turn in zip(firsts, seconds, turns, strict=True):
            moves = self._turn(first, second) if turn else self._swap(first, second)
            if moves and self._has_room(moves):
                back.append([(edge, self.payee[edge]) for edge, _ in moves])
                self.apply(moves)
        return back[::-1]

    def _swap(self, first: int, second: int) -> Sequence[Move]:
        a, b = self.payer[first], self.payee[first]
        c, d = self.payer[second], self.payee[second]
        if a in (c, d) or b in (c, d) or (a, d) in self.present or (c, b) in self.present:
            return ()
        return ((first, d), (second, b))

    def _turn(self, first: int, second: int) -> Sequence[Move]:
        a, b = self.payer[first], self.payee[first]
        c = self.payee[second]
        if self.payer[second] != b or (c, a) not in self.present:
            return ()
        if not self.present.isdisjoint([(b, a), (c, b), (a, c)]):
            return ()
        third = next(edge for edge in self.edges_of[c] if self.payee[edge] == a)
        return ((first, c), (second, a), (third, b))

    def _has_room(self, moves: Sequence[Move]) -> bool:
        change: dict[int, float] = {}
        for edge, payee in moves:
            payer, before = self.payer[edge], self.payee[edge]
            room = self.room_out[payer] + self.received[payee] - self.received[before]
            if room < self.least:
                return False
            change[payee] = change.get(payee, 0.0) + self.paid[payer]
            change[before] = change.get(before, 0.0) - self.paid[payer]
        return all(self.room_in[party] + more >= self.least for party, more in change.items())

    def apply(self, moves: Sequence[Move]) -> None:
        """Gives each edge its new payee."""
        for edge, payee in moves:
            payer, before = self.payer[edge], self.payee[edge]
            self.present.discard((payer, before))
            self.room_out[payer] += self.received[payee] - self.received[before]
            self.room_in[payee] += self.paid[payer]
            self.room_in[before] -= self.paid[payer]
            self.payee[edge] = payee
        self.present.update((self.payer[edge], self.payee[edge]) for edge, _ in moves)
