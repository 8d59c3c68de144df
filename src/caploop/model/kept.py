"""Where compiled code of the model, and what follows from its code and inputs alone, is kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from caploop.core.cache import cache_folder, code_digest
from caploop.sfc.compiled import ExecutableCache, load_ahead

NAME = "LOOP"
"""What the whole system is called."""
PACKAGES = ("core", "extraction", "distributions", "evidence", "book", "sfc", "model")


@cache
def _code() -> str:
    home = Path(__file__).parent.parent
    return code_digest(home / name for name in PACKAGES)


def compiled_cache() -> ExecutableCache:
    """The user's folder for it, told apart by the code of the model and all below it."""
    return ExecutableCache(cache_folder() / "compiled", code=_code())


def model_ahead() -> None:
    """Begins to load the compiled model beside whatever is done next, where it is there."""
    load_ahead(compiled_cache(), NAME)
