"""End states, what a bankruptcy leaves to whom, and the government (M4, M8)."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
