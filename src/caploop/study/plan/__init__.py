"""The question `plan`."""

from caploop.study.plan.answer import plan
from caploop.study.plan.asked import plan_asked
from caploop.study.plan.record import PlanRecord, PlanResults, SetVerdict, Used
from caploop.study.plan.words import plan_figures

__all__ = ["PlanRecord", "PlanResults", "SetVerdict", "Used", "plan", "plan_asked", "plan_figures"]
