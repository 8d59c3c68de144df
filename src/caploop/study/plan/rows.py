"""The book's rows as results read them: each reading is remembered, so that every number can say
what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from caploop.book import Parameter, is_prior
from caploop.core.errors import NotFoundError
from caploop.evidence import Claim
from caploop.model.inputs import central_of, prior_of
from caploop.model.terms import factor_of
from caploop.sfc.language import Parameter as Prior
from caploop.sfc.language import Triangular
from caploop.study.plan.known_claims import KnownClaims
from caploop.study.plan.record import ResultSources


class Rows(Mapping[str, float]):
    """Central numbers by symbol in the units of the model; remembers what was read since `told`.

    A prior whose source was not public yet is read as the shelf has it: wider, and a judgement.
    Raises NotFoundError for a row that the book lacks, or that was not public and is no prior.
    """

    def __init__(self, held: Mapping[str, Parameter], shelf: KnownClaims) -> None:
        self._held = held
        self._shelf = shelf
        self._read: dict[str, None] = {}
        self._heard: dict[str, None] = {}

    def __getitem__(self, symbol: str) -> float:
        return central_of(self.row(symbol))

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, symbol: object) -> bool:
        return symbol in self._held

    def row(self, symbol: str) -> Parameter:
        """The row itself."""
        shelf = self._shelf
        if symbol not in self._held:
            raise NotFoundError(f"the book has no parameter {symbol}")
        found = self._held[symbol]
        if symbol not in shelf.public and not is_prior(found):
            raise NotFoundError(
                f"{symbol} was not public at {shelf.seen.known_at} (it was at {found.known_at})"
            )
        self._read[symbol] = None
        return found if symbol in shelf.public else shelf.parameters[symbol]

    def ends(self, symbol: str) -> tuple[float, float]:
        """Low and high of a row in the units of the model."""
        row = self.row(symbol)
        factor = factor_of(row)
        return float(row.low * factor), float(row.high * factor)

    def prior(self, symbol: str) -> Prior:
        """A row's distribution."""
        return prior_of(self.row(symbol))

    def mode(self, symbol: str) -> float:
        """The likeliest value of a triangular row; of others the central one."""
        prior = self.prior(symbol)
        return prior.mode if isinstance(prior, Triangular) else self[symbol]

    def claims(self, *, party: str, measure: str, counterparty: str | None) -> list[Claim]:
        """Claims with a figure on a party's measure, in the ledger's order."""
        wanted = (party, measure, counterparty)
        return [
            c
            for c in self._shelf.seen.claims.values()
            if (c.party, c.measure, c.counterparty) == wanted
            and c.polarity == "affirmed"
            and (c.value is not None or c.value_high is not None)
        ]

    def standing(self, *, party: str, measure: str, counterparty: str | None) -> list[Claim]:
        """Those of `claims` that still stand: a promise that ended can pay for nothing."""
        found = self.claims(party=party, measure=measure, counterparty=counterparty)
        return [c for c in found if self._shelf.seen.state(c.id) == "live"]

    def heard(self, *claims: Claim) -> None:
        """Remembers that a number was taken from these claims."""
        self._heard |= {c.id: None for c in claims}

    def told(self, field: str) -> ResultSources:
        """What was read since the last time, as the ground of a result."""
        symbols, claims = tuple(self._read), tuple(self._heard)
        self._read, self._heard = {}, {}
        rows = [self._shelf.parameters.get(s, self._held[s]) for s in symbols]
        behind = (c for row in rows for c in row.claims)
        return ResultSources(
            field=field,
            parameters=tuple(sorted(symbols)),
            claims=tuple(dict.fromkeys((*claims, *behind))),
            assumption=any(row.assumption for row in rows),
        )


def joined(ground: ResultSources, *others: ResultSources) -> ResultSources:
    """The ground of a result that goes on from others: theirs added to its own."""
    every = (ground, *others)
    return ResultSources(
        field=ground.field,
        parameters=tuple(sorted({p for g in every for p in g.parameters})),
        claims=tuple(dict.fromkeys(c for g in every for c in g.claims)),
        assumption=any(g.assumption for g in every),
    )
