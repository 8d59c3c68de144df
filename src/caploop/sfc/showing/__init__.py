"""Balance sheets, flow tables, pictures and what reads what."""
