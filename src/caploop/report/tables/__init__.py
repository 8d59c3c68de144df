"""Rows of each answer, for the terminal."""
