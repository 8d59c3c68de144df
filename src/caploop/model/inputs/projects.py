"""Projects of the book: capacity that OpenAI has a name, a lessor and a size for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.book import KnownBook, Tranche
from caploop.evidence import FIRMNESS_ORDER
from caploop.model.inputs.plan import PlanPaths
from caploop.model.terms.parties import LESSORS, period_of

BN = 1e-9
DAYS_A_YEAR = 365.25
RENTED = ("compute_purchase", "lease", "option")
MAKERS = ("nvidia", "amd", "broadcom", "foxconn")
OTHERS = "vehicles"
SIGNED = "signed"


class Project(Struct, frozen=True, kw_only=True):
    """Capacity under one tranche, GW. `lessor` is the model's, `payee` the party that lets it.

    `estimated` where the source gives money and no GW: then money over its years and the central
    lease price, an assumption.
    """

    id: str
    payee: str
    lessor: str
    gw: float
    estimated: bool
    firmness: str
    signed: date | None
    start: date | None
    claims: tuple[str, ...]


def projects_of(known: KnownBook, central: Mapping[str, float]) -> tuple[Project, ...]:
    """What OpenAI rents, in the order in which each lessor's capacity goes to it.

    Live tranches of its own with a size or a price, each capacity once: a tranche that overlaps a
    kept one, or repeats its agreement's GW, is left out. Firmer and earlier ones come first. Those
    who are not lessors of the model are taken together as `vehicles`.
    """
    mine = [t for t in known.tranches if _is_capacity(t, known.as_of)]
    kept: list[Tranche] = []
    for t in sorted(mine, key=lambda t: (t.capacity_w is None, t.kind != "compute_purchase")):
        if not any(_same(t, other) for other in kept):
            kept.append(t)
    found = [_project(t, central) for t in kept]
    return tuple(sorted(found, key=_order))


def project_arrays(
    projects: Sequence[Project], central: Mapping[str, float]
) -> dict[str, NDArray[np.float64]]:
    """Sizes, lessors (one-hot) and where each begins on its lessor's cumulative GW.

    What a lessor had in service at the start comes before its first project.
    """
    before = {name: central["G_2025"] * central[f"G0_{name}"] for name in LESSORS}
    begins = []
    for project in projects:
        begins.append(before[project.lessor])
        before[project.lessor] += project.gw
    places = [LESSORS.index(project.lessor) for project in projects]
    return {
        "project_gw": np.array([project.gw for project in projects]),
        "project_from": np.array(begins),
        "project_of": np.eye(len(LESSORS))[places],
    }


def unpriced(
    projects: Sequence[Project], central: Mapping[str, float], *, quarters: int
) -> NDArray[np.float64]:
    """What signed capacity without a price would cost by quarter and lessor, USD bn.

    At the central lease price over a contract's term from its start, or from a signing and the
    usual lag; an assumption. Letters and statements weigh nothing.
    """
    found = np.zeros((quarters, len(LESSORS)))
    for project in projects:
        day = project.start or project.signed
        if project.estimated or project.lessor != OTHERS or project.firmness != SIGNED or not day:
            continue
        lag = 0 if project.start else round(central["lag_gw"])
        first = max(period_of(f"{day.year}Q{(day.month + 2) // 3}") + lag, 1) - 1
        last = first + round(4 * central["T_ls"])
        found[first:last, LESSORS.index(project.lessor)] += project.gw * central["ell"] / 4
    return found


def lessor_shares(
    weights: NDArray[np.float64], plan: PlanPaths, central: Mapping[str, float]
) -> NDArray[np.float64]:
    """Each lessor's share of the GW the plan pays for, quarter by lessor; rows sum to 1.

    Capacity at the start by lessor, and what the plan adds in a quarter by that quarter's weights
    (what the book has due), both at the central lease price.
    """
    first = central["G_2025"] * np.array([central[f"G0_{name}"] for name in LESSORS])
    in_all = 4.0 * plan.compute / central["ell"]
    added = np.maximum(np.diff(in_all, prepend=first.sum()), 0.0)
    parts = weights / weights.sum(axis=1, keepdims=True)
    reached = first + np.cumsum(added[:, None] * parts, axis=0)
    return np.asarray(reached / reached.sum(axis=1, keepdims=True))


def _is_capacity(t: Tranche, as_of: date) -> bool:
    lives = t.state == "live" and t.role == "own" and (t.signed is None or t.signed <= as_of)
    sized = t.capacity_w is not None or (t.amount is not None and t.currency is not None)
    return lives and sized and t.payer == "openai" and t.kind in RENTED and t.payee not in MAKERS


def _same(one: Tranche, other: Tranche) -> bool:
    again = one.agreement == other.agreement and one.capacity_w == other.capacity_w
    repeats = again and one.capacity_w is not None
    return repeats or one.id in other.overlaps or other.id in one.overlaps


def _project(t: Tranche, central: Mapping[str, float]) -> Project:
    sized = t.capacity_w is not None
    return Project(
        id=t.id,
        payee=t.payee,
        lessor=t.payee if t.payee in LESSORS else OTHERS,
        gw=float(t.capacity_w or 0) * BN if sized else _bought(t, central),
        estimated=not sized,
        firmness=t.firmness,
        signed=t.signed,
        start=t.start,
        claims=t.claims,
    )


def _bought(t: Tranche, central: Mapping[str, float]) -> float:
    years = (t.end - t.start).days / DAYS_A_YEAR if t.start and t.end else central["T_ls"]
    return float(t.amount or 0) * BN / (central["ell"] * years)


def _order(project: Project) -> tuple[int, date, str]:
    rank = -FIRMNESS_ORDER[project.firmness]
    return rank, project.start or project.signed or date.max, project.id
