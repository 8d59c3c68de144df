"""What a run reads of the book: priors, plan, openings, agreed cheques, projects."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
