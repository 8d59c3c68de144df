"""Periods in text: what says when, and what it means."""
