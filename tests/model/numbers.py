"""Parameters by symbol, read as the equations read them: by name."""

from __future__ import annotations

from typing import Any

from caploop.model.terms.names import symbols_by_name


class Numbers:
    """Values given by symbol; a behaviour reads them by their names, as attributes or items."""

    def __init__(self, **values: Any) -> None:
        self.values = {"first_quarter": 1.0} | values

    def __getattr__(self, name: str) -> Any:
        symbol = symbols_by_name().get(name, name)
        if symbol not in self.values:
            raise AttributeError(name)
        return self.values[symbol]

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)
