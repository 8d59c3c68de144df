"""The golden loop, and small random networks, for every test of measures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from caploop.network.arrays import Floats

GOLDEN_FLOW_USD = ((0.0, 30.0, 0.0), (0.0, 0.0, 60.0), (40.0, 0.0, 0.0))
GOLDEN_INFLOW_USD = (150.0, 60.0, 30.0)


@pytest.fixture
def golden_flow_usd() -> Floats:
    """Nvidia pays OpenAI 30, OpenAI pays Oracle 60, Oracle pays Nvidia 40."""
    return np.array(GOLDEN_FLOW_USD)


@pytest.fixture
def golden_inflow_usd() -> Floats:
    """Outside cash of Nvidia, OpenAI and Oracle."""
    return np.array(GOLDEN_INFLOW_USD)


def networks(most: int = 6, *, least: int = 1, ends: bool = False) -> st.SearchStrategy[Floats]:
    """Square matrices of whole dollars, about half of them 0; no payments to oneself."""
    amounts = st.one_of(st.just(0), st.integers(1, 100)).map(float)
    sizes = st.integers(least, most)

    def clean(flow: Floats) -> Floats:
        return flow if ends else flow * (1 - np.eye(len(flow)))

    return sizes.flatmap(
        lambda n: arrays.arrays(np.float64, (n, n), elements=amounts, fill=st.nothing())
    ).map(clean)
