"""Derivatives and sensitivities."""
