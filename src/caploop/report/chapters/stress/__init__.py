"""The chapter of `stress`."""
