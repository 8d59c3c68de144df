"""Compiled functions: made once for their shapes, and kept on disk where a model says where."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import platform
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from threading import Lock, local
from typing import Any

import jax
import numpy as np
from jax.experimental import serialize_executable

from caploop.core.cache import keep_bytes, kept_bytes

LOG = logging.getLogger(__name__)
MOST = 2_000_000_000
"""Bytes of compiled functions that are kept; what was not used for longest goes first."""


@dataclass(frozen=True)
class ExecutableCache:
    """A folder of what can be made again, and a digest of the code that makes it."""

    folder: Path
    code: str

    def path(self, *about: object) -> Path:
        """The file for something told by these words, on this machine and with this code."""
        told = repr((self.code, _machine(), *about))
        return self.folder / f"{hashlib.sha256(told.encode()).hexdigest()[:40]}.bin"


@once
def _machine() -> tuple[str, ...]:
    """What compiled code hangs on beside the model: JAX, its flags and the processor."""
    devices = [f"{d.platform} {d.device_kind}" for d in jax.devices()]
    flags = os.environ.get("XLA_FLAGS", "")
    words = (jax.__version__, version("jaxlib"), flags, str(jax.numpy.zeros(()).dtype))
    return (*words, *devices, platform.machine(), platform.system(), _processor())


def _processor() -> str:
    """The processor's abilities, where the system tells them."""
    told = Path("/proc/cpuinfo")
    if not told.is_file():
        return platform.processor()
    lines = told.read_text("utf-8", errors="replace").splitlines()
    wanted = ("flags", "Features", "model name")
    return " ".join(dict.fromkeys(line for line in lines if line.startswith(wanted)))


_AHEAD: dict[Path, Future[Callable[..., Any] | None]] = {}


def load_ahead(cache: ExecutableCache, name: str) -> None:
    """Begins to load, in a thread of its own, what was last used under a name.

    Loading takes a second in which Python has nothing to do: whoever knows that a model will run
    calls this first and gets its inputs ready meanwhile. Of no consequence where it is not used.
    """
    held = kept_bytes(cache.path("last", name))
    if held is None:
        return
    path = cache.folder / held.decode()
    if path not in _AHEAD:
        _AHEAD[path] = _POOL.submit(_read, path)


_POOL = ThreadPoolExecutor(1, thread_name_prefix="load-ahead")


class Executable:
    """A function of arrays, compiled at its first call for the shapes that it is then given.

    `like` has the structure of its result, `about` tells it from others of the same shapes; with a
    cache it is read from there, where another process has left it, and else put there. Under its
    `name`, where it has one, it can be loaded ahead.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        like: Any,
        about: object,
        cache: ExecutableCache | None,
        name: str = "",
    ) -> None:
        self._function, self._like, self._about, self._cache = function, like, about, cache
        self._name = name
        self._lock = Lock()
        self._made: Callable[..., Any] | None = None

    def __call__(self, *given: Any) -> Any:
        """The result; arguments must have the shapes of the first call."""
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = self._ready(given)
        return self._made(*given)

    def _ready(self, given: Any) -> Callable[..., Any]:
        jitted = jax.jit(self._function)
        if self._cache is None:
            return jitted
        leaves, tree = jax.tree.flatten((given, {}))
        shapes = [(np.shape(v), str(np.asarray(v).dtype)) for v in leaves]
        path = self._cache.path(self._about, str(tree), shapes)
        ahead = _AHEAD.pop(path, None)
        found = _read(path) if ahead is None else ahead.result()
        if found is None:
            found = self._made_now(jitted.lower(*given), path)
        self._remember(path)
        return found

    def _made_now(self, lowered: jax.stages.Lowered, path: Path) -> Callable[..., Any]:
        _say_once()
        made, is_new = _compiled(lowered)
        result: Any = jax.tree.structure(self._like)
        content = _stored(made) if is_new and made.out_tree == result else None
        if content is not None:
            keep_bytes(path, content, most=MOST)
        return made

    def _remember(self, path: Path) -> None:
        """Notes the file for `load_ahead`, where it is not noted yet."""
        if self._cache is None or not self._name:
            return
        last = self._cache.path("last", self._name)
        if kept_bytes(last) != path.name.encode():
            keep_bytes(last, path.name.encode(), most=MOST)


@once
def _say_once() -> None:
    LOG.info("compiling the model, once for this version and machine; it takes up to a minute")


_APART = Lock()
_HEARD = local()


def _compiled(lowered: jax.stages.Lowered) -> tuple[jax.stages.Compiled, bool]:
    """The compiled function, and whether it was compiled now and not read from JAX's own cache.

    One that was read once cannot be stored again: it would be found to lack its code only when it
    is run. So none of them goes into that cache.
    """
    _listen()
    least = "jax_persistent_cache_min_compile_time_secs"
    told: Any = jax.config
    with _APART:
        usual = getattr(told, least)
        _HEARD.hits = 0
        told.update(least, float("inf"))
        try:
            return lowered.compile(), _HEARD.hits == 0
        finally:
            told.update(least, usual)


@once
def _listen() -> None:
    def heard(event: str, **_: Any) -> None:
        if event == "/jax/compilation_cache/cache_hits":
            _HEARD.hits = getattr(_HEARD, "hits", 0) + 1

    jax.monitoring.register_event_listener(heard)


def _stored(made: jax.stages.Compiled) -> bytes | None:
    """The compiled function as bytes; nothing where this machine's compiler cannot."""
    try:
        return pickle.dumps(serialize_executable.serialize(made))
    except (ValueError, NotImplementedError, pickle.PicklingError, jax.errors.JaxRuntimeError):
        return None


def _read(path: Path) -> Callable[..., Any] | None:
    """A compiled function as it was stored, or nothing where it is not there or of no use here."""
    held = kept_bytes(path)
    if held is None:
        return None
    try:
        found: Callable[..., Any] = serialize_executable.deserialize_and_load(*pickle.loads(held))
    except (ValueError, TypeError, pickle.UnpicklingError, jax.errors.JaxRuntimeError):
        return None
    return found
