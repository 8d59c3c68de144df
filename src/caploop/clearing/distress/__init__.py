"""DebtRank and its kin."""
