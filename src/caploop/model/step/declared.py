"""What mechanisms declare beside their functions, put on a model."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np

from caploop.model.terms.parties import AXES
from caploop.sfc import Model


def declare(m: Model, modules: Iterable[ModuleType]) -> None:
    """The axes and the series of each module, so that nothing else is returned or read."""
    m.axes(AXES)
    for module in modules:
        m.axes(getattr(module, "AXES", {}))
        m.series(*module.GIVES)


def starts(modules: Iterable[ModuleType]) -> dict[str, Any]:
    """Nought in the shape of each series of these modules, for a model of parts of them.

    Series that none of its functions returns cannot be declared on it.
    """
    lengths = dict(AXES)
    found: dict[str, Any] = {}
    for module in modules:
        lengths |= getattr(module, "AXES", {})
        found |= {one.name: np.zeros(one.shape(lengths)) for one in module.GIVES if one.axes}
    return found
