"""The question `compare`."""

from caploop.study.compare.answer import ENDS, Compared, CompareRecord, compare
from caploop.study.compare.asked import compare_asked

__all__ = ["ENDS", "CompareRecord", "Compared", "compare", "compare_asked"]
