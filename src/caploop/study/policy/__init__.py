"""The question `policy`."""

from caploop.study.policy.answer import policy
from caploop.study.policy.record import PolicyRecord

__all__ = ["PolicyRecord", "policy"]
