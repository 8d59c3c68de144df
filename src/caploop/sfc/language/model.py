"""A model: who can pay whom in what (the ledger), and how much (equations or plain functions)."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from caploop.core.errors import UsageError
from caploop.core.labels import axes_of, in_order
from caploop.sfc.compiled.executable import ExecutableCache
from caploop.sfc.language import ledger
from caploop.sfc.language.distribution import Distribution
from caploop.sfc.language.draw import Correlation
from caploop.sfc.language.ledger import Instrument, Sector, Transaction, TransactionKind
from caploop.sfc.language.series import Series
from caploop.sfc.language.text import Equation, Expression, read_equations, read_expression

Value = float | np.ndarray
Parameter = Value | Distribution
Behaviour = Callable[..., Mapping[Any, Any]]


@dataclass(frozen=True, kw_only=True)
class DeclaredPosition:
    """An expression that must equal a position of the ledger in every period, and opens it."""

    sector: Sector
    instrument: Instrument
    value: Expression


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happens instead where a margin falls below zero; the lowest priority comes first."""

    name: str
    when: Callable[..., Any]
    then: Behaviour
    priority: int


class Model:
    """A stock-flow-consistent model under construction; `simulate` and the others read it.

    `freq` is Q or Y, `unit` the unit of all amounts ("USD bn"). Building is the only thing that
    changes a model; every method that takes a name refuses one that is already taken.
    """

    def __init__(self, name: str, *, freq: str = "Q", unit: str = "") -> None:
        if freq not in {"Q", "Y"}:
            raise UsageError(
                f"model {name!r}: freq {freq!r} is neither 'Q' (quarter) nor 'Y' (year)"
            )
        self.name, self.freq, self.unit = name, freq, unit
        self.sector_list: list[Sector] = []
        self.instruments: list[Instrument] = []
        self.transactions: list[Transaction] = []
        self.amounts: dict[str, Expression] = {}
        self.equation_list: list[Equation] = []
        self.parameters: dict[str, Parameter] = {}
        self.symbols: dict[str, str] = {}
        self.lengths: dict[str, int] = {}
        self.declared: dict[str, Series] = {}
        self.arrays_declared: dict[str, Series] = {}
        self.correlation: Correlation | None = None
        self.positions: list[DeclaredPosition] = []
        self.opening: dict[str, Value] = {}
        self.opening_default: float = 0.0
        self.openings: dict[ledger.Cell, Value] = {}
        self.behaviours: list[Behaviour] = []
        self.events: list[Event] = []
        self.executables: ExecutableCache | None = None
        self._cache: dict[Any, Any] = {}
        self._structures: dict[Any, Any] = {}

    def sectors(self, *names: str) -> tuple[Sector, ...]:
        """One sector a name, each a single party."""
        return tuple(self._add_sector(Sector(name)) for name in names)

    def group(self, name: str, *, members: Iterable[str]) -> Sector:
        """Several parties of one kind as one array; their amounts have one number a member."""
        found = tuple(members)
        if not found or len(set(found)) != len(found):
            raise UsageError(f"group {name!r}: members must be different names, at least one")
        return self._add_sector(Sector(name, found))

    def instrument(
        self, name: str, *, issuer: Sector | tuple[Sector, ...] = (), real: bool = False
    ) -> Instrument:
        """A financial instrument of its issuers, or with `real` an asset that nobody owes."""
        issuers = (issuer,) if isinstance(issuer, Sector) else tuple(issuer)
        for sector in issuers:
            self._known_sector(sector, f"instrument {name!r}")
        if real == bool(issuers):
            problem = "is real and has an issuer" if real else "has no issuer"
            message = f"instrument {name!r} {problem}: a financial asset is somebody's liability"
            raise UsageError(f"{message}; give issuer=SECTOR, or real=True for a tangible asset")
        self._free(name, (i.name for i in self.instruments), what="instrument")
        made = Instrument(name, issuers, real)
        self.instruments.append(made)
        return made

    def params(self, **values: Parameter) -> None:
        """Named parameters: a number, an array over a group, or a distribution."""
        for name, value in values.items():
            self._free(name, self.parameters, what="parameter")
            if isinstance(value, Distribution):
                self.parameters[name] = value
                continue
            number = np.asarray(self._by_member(name, value), dtype=float)
            if not np.isfinite(number).all():
                message = f"parameter {name!r} is {value}: not a finite number"
                raise UsageError(f"{message}; give a number or a distribution")
            self.parameters[name] = float(number) if number.ndim == 0 else number
        self._changed()

    def names(self, symbols: Mapping[str, str]) -> None:
        """Names by which behaviours read parameters, each with the parameter's own name.

        A parameter with such a name is no longer read by its own, which stays the key of draws,
        changes and results.

        >>> m = Model("names")
        >>> m.params(bc=0.04)
        >>> m.names({"bankruptcy_cost_share": "bc"})
        """
        for name, symbol in symbols.items():
            self._free(name, (*self.symbols, *self.symbols.values()), what="name of a parameter")
            self._free(symbol, (*self.symbols, *self.symbols.values()), what="named parameter")
            self.symbols[name] = symbol
        self._changed()

    def axes(self, lengths: Mapping[str, int]) -> None:
        """Lengths of the axes that declared series have, by name; the same again is no change."""
        for axis, length in lengths.items():
            if self.lengths.setdefault(axis, length) != length:
                message = f"axis {axis!r} has length {self.lengths[axis]} already, not {length}"
                raise UsageError(f"model {self.name}: {message}; call one of the two otherwise")
        self._changed()

    def series(self, *declared: Series) -> None:
        """Declares what behaviours return; from then on nothing else may be returned or read.

        A state that is read of the period before the first starts at the default in the shape of
        its axes. Raises UsageError for a name that is declared already.

        >>> m = Model("series")
        >>> m.axes({"class": 6})
        >>> m.series(Series("estate_paid", "USD bn", axes="class", says="out of the estate"))
        """
        for one in declared:
            self._free(one.name, self.declared, what="series")
            one.shape(self.lengths)
            self.declared[one.name] = one
        self._changed()

    def arrays(self, *declared: Series) -> None:
        """Declares parameters that are arrays, so that `reads` can do without their values."""
        for one in declared:
            self._free(one.name, self.arrays_declared, what="array")
            one.shape(self.lengths)
            self.arrays_declared[one.name] = one
        self._changed()

    def correlate(self, correlation: Correlation) -> None:
        """Joins the draws of some parameters by a Gaussian copula."""
        for name in correlation.names:
            if not isinstance(self.parameters.get(name), Distribution):
                raise UsageError(f"correlation: {name!r} is no parameter with a distribution")
        self.correlation = correlation

    def equations(self, text: str) -> None:
        """Adds equations that hold at once; one a line, `name = expression  # what it is`."""
        for equation in read_equations(text):
            self._free(equation.name, (e.name for e in self.equation_list), what="equation")
            self.equation_list.append(equation)
        self._changed()

    def start(self, *, default: float = 0.0, **values: Value) -> None:
        """Opening values of variables, those of the period before the first one."""
        self.opening.update({n: self._by_member(n, v) for n, v in values.items()})
        self.opening_default = default
        self._changed()

    def flow(
        self, name: str, *, payer: Sector, payee: Sector, via: Instrument, amount: str | None = None
    ) -> Transaction:
        """A payment; `amount` is an expression, or left out where a behaviour returns it."""
        self._known(name, (payer, payee), (via,))
        made = ledger.payment(name, payer=payer, payee=payee, via=via)
        return self._add(made, amount)

    def exchange(
        self,
        name: str,
        *,
        buyer: Sector,
        seller: Sector,
        asset: Instrument,
        via: Instrument,
        amount: str | None = None,
    ) -> Transaction:
        """An asset against money, both legs posted together with one amount (in money)."""
        self._known(name, (buyer, seller), (asset, via))
        made = ledger.exchange(name, buyer=buyer, seller=seller, asset=asset, via=via)
        return self._add(made, amount)

    def revaluation(
        self,
        name: str,
        *,
        holder: Sector,
        instrument: Instrument,
        issuer: Sector | None = None,
        amount: str | None = None,
    ) -> Transaction:
        """A gain of the holder and loss of the issuer without payment; negative: the reverse."""
        self._known(name, (holder,), (instrument,))
        if issuer is None and len(instrument.issuers) != 1:
            raise UsageError(f"revaluation {name!r}: {instrument} has no single issuer; name one")
        owed_by = issuer or instrument.issuers[0]
        made = ledger.revaluation(name, holder=holder, issuer=owed_by, instrument=instrument)
        return self._add(made, amount)

    def accumulation(
        self, name: str, *, owner: Sector, asset: Instrument, amount: str | None = None
    ) -> Transaction:
        """Growth (or with a negative amount wear) of a real asset in its owner's hands."""
        self._known(name, (owner,), (asset,))
        return self._add(ledger.accumulation(name, owner=owner, asset=asset), amount)

    def position(self, sector: Sector, instrument: Instrument, *, value: str) -> None:
        """Opens a position from the opening values and audits it against `value` every period."""
        self._known("position", (sector,), (instrument,))
        expression = read_expression(value)
        self.positions.append(
            DeclaredPosition(sector=sector, instrument=instrument, value=expression)
        )
        self._changed()

    def open(self, sector: Sector, instrument: Instrument, *, amount: Value) -> None:
        """Opening position in the model's unit; an issuer's own is minus what the others hold."""
        self._known("opening", (sector,), (instrument,))
        if sector.members is not None:
            amount = in_order(f"opening of {instrument} in {sector}", amount, [sector.members])
        self.openings[sector.name, instrument.name] = amount
        self._changed()

    def behaviour(self, function: Behaviour) -> Behaviour:
        """Adds a plain function of lagged state, parameters and time that returns amounts."""
        self.behaviours.append(function)
        self._changed()
        return function

    def event(
        self, name: str, *, when: Callable[..., Any], priority: int = 0
    ) -> Callable[[Behaviour], Behaviour]:
        """Decorates what happens where `when(x, p, t)` is below zero, after all behaviours.

        The amounts it returns replace those there are, in the order of priority. Values are hard,
        0 or 1, and kept under `name`; gradients go through it as `gradient` is told.
        """
        self._free(name, (e.name for e in self.events), what="event")

        def add(then: Behaviour) -> Behaviour:
            self.events.append(Event(name=name, when=when, then=then, priority=priority))
            self.events.sort(key=lambda e: e.priority)
            self._changed()
            return then

        return add

    def keep_compiled(self, cache: ExecutableCache) -> None:
        """Compiled code goes there, for other processes; `cache` must tell the code apart."""
        self.executables = cache

    def with_values(
        self,
        params: Mapping[str, Parameter],
        *,
        openings: Mapping[ledger.Cell, Value],
        correlation: Correlation | None = None,
    ) -> Model:
        """The same model with these parameters, opening positions and copula instead of its own.

        All that are made from one model share what is compiled, where the same names are drawn and
        shapes are the same.
        """
        made = copy.copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | dict):
                setattr(made, name, value.copy())
        made.parameters, made.openings, made.correlation = {}, {}, None
        made.params(**params)
        for (sector, instrument), amount in openings.items():
            made.open(
                next(s for s in self.sector_list if s.name == sector),
                next(i for i in self.instruments if i.name == instrument),
                amount=amount,
            )
        if correlation is not None:
            made.correlate(correlation)
        made._structures = self._structures
        return made

    def _changed(self) -> None:
        """What was found of the model as it was no longer holds, for it alone."""
        self._cache, self._structures = {}, {}

    def _by_member(self, name: str, value: Value) -> Value:
        """Values labelled with the members of a group, in the order of the group."""
        axes = axes_of(name, value)
        if axes is None or axes == (None,):
            return value
        groups = {s.members for s in self.sector_list if s.members is not None}
        fitting = [g for g in groups if axes[0] is not None and set(g) == set(axes[0])]
        if len(fitting) != 1:
            found = "several groups in different orders" if fitting else "no group"
            message = f"{name!r} is labelled with the members of {found}"
            raise UsageError(f"{message}; make the group first, or give a plain array in its order")
        ordered: Value = in_order(name, value, [fitting[0]])
        return ordered

    def _add(self, made: Transaction, amount: str | None) -> Transaction:
        self._free(made.name, (t.name for t in self.transactions), what="transaction")
        if amount is not None:
            self.amounts[made.name] = read_expression(amount)
        self.transactions.append(made)
        self._changed()
        return made

    def _add_sector(self, sector: Sector) -> Sector:
        self._free(sector.name, (s.name for s in self.sector_list), what="sector")
        self.sector_list.append(sector)
        return sector

    def _known(
        self, name: str, sectors: tuple[Sector, ...], instruments: tuple[Instrument, ...]
    ) -> None:
        for sector in sectors:
            self._known_sector(sector, repr(name))
        for instrument in instruments:
            if instrument not in self.instruments:
                known = ", ".join(i.name for i in self.instruments) or "none yet"
                message = f"{name!r}: {instrument} is no instrument of model {self.name} ({known})"
                raise UsageError(f"{message}; make it with instrument()")

    def _known_sector(self, sector: Sector, where: str) -> None:
        if sector not in self.sector_list:
            known = ", ".join(s.name for s in self.sector_list) or "none yet"
            message = f"{where}: {sector} is no sector of model {self.name} (it has {known})"
            raise UsageError(f"{message}; make it with sectors() or group()")

    def _free(self, name: str, taken: Iterable[str], *, what: str) -> None:
        if name in set(taken):
            raise UsageError(f"{what} {name!r} is there already in model {self.name}; rename one")


def nearest(name: str, known: Iterable[str]) -> str:
    """`did you mean ...` for a name nobody knows, or the whole list where nothing is near."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=3)
    return f"did you mean {', '.join(close)}?" if close else f"known are {', '.join(names)}"


def sides_named(kind: TransactionKind) -> tuple[str, ...]:
    """What the two sides of a transaction are called."""
    names = {
        TransactionKind.FLOW: ("payer", "payee"),
        TransactionKind.EXCHANGE: ("buyer", "seller"),
        TransactionKind.REVALUATION: ("holder", "issuer"),
        TransactionKind.ACCUMULATION: ("owner",),
    }
    return names[kind]
