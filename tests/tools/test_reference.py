"""The generated reference is what the code says today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.reference import pages

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_reference_is_up_to_date(name: str) -> None:
    text = (REFERENCE / name).read_text("utf-8")
    assert text == pages()[name], "run: .venv/bin/python -m tools.reference docs/reference"
