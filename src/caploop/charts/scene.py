"""What every picture is: SVG text with its name, its description and its table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One picture; the caller shows `rows` beside it, so that nothing is in the picture alone."""

    svg: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def _repr_html_(self) -> str:
        """The picture as a notebook shows it."""
        return self.svg
