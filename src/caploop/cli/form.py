"""The form in which an answer leaves: told by the options, or by the suffix of its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from caploop.cli.options import SharedOptions
from caploop.core.command import refuse_idle
from caploop.core.errors import UsageError
from caploop.report.answers import PICTURES, check_library

LIST = "list"
TEXT = "text"
SUFFIXES = {
    ".csv": "csv",
    ".json": "json",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".svg": "svg",
    ".png": "png",
    ".html": "html",
    ".txt": TEXT,
}
OF_A_VIEW = {".csv": "csv", ".json": "json", ".txt": TEXT}
"""Suffixes for a view of the claims or of the book, which is one table."""
NARROWED = ("csv", "parquet", TEXT)
"""Forms in which one table may be asked for."""
DRAWN = (*PICTURES, "html")


class AskedForm(Struct, frozen=True, kw_only=True):
    """A form, and which table, chart and rows of the answer stand in it."""

    form: str
    table: str
    chart: str
    every: bool


def wanted(shared: SharedOptions, question: str) -> AskedForm:
    """What the options ask for, checked before anything is run.

    Raises UsageError for options that contradict each other or would change nothing, and where a
    library is missing; NotFoundError for a chart that the question has not.
    """
    form = TEXT if LIST in {shared.chart, shared.table} else form_of(shared.form, shared.output)
    if form not in NARROWED:
        refuse_idle("table", where=f"in {form}: it has every table or none")
    if form != TEXT:
        refuse_idle("every", where=f"in {form}, which has every row")
    if shared.chart != LIST:
        _check_chart(shared, question, form)
    check_library(form, shared.lang)
    return AskedForm(form=form, table=shared.table, chart=shared.chart, every=shared.every)


def _check_chart(shared: SharedOptions, question: str, form: str) -> None:
    if shared.chart and shared.output is None:
        raise UsageError(f"say where to draw it: --chart {shared.chart} -o {shared.chart}.svg")
    if shared.chart and form not in DRAWN:
        raise UsageError(f"--chart draws .svg, .png or .html, not {form}; name such a file with -o")
    if shared.chart or form in PICTURES:
        from caploop.report.answers import check_chart

        check_chart(question, shared.chart)


def form_of(form: str | None, output: Path | None, suffixes: Mapping[str, str] = SUFFIXES) -> str:
    """The form told, by a flag or the file's suffix; plain text where neither says.

    Raises UsageError where they contradict each other, and for a suffix of no form.
    """
    if output is None or str(output) == "-" or _is_no_file(output):
        return form or TEXT
    by_suffix = suffixes.get(output.suffix.lower())
    if by_suffix is None:
        if form is not None and not output.suffix:
            return form
        told = f"{output.suffix!r} is no" if output.suffix else "it has no"
        raise UsageError(f"-o {output}: {told} suffix of a form; take {', '.join(suffixes)}")
    if form not in {None, by_suffix}:
        raise UsageError(f"--{form} contradicts -o {output}; leave one of them out")
    return by_suffix


def _is_no_file(place: Path) -> bool:
    """Whether a device, a pipe or a folder stands there, whose name says no form."""
    return place.exists() and not place.is_file()
