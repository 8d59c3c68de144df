"""Names that do not exist are answered with the nearest that do."""

from __future__ import annotations

from caploop.core.names import nearest


def test_the_nearest_name_is_offered_and_a_far_one_is_not() -> None:
    assert nearest("openia", ["openai", "oracle"]) == "; did you mean 'openai'?"
    assert nearest("zebra", ["openai", "oracle"]) == ""
    assert nearest("x", []) == ""
