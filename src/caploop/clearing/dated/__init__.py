"""Clearing quarter by quarter, with promises and switches."""
