"""Answers that are kept: the same question of the same book by the same program is read back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib.metadata import PackageNotFoundError, version
from inspect import signature
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import msgspec
from msgspec import Struct

from caploop.book import KnownBook
from caploop.core.cache import cache_folder, keep_bytes, kept_bytes, stamp

MOST = 500_000_000
"""Bytes of answers that are kept; what was not read for longest goes first."""
_NUMERIC = ("jax", "jaxlib", "numpy", "scipy", "msgspec")
"""Libraries of which another version may move a last digit, or a record's form."""
_FRESH: ContextVar[bool] = ContextVar("fresh", default=False)

P = ParamSpec("P")
Record = TypeVar("Record", bound=Struct)


@contextmanager
def afresh() -> Iterator[None]:
    """Within it no answer is read back; each is made anew and takes the place of the one kept."""
    before = _FRESH.set(True)
    try:
        yield
    finally:
        _FRESH.reset(before)


def kept(
    question: str, *kinds: type[Record]
) -> Callable[[Callable[P, Record]], Callable[P, Record]]:
    """A decorator: what the function was once asked, it reads back as a record of these kinds."""

    def decorated(function: Callable[P, Record]) -> Callable[P, Record]:
        told_of = signature(function)

        @wraps(function)
        def asked(*args: P.args, **given: P.kwargs) -> Record:
            call = told_of.bind(*args, **given)
            call.apply_defaults()
            told = tuple(call.arguments.values())
            held = found(question, kinds, told)
            if held is not None:
                return held
            record = function(*args, **given)
            keep(question, record, told)
            return record

        return asked

    return decorated


def found(question: str, kinds: Sequence[type[Record]], asked: Sequence[Any]) -> Record | None:
    """The answer that was kept, where there is one of a kind and not all is to be made afresh."""
    if _FRESH.get() or _is_off():
        return None
    content = kept_bytes(_path(question, asked))
    if content is None:
        return None
    name, _, held = content.partition(b"\n")
    for kind in kinds:
        if kind.__name__ == name.decode():
            try:
                return msgspec.msgpack.decode(held, type=kind)
            except msgspec.DecodeError:
                return None
    return None


def keep(question: str, record: Struct, asked: Sequence[Any]) -> None:
    """Keeps an answer; where nothing can be written nothing is, as it can be made again."""
    if _is_off():
        return
    content = f"{type(record).__name__}\n".encode() + msgspec.msgpack.encode(record)
    keep_bytes(_path(question, asked), content, most=MOST)


def _is_off() -> bool:
    """Whether this process is told to keep no answer and to read none back."""
    return os.environ.get("CAPLOOP_ANSWERS") == "off"


def answers_folder() -> Path:
    """Where answers are kept, below the user's folder for what can be made again."""
    return cache_folder() / "answers"


def _path(question: str, asked: Sequence[Any]) -> Path:
    told = hashlib.sha256(repr((question, _program())).encode())
    for one in asked:
        told.update(b"\0")
        told.update(_digested(one))
    return answers_folder() / f"{question}-{told.hexdigest()[:40]}.bin"


def _digested(asked: Any) -> bytes:
    """What tells one thing asked from another: a book by all it holds, a file by its content."""
    if isinstance(asked, KnownBook):
        return f"{asked.digest} {asked.as_of} {asked.known_at}".encode()
    told = msgspec.json.encode(asked, enc_hook=_file, order="deterministic")
    # A scenario may be a file of one's own, in a list that is joined with +.
    own = {word for text in _texts(msgspec.to_builtins(asked, enc_hook=_file)) for word in text}
    files = sorted(_file(Path(word)) for word in own if word.endswith(".toml"))
    return told + "".join(files).encode()


def _texts(value: Any) -> Iterator[list[str]]:
    """The words of every text in some plain data, cut at +, and the text itself."""
    if isinstance(value, str):
        yield [value, *value.split("+")]
    elif isinstance(value, dict):
        for below in value.values():
            yield from _texts(below)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from _texts(below)


def _file(value: Any) -> str:
    if not isinstance(value, Path):
        raise TypeError(f"{value!r} cannot be told from others")
    return hashlib.sha256(value.read_bytes()).hexdigest() if value.is_file() else f"no {value}"


@cache
def _program() -> tuple[str, ...]:
    """The code and the libraries that make an answer."""
    home = Path(__file__).parents[2]
    return (stamp(home), *(_version(name) for name in _NUMERIC))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
