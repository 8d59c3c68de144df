"""End states, what a bankruptcy leaves to whom, and the government (M4, M8)."""
