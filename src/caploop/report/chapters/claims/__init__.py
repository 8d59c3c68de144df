"""The chapter of `claims`."""
