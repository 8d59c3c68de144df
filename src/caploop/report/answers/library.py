"""Libraries that only some forms of a file need, loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from caploop.core.errors import UsageError

PICTURES = ("svg", "png")
"""Forms that hold one chart."""
NEEDED: Mapping[str, tuple[str, str]] = {
    "parquet": ("pyarrow", "Parquet"),
    "xlsx": ("openpyxl", "a workbook"),
}


def library(name: str, *, form: str) -> Any:
    """The module of that name; raises UsageError that names the extra where it is missing."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise UsageError(_missing(form)) from error


def check_library(form: str, language: str) -> None:
    """Raises UsageError where a form needs a library, or a font, that is not installed."""
    if form == "png":
        from caploop.charts import check_fonts

        check_fonts(chinese=language == "zh")
    elif form in NEEDED:
        module, said = NEEDED[form]
        if find_spec(module) is None:
            raise UsageError(_missing(said))


def _missing(form: str) -> str:
    return f"{form} needs libraries that are not installed: pip install 'caploop[files]'"
