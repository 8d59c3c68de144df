"""One ledger: who holds what, and every payment between them."""
