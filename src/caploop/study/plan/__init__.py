"""The question `plan`."""

from caploop.study.plan.answer import plan
from caploop.study.plan.asked import plan_asked
from caploop.study.plan.record import PlanRecord

__all__ = ["PlanRecord", "plan", "plan_asked"]
