"""The chapter of `policy`."""
