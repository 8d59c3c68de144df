"""Lessors, makers and vehicles: statements, order books, feedback (M5, M6)."""
