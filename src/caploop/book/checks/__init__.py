"""Whether agreements can be taken in: each by itself, sums, sources, and all together."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
