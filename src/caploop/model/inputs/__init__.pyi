"""What a run reads of the book: priors, plan, openings, agreed cheques, projects."""

from .cash import money_to_come as money_to_come
from .cash import opening_cash as opening_cash
from .observed import BN as BN
from .observed import ORIGIN as ORIGIN
from .observed import Restated as Restated
from .observed import first_period as first_period
from .observed import owners as owners
from .observed import reported as reported
from .observed import restated as restated
from .plan import BEFORE_2025 as BEFORE_2025
from .plan import PATH_SYMBOLS as PATH_SYMBOLS
from .plan import QUARTERS_A_YEAR as QUARTERS_A_YEAR
from .plan import YEARS as YEARS
from .plan import PlanPaths as PlanPaths
from .plan import Vintage as Vintage
from .plan import adding_up as adding_up
from .plan import cash_out_of_plan as cash_out_of_plan
from .plan import plan_of as plan_of
from .priors import central_of as central_of
from .priors import distribution_of as distribution_of
from .priors import prior_of as prior_of
from .sources import Made as Made
