"""The question `value`."""

from caploop.study.value.answer import value
from caploop.study.value.record import ValueRecord

__all__ = ["ValueRecord", "value"]
