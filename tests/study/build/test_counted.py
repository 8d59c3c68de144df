"""The same gigawatt in several contracts counts once."""

from __future__ import annotations

from caploop.study.build.counted import counted_of
from caploop.study.build.record import Supplier


def row(layer: str, supplier: str, gw: float, **more: object) -> Supplier:
    told: dict[str, object] = {
        "tenure": "rented compute",
        "origin": "book",
        "year": None,
        "firmness": "signed",
        "optional": False,
        "amount": None,
        "share": None,
        "refs": (),
        **more,
    }
    return Supplier(layer=layer, supplier=supplier, gw=gw, **told)  # type: ignore[arg-type]


ROWS = (
    row("compute", "cloud", 4.0),
    row("compute", "cloud", 3.0),
    row("compute", "other", 1.0, firmness="stated"),
    row("chips", "maker", 6.0, optional=True),
    row("chips", "maker", 2.0),
    row("shells", "cloud", 9.0),
    row("compute", "cloud", 9.0, origin="run"),
)


def test_contracts_are_added_then_each_gigawatt_counts_once_then_only_what_binds() -> None:
    found = {c.step: c for c in counted_of(ROWS)}
    assert found["added"].layers == {"compute": 8.0, "chips": 8.0}
    assert found["added"].gw == 16.0
    assert (found["once"].layers, found["once"].gw) == ({"compute": 5.0, "chips": 6.0}, 6.0)
    assert found["without_options"].gw == 5.0
    assert found["signed"].gw == 4.0


def test_a_step_never_counts_more_than_the_one_before() -> None:
    sizes = [c.gw for c in counted_of(ROWS)]
    assert sizes == sorted(sizes, reverse=True)
