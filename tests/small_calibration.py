"""A calibration too small to converge, made once a process: compiling it takes a minute."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from caploop.study.calibrate.asked import calibrate_asked
from caploop.study.calibrate.record import CalibrationRecord
from caploop.study.options import CalibrateOptions
from caploop.study.shared import kept
from tests.real_book import real_known

AT = date(2026, 3, 1)
OPTIONS = CalibrateOptions(at=(AT,), chains=2, warm=20, draws=20, replicas=2)
WORDS = (
    *("--at", "2026-03-01", "--chains", "2", "--warm", "20", "--draws", "20"),
    *("--replicas", "2"),
)
"""The same options on the command line."""


@cache
def _folder() -> Path:
    made = TemporaryDirectory(prefix="calibration-")
    atexit.register(made.cleanup)
    return Path(made.name)


@contextmanager
def _kept() -> Iterator[None]:
    """Within it answers are kept and read back, in a folder of this process alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAPLOOP_ANSWERS", "on")
        patch.setattr(kept, "answers_folder", _folder)
        yield


@cache
def small_calibration() -> CalibrationRecord:
    """The record as it was made, and not as it is read back."""
    with _kept():
        return calibrate_asked(real_known(), OPTIONS)


@contextmanager
def small_calibration_kept() -> Iterator[None]:
    """Within it the command line reads back the small calibration, as a user does who asks twice.

    Nothing else is to be asked within it.
    """
    small_calibration()
    with _kept():
        yield
