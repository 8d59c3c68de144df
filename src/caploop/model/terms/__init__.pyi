"""Parties, periods, units and the arithmetic that every mechanism shares."""

from .economics import Consumer as Consumer
from .economics import burn_multiple as burn_multiple
from .economics import lifetime_value as lifetime_value
from .economics import payback_months as payback_months
from .economics import what_must_be_true as what_must_be_true
from .horizon import check_quarters as check_quarters
from .lease import lease_price as lease_price
from .parties import CHIPMAKERS as CHIPMAKERS
from .parties import FIRMS as FIRMS
from .parties import FIRST_YEAR as FIRST_YEAR
from .parties import HOLDERS as HOLDERS
from .parties import INVESTORS as INVESTORS
from .parties import LESSORS as LESSORS
from .parties import LIMITS as LIMITS
from .parties import QUARTERS as QUARTERS
from .parties import STAGES as STAGES
from .parties import is_quarter as is_quarter
from .parties import period_of as period_of
from .parties import quarter_name as quarter_name
from .quarterly import quarters_of as quarters_of
from .units import READ_IN as READ_IN
from .units import factor_of as factor_of
from .units import unit_problems as unit_problems
from .units import unit_read as unit_read
