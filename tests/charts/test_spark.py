"""A spark: a line, a band, a level; nothing of a single value."""

from __future__ import annotations

import re

from caploop.charts.spark import Spark, spark


def test_the_last_value_is_at_the_top_of_a_rising_line_and_at_the_foot_of_a_falling_one() -> None:
    up = spark(Spark(line=(0.0, 1.0), says="up"), width=100, height=50)
    down = spark(Spark(line=(1.0, 0.0), says="down"), width=100, height=50)
    heights = [float(re.findall(r'cy="([\d.]+)"', one)[0]) for one in (up, down)]
    assert heights == [4.0, 46.0]
    assert 'aria-label="up"' in up


def test_a_band_is_drawn_where_there_is_one_and_one_value_is_no_line() -> None:
    banded = Spark(line=(1.0, 2.0), low=(0.0, 1.0), high=(2.0, 4.0), says="b", level=None)
    assert spark(banded).count("<polygon") == 1
    assert "<polygon" not in spark(Spark(line=(1.0, 2.0), says="l"))
    assert spark(Spark(line=(1.0,), says="one")) == ""
