"""Rings of payments, laid out and drawn."""
