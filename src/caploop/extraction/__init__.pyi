"""Figures and periods read out of English and Chinese text; knows nothing of claims."""

from .bound import Bound as Bound
from .quantity import Quantity as Quantity
from .quantity import find_quantities as find_quantities
from .sane import DIGITS as DIGITS
from .sane import FIRST_DAY as FIRST_DAY
from .sane import LARGEST_POSITION as LARGEST_POSITION
from .sane import LAST_DAY as LAST_DAY
from .sane import SMALLEST_POWER as SMALLEST_POWER
from .sane import TAKE_OUT as TAKE_OUT
from .sane import UNHEARD_OF as UNHEARD_OF
from .sane import day_fault as day_fault
from .sane import number_fault as number_fault
from .sane import text_fault as text_fault
from .sane import texts_in as texts_in
from .times.words import find_periods as find_periods
