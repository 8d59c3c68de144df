"""What joins figures with each other: terms, and identities that are sums or products of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec
from msgspec import Struct

from caploop.core.errors import InputInvalidError
from caploop.core.names import nearest
from caploop.core.problem import Place, Problem

Kind = Literal["sum", "product"]
Reading = Literal["as_said", "as_bound", "negative", "not_negative"]
FILE = "identities.toml"
SCALE: Mapping[str, Decimal] = {
    "USD bn": Decimal("1e-9"),
    "GW": Decimal("1e-9"),
    "share": Decimal(1),
    "GW-yr": Decimal(1),
    "USD bn/GW-yr": Decimal(1),
}


class Selector(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which claims speak of a term; `open_start` takes those that name no first day as well.

    `reading` says what the figure is: as printed, give or take its rounding; with "more than" and
    "about" counted; with its sign turned; or a date from which on it is not negative. `from_` is
    the first day a claim without a period may speak from.
    """

    party: str
    measure: str
    qualifier: str | None = None
    counterparty: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    open_start: bool = False
    reading: Reading = "as_said"
    from_: date | None = msgspec.field(default=None, name="from")


class Term(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One quantity: its unit, the claims that state it, the rows that stand in for them.

    `plan` marks what belongs to one plan of a company; `parameters` are symbols by plan, or by
    "any"; `only_known` keeps a row back, widened or not, until its source is public.
    """

    id: str
    name_en: str
    name_zh: str
    unit: str
    plan: bool = False
    only_known: bool = False
    parameters: Mapping[str, str] = {}
    claims: tuple[Selector, ...] = ()


class Identity(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sum of terms that is zero, or a product of powers times `constant` that is one.

    The first term is the one a gap is counted in. `until` is a parameter: once its source is
    public the identity holds no more.
    """

    id: str
    name_en: str
    name_zh: str
    kind: Kind
    terms: Mapping[str, float]
    constant: float = 1.0
    until: str | None = None

    @property
    def first(self) -> str:
        """The term a gap is counted in."""
        return next(iter(self.terms))

    def implied(self, wanted: str, at: Mapping[str, float]) -> float:
        """The value `wanted` must have for the identity to hold, given all others."""
        weight = self.terms[wanted]
        rest = [(a, at[name]) for name, a in self.terms.items() if name != wanted]
        if self.kind == "sum":
            return -sum(a * x for a, x in rest) / weight
        return float((self.constant * math.prod(x**a for a, x in rest)) ** (-1 / weight))


class IdentitySystem(Struct, frozen=True, kw_only=True):
    """Terms by id and the identities that hold, in the order in which they are asked."""

    terms: Mapping[str, Term]
    identities: tuple[Identity, ...]


def system_from_rows(rows: Mapping[str, Any], *, file: str = FILE) -> IdentitySystem:
    """The system a table of terms and identities describes.

    Raises InputInvalidError with every fault: a field that is none, a name that repeats, a term
    no identity may speak of, a product with a unit it cannot scale.
    """
    try:
        terms = msgspec.convert(rows.get("term", []), list[Term])
        identities = msgspec.convert(rows.get("identity", []), list[Identity])
    except msgspec.ValidationError as error:
        raise InputInvalidError([_fault("row-invalid", file, str(error), file=file)]) from error
    problems = [*_repeated(terms, file), *_repeated(identities, file)]
    held = {t.id: t for t in terms}
    for identity in identities:
        problems += _faults(identity, held, file=file)
    problems += [
        _fault("unit-unknown", t.id, f"the unit {t.unit!r} is unknown", file=file)
        for t in terms
        if t.unit not in SCALE
    ]
    if problems:
        raise InputInvalidError(problems)
    return IdentitySystem(terms=held, identities=tuple(identities))


def holding(system: IdentitySystem, *, public: Iterable[str]) -> IdentitySystem:
    """The system without identities that ended when one of the public parameters appeared."""
    known = set(public)
    kept = tuple(i for i in system.identities if i.until not in known)
    return IdentitySystem(terms=system.terms, identities=kept)


def components(identities: Sequence[Identity]) -> tuple[frozenset[str], ...]:
    """Sets of terms that identities join, directly or through others, in order of appearance."""
    found: list[set[str]] = []
    for identity in identities:
        names = set(identity.terms)
        touching = [c for c in found if c & names]
        merged = names.union(*touching)
        found = [c for c in found if c not in touching] + [merged]
    return tuple(frozenset(c) for c in found)


def _repeated(rows: Sequence[Term] | Sequence[Identity], file: str) -> list[Problem]:
    counts = Counter(r.id for r in rows)
    return [
        _fault("id-duplicate", name, f"{name!r} stands {count} times", file=file)
        for name, count in counts.items()
        if count > 1
    ]


def _faults(identity: Identity, terms: Mapping[str, Term], *, file: str) -> list[Problem]:
    unknown = [
        _fault("term-unknown", identity.id, f"no term is {t!r}{nearest(t, terms)}", file=file)
        for t in identity.terms
        if t not in terms
    ]
    empty = len(identity.terms) < 2 or 0 in identity.terms.values() or identity.constant <= 0
    message = "an identity has two terms or more, no weight of 0 and a constant above 0"
    return [
        *unknown,
        *([_fault("identity-empty", identity.id, message, file=file)] if empty else []),
    ]


def _fault(code: str, subject: str, message: str, *, file: str) -> Problem:
    hint = "mend the row; docs/plan.md describes terms and identities"
    return Problem(code=code, subject=subject, message=message, hint=hint, place=Place(file=file))
