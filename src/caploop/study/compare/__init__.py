"""The question `compare`."""

from caploop.study.compare.answer import CompareRecord, compare

__all__ = ["CompareRecord", "compare"]
