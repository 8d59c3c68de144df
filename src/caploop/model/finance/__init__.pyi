"""Rounds, credit, marks and bargains (M3, M10)."""

from .warrant import warrant_value as warrant_value
