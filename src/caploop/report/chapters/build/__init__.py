"""The chapter of `build`."""
