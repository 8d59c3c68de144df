"""Colours of the states a party can end in."""

from __future__ import annotations

from collections.abc import Mapping

STATES: Mapping[str, str] = {
    "normal": "#b9c4b6",
    "constrained": "#dfc27a",
    "distress": "#d98a4a",
    "rescued": "#5fa3d9",
    "renegotiated": "#9c8ad0",
    "acquired": "#8a6d5b",
    "bankrupt": "#b00020",
}


def shares_css() -> str:
    """Colours of the kinds, the same on light and dark grounds."""
    fills = "".join(f".scene .st-{kind}{{fill:{fill}}}" for kind, fill in STATES.items())
    return fills + ".scene .on{fill:#1d2021;stroke:none}.scene .on.pale{fill:#fffdf9}"
