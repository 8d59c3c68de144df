"""The supply chain behind OpenAI from the book and the run, and what is lost when a part stops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caploop.book import BINDING, KnownBook, Supply, supply
from caploop.core.message import message
from caploop.evidence import FIRMNESS_ORDER
from caploop.model.inputs import BN
from caploop.model.terms import CHIPMAKERS, FIRST_YEAR
from caploop.stress import Chain, Refused, Stopped, stopped
from caploop.study.shared.model_run import ModelRun

USER = "openai"
YEAR = 2030
LEAST = 5e-4
KEPT = ("chips_in_service", "site_gw", "us_powered")
NOTE = message("cascade-from-above")


class Cascade(Struct, frozen=True, kw_only=True):
    """Output lost by what is missing, and what has no number."""

    rows: tuple[Stopped, ...]
    refused: tuple[Refused, ...]


def cascade_of(known: KnownBook, run: ModelRun | None) -> Cascade:
    """What OpenAI and its clouds lose when a supplier or a layer stops.

    Clouds weigh by the money of purchases that bind, shells by the gigawatts of leases that bind,
    chips and power by the run that kept `KEPT`, where there is one.
    """
    rows = supply(known.agreements, as_of=known.as_of)
    firm = [r for r in rows if FIRMNESS_ORDER[r.firmness] >= BINDING and not r.optional]
    bought = [r for r in firm if r.user == USER and r.tenure == "rented compute"]
    priced = [r for r in bought if r.amount_usd]
    clouds = tuple(dict.fromkeys(r.supplier for r in priced))
    if not clouds:
        what, why = message("production-cascade"), message("no-purchase-with-amount")
        return Cascade(rows=(), refused=(Refused(what=what, why=why),))
    leased = [r for r in firm if r.user in clouds and r.tenure == "leased capacity"]
    gw = {c: _gw(r for r in bought if r.supplier == c) for c in clouds}
    housed = [r for r in leased if r.capacity_w and gw[r.user] > 0]
    chain = Chain(
        buyer=USER,
        clouds={c: _usd(r for r in priced if r.supplier == c) for c in clouds},
        shells={c: _shells([r for r in housed if r.user == c], gw[c]) for c in clouds},
        makers={} if run is None else _makers(run),
        power={} if run is None else _power(run),
        through=_through((*priced, *housed)),
    )
    return Cascade(rows=stopped(chain), refused=_refused(rows, bought, clouds, run=run))


def _usd(rows: Iterable[Supply]) -> float:
    return sum(float(r.amount_usd or 0) * BN for r in rows)


def _gw(rows: Iterable[Supply]) -> float:
    return sum(float(r.capacity_w or 0) * BN for r in rows)


def _shells(rows: Sequence[Supply], whole: float) -> dict[str, float]:
    """Parts of a cloud's gigawatts by the owner of the shell; no more than all of them."""
    found: dict[str, float] = {}
    for row in rows:
        found[row.supplier] = found.get(row.supplier, 0.0) + _gw([row])
    whole = max(whole, sum(found.values()))
    return {name: gw / whole for name, gw in found.items()}


def _makers(run: ModelRun) -> dict[str, float]:
    held = dict(zip(CHIPMAKERS, run.mean("chips_in_service")[_last()], strict=True))
    whole = float(sum(held.values()))
    return {n: float(v) / whole for n, v in held.items() if v > LEAST * whole}


def _power(run: ModelRun) -> dict[str, float]:
    powered = float(run.mean("us_powered")[_last()])
    if powered <= 0:
        return {}
    on_site = min(float(run.mean("site_gw")[_last()]) / powered, 1.0)
    return {"grid": 1 - on_site, "engines on site": on_site}


def _last() -> int:
    return 4 * (YEAR - FIRST_YEAR) + 3


def _through(rows: Iterable[Supply]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        found.setdefault((row.supplier, row.user), {})[row.tranche.split("/", maxsplit=1)[0]] = None
    return {key: tuple(names) for key, names in found.items()}


def _refused(
    rows: Sequence[Supply],
    bought: Sequence[Supply],
    clouds: Sequence[str],
    *,
    run: ModelRun | None,
) -> tuple[Refused, ...]:
    """What the chain leaves out, each with its reason."""
    bare = dict.fromkeys(r.supplier for r in bought if r.supplier not in clouds)
    soft = dict.fromkeys(
        r.supplier
        for r in rows
        if r.user == USER
        and r.tenure == "bought chips"
        and r.supplier not in CHIPMAKERS
        and FIRMNESS_ORDER[r.firmness] < BINDING
    )
    told = [
        Refused(what=message("output-without", party=n), why=message("signed-without-amount"))
        for n in bare
    ]
    told += [
        Refused(what=message("output-without-alone", party=n), why=message("nothing-binds"))
        for n in soft
    ]
    unknown = {"output-without-chips": "makers-in-run-alone"}
    spread = {"cloud-by-maker": "makers-not-by-cloud"}
    rest = {**(unknown if run is None else spread), "sales-of-suppliers": "few-customers-known"}
    told += [Refused(what=message(what), why=message(why)) for what, why in rest.items()]
    return tuple(told)
