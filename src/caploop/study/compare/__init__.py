"""The question `compare`."""

from caploop.study.compare.answer import CompareRecord, compare
from caploop.study.compare.asked import compare_asked

__all__ = ["CompareRecord", "compare", "compare_asked"]
