"""The question `policy`."""

from caploop.study.policy.answer import BESIDE, policy
from caploop.study.policy.record import GuaranteeCase, PolicyRecord, PolicyRequest

__all__ = ["BESIDE", "GuaranteeCase", "PolicyRecord", "PolicyRequest", "policy"]
