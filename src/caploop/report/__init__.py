"""Tables, text and pages of the answers, in Chinese and English."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
