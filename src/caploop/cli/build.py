"""What `caploop build` prints."""

from __future__ import annotations

from typing import Any

from caploop.cli.runs import answered
from caploop.report.tables.build import build_tables
from caploop.study.build import build
from caploop.study.build.record import BuildRecord


def answer_build(**options: Any) -> int:
    """Prints or writes who builds what and what limits it; returns the exit code."""
    return answered(BuildRecord, build, tables=build_tables, **options)
