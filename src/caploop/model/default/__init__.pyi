"""End states, what a bankruptcy leaves to whom, and the government (M4, M8)."""

from .waterfall import CLASSES as CLASSES
from .waterfall import SHARES as SHARES
