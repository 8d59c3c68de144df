"""The tables of `whatif`."""
