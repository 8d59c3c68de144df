"""The chapter of `plan`."""
