"""Colours of end states, holders of shares, capacity and its limits, market sides, debts unpaid."""

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
BUILT: Mapping[str, str] = {
    "announced": "#e0d9cb",
    "definitive": "#c6d2cf",
    "financed": "#a3c3c2",
    "powered": "#e0b04f",
    "delivered": "#6aa3a5",
    "commissioned": "#2c7077",
    "wanted": "#c3cbbd",
    "shell": "#9aa9c9",
    "power": "#e0b04f",
    "chips": "#6aa3a5",
    "finance": "#b5697f",
}
PALE = frozenset(("bankrupt", "acquired", "commissioned"))
"""Kinds so dark that a label on them is pale."""

HOLDERS: Mapping[str, str] = {
    "foundation": "#b9c4b6",
    "microsoft": "#5fa3d9",
    "employees": "#dfc27a",
    "softbank": "#c9b8e8",
    "amazon": "#d98a4a",
    "nvidia": "#8fc06a",
    "market": "#e3a8a8",
    "other": "#c8c8c8",
}
SIDES: Mapping[str, str] = {
    "buyer": "#5fa3d9",
    "seller": "#dfc27a",
    "deadweight": "#c8c8c8",
}

DEVELOPERS: Mapping[str, str] = {
    "openai": "#5fa3d9",
    "google": "#8fc06a",
    "meta": "#c9b8e8",
    "xai": "#dfc27a",
    "anthropic": "#d98a4a",
    "open": "#c8c8c8",
}

CLASSES: Mapping[str, str] = {
    "monopoly": "#8a6d5b",
    "losses": "#b5b0a3",
    "utility": "#e3a8a8",
    "oligopoly": "#9c8ad0",
}

UNPAID: Mapping[str, str] = {
    "short_before": "#c8c8c8",
    "short_added": "#d98a4a",
}

ALL: Mapping[str, str] = {
    **{**STATES, **HOLDERS, **BUILT, **SIDES},
    **{**DEVELOPERS, **CLASSES, **UNPAID},
}


def shares_css() -> str:
    """Colours of the kinds, the same on light and dark grounds."""
    fills = "".join(f".scene .st-{kind}{{fill:{fill}}}" for kind, fill in ALL.items())
    return fills + ".scene .on{fill:#1d2021;stroke:none}.scene .on.pale{fill:#fffdf9}"
