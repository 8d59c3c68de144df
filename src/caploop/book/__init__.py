"""What was agreed, so that it can be executed: parties, agreements, positions, parameters."""

import lazy_loader

# A function that bears its module's name is bound here, or the module would stand in its place.
from caploop.book.execute import execute as execute
from caploop.book.supply import supply as supply

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
