"""Power as a limit of building (M7)."""
