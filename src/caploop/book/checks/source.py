"""Whether what parties and parameters name as their source was ever said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from caploop.book.agreement import ASSUMPTION
from caploop.book.checks.tranche import ANOTHER_SCALE, slip_in
from caploop.book.parameter import NUMBERS, Parameter, in_base_units
from caploop.book.party import Party
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence import Claim


def check_sources(
    parties: Iterable[Party],
    parameters: Iterable[Parameter],
    *,
    claims: Mapping[str, Claim],
    places: Mapping[str, Place],
) -> list[Problem]:
    """A problem for each claim that nobody made, and for money of another scale than its claims."""
    problems: list[Problem] = []
    for party in parties:
        named = [name for name in party.source if name != ASSUMPTION]
        place = places.get(party.id, Place(file="parties.toml"))
        problems += _absent(party.id, named, claims, place=_at(place, "source"))
    for parameter in parameters:
        place = places.get(parameter.id, Place(file="parameters.csv"))
        problems += _absent(parameter.id, parameter.claims, claims, place=_at(place, "claims"))
        if said := _slip(parameter, claims):
            problems.append(
                Problem(
                    code="scale-slip",
                    subject=parameter.id,
                    message=said,
                    hint=ANOTHER_SCALE,
                    place=_at(place, "unit"),
                )
            )
    return problems


def dollars_of(names: Iterable[str], claims: Mapping[str, Claim]) -> dict[str, Decimal]:
    """Figures of the claims named that are dollars, the ends of a range by the claim's id."""
    said: dict[str, Decimal] = {}
    for claim in (claims[name] for name in names if name in claims):
        ends = {"": claim.value, " (low)": claim.value_low, " (high)": claim.value_high}
        told = {f"{claim.id}{mark}": end for mark, end in ends.items() if end}
        said |= told if claim.unit == "USD" else {}
    return said


def _slip(parameter: Parameter, claims: Mapping[str, Claim]) -> str | None:
    plain = in_base_units(parameter)
    if plain.unit != "USD":
        return None
    ends: Sequence[Decimal] = [end for name in NUMBERS if (end := getattr(plain, name))]
    return slip_in(ends, dollars_of(parameter.claims, claims))


def _absent(
    subject: str, names: Iterable[str], claims: Collection[str], *, place: Place
) -> list[Problem]:
    return [
        Problem(
            code="claim-unknown",
            subject=subject,
            message=f"claim {name!r} does not exist",
            hint=offered(name, claims, "add the claim to the evidence first"),
            place=place,
        )
        for name in names
        if name not in claims
    ]


def _at(place: Place, field: str) -> Place:
    return Place(file=place.file, line=place.line, field=field)
