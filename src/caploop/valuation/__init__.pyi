"""What a value implies: multiples, discounted cash flow and its inverse, classes, returns."""

from .classes import Exit as Exit
from .classes import Preferred as Preferred
from .classes import class_values as class_values
from .classes import fair_equity as fair_equity
from .discounted import ReturnTarget as ReturnTarget
from .discounted import Terms as Terms
from .discounted import justified as justified
from .discounted import path as path
from .discounted import required_equity as required_equity
from .discounted import required_margin as required_margin
from .discounted import required_revenue as required_revenue
from .discounted import value_over_revenue as value_over_revenue
from .discounted import yearly_growth as yearly_growth
from .peer_multiples import multiples as multiples
from .price_surface import surface as surface
from .record import ClassValue as ClassValue
from .record import DiscountedYear as DiscountedYear
from .record import Multiple as Multiple
from .record import Surface as Surface
from .returns import internal_rates as internal_rates
