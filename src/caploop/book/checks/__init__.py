"""Whether agreements can be taken in: each by itself, sums, sources, and all together."""
