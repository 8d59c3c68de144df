"""Developers under the same rules (M9)."""
