"""The tables of `plan`."""
