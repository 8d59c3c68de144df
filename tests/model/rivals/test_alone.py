"""The race alone: OpenAI on its plan, and slopes that agree with differences."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.model.rivals.alone import slopes
from caploop.model.rivals.start import OPENAI
from tests.model.rivals.cases import central_path, params_of_the_race, seen
from tests.real_book import real_central


def test_openai_sells_its_plan_and_a_slope_is_a_difference() -> None:
    path = central_path()
    out = seen(path)
    plan = np.asarray(params_of_the_race()["plan_revenue"])
    np.testing.assert_allclose(out["developer_revenue"][:, OPENAI], 4 * plan, rtol=1e-9)
    value, by = slopes(path, "a_Q", quarters=20)({"a_Q": real_central()["a_Q"]})
    step = 1e-5
    up, low = (
        np.asarray(seen(path, a_Q=real_central()["a_Q"] * (1 + s * step))["use_share"])[:20, OPENAI]
        for s in (1, -1)
    )
    np.testing.assert_allclose(by, (up - low) / (2 * step), rtol=1e-3, atol=1e-7)
    assert value[0] == pytest.approx(float(out["use_share"][0, OPENAI]))
