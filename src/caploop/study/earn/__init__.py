"""The question `earn`."""

from caploop.study.earn.answer import EarnRecord, earn

__all__ = ["EarnRecord", "earn"]
