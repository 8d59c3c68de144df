"""Derivatives and sensitivities."""

from .gradient import compiled_path as compiled_path
