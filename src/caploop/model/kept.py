"""Where compiled code of the model, and what follows from its code and inputs alone, is kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from caploop.core.cache import cache_folder, code_digest
from caploop.sfc.compiled import ExecutableCache

PACKAGES = ("core", "extraction", "distributions", "evidence", "book", "sfc", "model")


@cache
def _code() -> str:
    home = Path(__file__).parent.parent
    return code_digest(home / name for name in PACKAGES)


def compiled_cache() -> ExecutableCache:
    """The user's folder for it, told apart by the code of the model and all below it."""
    return ExecutableCache(cache_folder() / "compiled", code=_code())
