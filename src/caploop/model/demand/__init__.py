"""Users, payers and revenue (M1)."""
