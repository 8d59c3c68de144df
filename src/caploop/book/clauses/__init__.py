"""Terms beside the sum: exits, definitions, maturities, covenants, tiers of evidence, holders."""
