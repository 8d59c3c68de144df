"""Shocks on the book and in the run, stopped supply, forced sales, the least that ruin a party."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
