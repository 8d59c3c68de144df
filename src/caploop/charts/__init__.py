"""Charts as SVG text, drawn from plain values."""
