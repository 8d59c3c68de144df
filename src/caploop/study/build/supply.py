"""Who supplies chips, racks, shells and power: what is agreed, and what the run makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from caploop.book import Supply, supply
from caploop.model.terms import CHIPMAKERS, FIRST_YEAR, LESSORS
from caploop.study.build.record import Supplier
from caploop.study.shared.model_run import ModelRun

USER = "openai"
RACKS = frozenset(("foxconn",))
YEAR = 2030
BN = 1e-9


def supply_of(run: ModelRun, central: Mapping[str, float]) -> tuple[Supplier, ...]:
    """Every layer's suppliers: agreed ones with their share of the layer's stated GW, then the
    run's at the end of 2030 with their share of its GW."""
    agreed = supply(run.known.agreements, as_of=run.known.as_of)
    return (*_agreed(agreed), *_made(run, central))


def _layer(row: Supply) -> str | None:
    if row.user == USER and row.supplier in RACKS:
        return "racks"
    if row.user == USER:
        return "chips" if row.tenure == "bought chips" or row.supplier in CHIPMAKERS else "compute"
    return "shells" if row.user in LESSORS and row.tenure == "leased capacity" else None


def _agreed(rows: Iterable[Supply]) -> list[Supplier]:
    placed = [(layer, row) for row in rows if (layer := _layer(row)) is not None]
    total: dict[str, float] = {}
    for layer, row in placed:
        total[layer] = total.get(layer, 0.0) + float(row.capacity_w or 0) * BN
    order = ("compute", "chips", "racks", "shells")
    found = [
        Supplier(
            layer=layer,
            supplier=row.supplier,
            tenure=row.tenure,
            origin="book",
            year=None,
            firmness=row.firmness,
            optional=row.optional,
            gw=None if row.capacity_w is None else float(row.capacity_w) * BN,
            amount=None if row.amount_usd is None else float(row.amount_usd) * BN,
            share=None if row.capacity_w is None else float(row.capacity_w) * BN / total[layer],
            refs=(row.tranche,),
        )
        for layer, row in placed
    ]
    return sorted(found, key=lambda s: (order.index(s.layer), -(s.gw or 0.0), s.refs))


def _made(run: ModelRun, central: Mapping[str, float]) -> list[Supplier]:
    last = 4 * (YEAR - FIRST_YEAR) + 3
    lessors = dict(zip(LESSORS, run.mean("gw")[last], strict=True))
    own = float(run.mean("gw_own")[last])
    chips = dict(zip(CHIPMAKERS, run.mean("chips_in_service")[last], strict=True))
    whole = float(sum(lessors.values())) + own
    vehicles = central["spv_shell"] * (whole - own)
    engines = float(run.mean("site_gw")[last])
    power = float(run.mean("us_powered")[last])
    on_site = engines / max(power, BN) * whole
    return [
        *(
            _row("compute", n, "rented compute", gw=float(v), whole=whole)
            for n, v in lessors.items()
        ),
        _row("compute", USER, "owned", gw=own, whole=whole),
        *(_row("chips", n, "bought chips", gw=float(v), whole=whole) for n, v in chips.items()),
        _row("shells", "vehicles", "leased by the lessor", gw=vehicles, whole=whole),
        _row("shells", "lessors", "owned by the lessor", gw=whole - own - vehicles, whole=whole),
        _row("shells", USER, "owned", gw=own, whole=whole),
        _row("power", "grid", "bought power", gw=whole - on_site, whole=whole),
        _row("power", "engines on site", "owned or leased on site", gw=on_site, whole=whole),
    ]


def _row(layer: str, supplier: str, tenure: str, *, gw: float, whole: float) -> Supplier:
    return Supplier(
        layer=layer,
        supplier=supplier,
        tenure=tenure,
        origin="run",
        year=YEAR,
        firmness="",
        optional=False,
        gw=round(float(np.maximum(gw, 0.0)), 6),
        amount=None,
        share=round(float(np.maximum(gw, 0.0)) / whole, 6),
        refs=(),
    )
