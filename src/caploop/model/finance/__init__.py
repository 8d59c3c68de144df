"""Rounds, credit, marks and bargains (M3, M10)."""
