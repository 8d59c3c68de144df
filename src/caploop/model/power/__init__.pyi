"""Power as a limit of building (M7)."""

from .closing import CLOSING as CLOSING
from .closing import GAS as GAS
from .closing import closing_terms as closing_terms
from .closing import listed as listed
from .closing import needed as needed
from .queue import Rates as Rates
from .queue import completed_by as completed_by
from .queue import completed_by_naive_step as completed_by_naive_step
from .queue import quarters_until as quarters_until
from .queue import rates as rates
from .queue import standing_stocks as standing_stocks
from .supply import REGIONS as REGIONS
from .supply import TO_2030 as TO_2030
