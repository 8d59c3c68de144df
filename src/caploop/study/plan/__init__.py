"""The question `plan`."""

from caploop.study.plan.answer import plan
from caploop.study.plan.record import PlanRecord

__all__ = ["PlanRecord", "plan"]
