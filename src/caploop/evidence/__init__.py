"""What was said: claims, their documents, how they stand to each other."""

import lazy_loader

# A function that bears its module's name is bound here, or the module would stand in its place.
from caploop.evidence.figure_interval import figure_interval as figure_interval
from caploop.evidence.resolve import resolve as resolve

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
