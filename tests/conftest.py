"""What every test may ask for, and how hypothesis searches."""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres_server import ServerError, postgres_server

IN_CI = bool(os.environ.get("CI"))
ROOT = Path(__file__).resolve().parent.parent
STATM = Path("/proc/self/statm")
MOST_MEMORY = 2.5e9

# Set before JAX is imported: many tests run the same model, and compiling it takes the longest.
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(ROOT / ".pytest_cache" / "compiled"))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0.5")

settings.register_profile("local", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True, database=None)
settings.load_profile("ci" if IN_CI else "local")


def _memory() -> int:
    """Bytes that this process holds now, where the system tells."""
    return int(STATM.read_text("ascii").split()[1]) * resource.getpagesize()


@pytest.fixture(scope="module", autouse=True)
def _within_memory() -> Iterator[None]:
    """Compiled functions of a module's models are let go where they have piled up."""
    yield
    if STATM.exists() and "jax" in sys.modules and _memory() > MOST_MEMORY:
        sys.modules["jax"].clear_caches()
        gc.collect()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address for SQLAlchemy of a PostgreSQL server that runs for this session alone."""
    try:
        with postgres_server() as url:
            yield url
    except ServerError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of source documents next to the checkout; without it the test is skipped."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder `shared` next to the checkout: the source documents are not here")
    return folder
