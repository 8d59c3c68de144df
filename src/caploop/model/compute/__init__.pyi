"""Capacity, projects, chips and what they cost (M2, M7)."""

from .pipeline import STATES as STATES
