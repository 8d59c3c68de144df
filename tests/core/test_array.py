"""Numbers that are not known, or not real, are not taken for others."""

from __future__ import annotations

import numpy as np
import pytest

from caploop import clearing, network
from caploop.core.array import floats
from caploop.core.errors import UsageError

OWED = [[0.0, 10.0, 0.0], [0.0, 0.0, 3.0], [5.0, 0.0, 0.0]]


def test_what_is_masked_is_not_counted() -> None:
    masked = np.ma.masked_equal(np.array(OWED), 3.0)
    with pytest.raises(UsageError, match="masked"):
        clearing.eisenberg_noe(masked, [10, 0, 0])
    with pytest.raises(UsageError, match="masked"):
        network.maximum_circulation(masked)
    assert floats("x", np.ma.masked_equal(np.array(OWED), 4.0)).tolist() == OWED


def test_imaginary_parts_are_not_dropped() -> None:
    with pytest.raises(UsageError, match="imaginary"):
        network.maximum_circulation(np.array(OWED) + 2j)
    assert floats("x", np.array(OWED) + 0j).tolist() == OWED


def test_the_array_is_a_copy() -> None:
    given = np.array(OWED)
    floats("x", given)[0, 1] = 7
    assert given.tolist() == OWED
