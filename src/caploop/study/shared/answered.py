"""What the record of every question can show of itself, in Python and in a notebook.

A record knows its question by name; what shows it stands in the report, which stands on `study`,
so it is looked up when it is asked for and never imported here.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

SHOWN_BY = "caploop.report.answers"


class Chart(Protocol):
    """A chart as a notebook shows it."""

    name: str
    title: str
    svg: str

    def save(self, path: str | Path) -> Path:
        """Writes an .svg or .png file and returns its place."""


class AnswerRecord(Struct, frozen=True, kw_only=True):
    """The base of every question's record: `command` is the name of its question.

    Tables and charts are those of the command line: `record.to_pandas("list")` is refused with all
    names of tables, `record.plot("list")` with those of charts.
    """

    command: ClassVar[str] = ""

    def plot(self, chart: str = "", *, language: str = "en") -> Chart:
        """A chart by its name, the main one for none; a notebook shows it, `save` writes it.

        Raises NotFoundError for a name it has not, and where there is nothing to draw.
        """
        drawn: Chart = _report().plotted(self, chart, language)
        return drawn

    def to_pandas(self, table: str = "") -> pd.DataFrame:
        """A table, the main one for none: a column a number, units in names and in `attrs`.

        Raises NotFoundError for a name it has not.
        """
        frame: pd.DataFrame = _report().framed(self, table)
        return frame

    def to_xarray(self, table: str = "") -> xr.Dataset:
        """A table, the main one for none, along its first column where no name is there twice.

        Units stand in the variables' `attrs`. Raises NotFoundError for a name it has not.
        """
        arrays: xr.Dataset = _report().dataset(self, table)
        return arrays

    def _repr_html_(self) -> str:
        """The finding, its interval and the main table, as a notebook shows them."""
        told: str = _report().fragment(self)
        return told


def _report() -> Any:
    return import_module(SHOWN_BY)
