"""What `caploop build` prints."""

from __future__ import annotations

from typing import Any

from caploop.report.builds_tables import build_tables
from caploop.report.runs import answered
from caploop.study.build import build
from caploop.study.build_record import BuildRecord


def answer_build(**options: Any) -> int:
    """Prints or writes who builds what and what limits it; returns the exit code."""
    return answered(BuildRecord, build, tables=build_tables, **options)
