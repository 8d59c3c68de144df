"""The question `plan`."""

from .answer import plan as plan
from .asked import plan_asked as plan_asked
from .record import PlanRecord as PlanRecord
from .record import PlanResults as PlanResults
from .record import SetVerdict as SetVerdict
from .record import Used as Used
from .words import plan_figures as plan_figures
