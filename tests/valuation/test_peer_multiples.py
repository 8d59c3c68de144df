"""Multiples of 850 by definition, as recomputed in the specification."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.valuation.peer_multiples import multiples


def test_850_is_65_42_and_3_times_revenue_by_definition() -> None:
    rows = multiples(850, revenue={"calendar": 13.1, "run_rate": 20.5, "forward": 280})
    assert [r.multiple for r in rows] == pytest.approx([64.9, 41.5, 3.04], rel=0.01)


@pytest.mark.parametrize(("revenue", "said"), [({"sales": 1.0}, "sales"), ({"forward": 0}, "0")])
def test_a_multiple_without_a_definition_or_a_revenue_is_refused(
    revenue: dict[str, float], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        multiples(850, revenue=revenue)
