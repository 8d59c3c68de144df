"""What a value implies: multiples, discounted cash flow and its inverse, classes, returns."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
