"""A form whose library is not there is refused with what to install."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.report.answers import library as subject


def test_a_missing_library_is_told_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "find_spec", lambda _: None)
    for form in ("parquet", "xlsx"):
        with pytest.raises(UsageError, match=r"pip install 'caploop\[files\]'"):
            subject.check_library(form, "en")
    subject.check_library("csv", "en")
    with pytest.raises(UsageError, match=r"a workbook needs libraries .*caploop\[files\]"):
        subject.library("no_such_library", form="a workbook")
