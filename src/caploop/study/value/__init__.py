"""The question `value`."""

from caploop.study.value.answer import MOST_PATHS, value
from caploop.study.value.record import Holder, ReturnChance, ValueRecord

__all__ = ["MOST_PATHS", "Holder", "ReturnChance", "ValueRecord", "value"]
