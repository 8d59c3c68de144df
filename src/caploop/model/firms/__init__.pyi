"""Lessors, makers and vehicles: statements, order books, feedback (M5, M6)."""

from .bounds import BOUNDS as BOUNDS
