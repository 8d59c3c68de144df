"""The chapter of `loop`."""
