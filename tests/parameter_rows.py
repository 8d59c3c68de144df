"""Rows of parameters for tests of what reads a few of them."""

from __future__ import annotations

from caploop.book.parameter import Parameter, parameters_from_rows

KNOWN = "2026-01-31"


def parameter(symbol: str, *three: float, unit: str = "1") -> Parameter:
    """A row of the table with a number, or low, central and high; raises ValueError for faults."""
    low, central, high = three if len(three) == 3 else three * 3
    row = {
        "id": f"T-{symbol}",
        "mechanism": "M0",
        "name": symbol,
        "symbol": symbol,
        "unit": unit,
        "unit_as_written": unit,
        "low": str(low),
        "central": str(central),
        "high": str(high),
        "distribution": "fixed" if low == high else "triangular",
        "source": "a page",
        "known_at": KNOWN,
        "assumption": "false",
    }
    made, problems = parameters_from_rows([row], file="test")
    if problems:
        raise ValueError("\n".join(str(p) for p in problems))
    return made[0]
