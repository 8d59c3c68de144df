"""Capacity, projects, chips and what they cost (M2, M7)."""
