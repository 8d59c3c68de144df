"""Parties, periods, units and the arithmetic that every mechanism shares."""
