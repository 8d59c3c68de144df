"""Measurements; `make bench` prints them. Not tests: machines differ, quote medians and ratios."""
