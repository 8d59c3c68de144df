"""What a value implies: multiples, discounted cash flow and its inverse, classes, returns."""

import lazy_loader

# A function that bears its module's name is bound here, or the module would stand in its place.
from caploop.valuation.multiples import multiples as multiples
from caploop.valuation.surface import surface as surface

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
