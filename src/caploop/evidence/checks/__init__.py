"""Whether claims, their values and their links can be taken in."""
