"""The words of the page and of the terminal: texts in English and Chinese, under one name.

They stand in this folder, one file a question: `[runway.finding]` has the finding of `runway`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[str, ...] = get_args(Language)


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Every text by name, then by language; raises ValueError for a name that two files have."""
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for name, pair in _named(tomllib.loads(file.read_text(encoding="utf-8"))):
                if name in found:
                    raise ValueError(f"{file.name}: {name} is a text of another file too")
                found[name] = pair
    return found


def _named(node: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if isinstance(node.get("en"), str):
        yield ".".join(path), {language: node[language] for language in LANGUAGES}
    for key, below in node.items():
        if isinstance(below, dict):
            yield from _named(below, (*path, key))


def is_text(name: str) -> bool:
    """Whether a text is called so."""
    return name in texts()


def say(name: str, language: str, **values: object) -> str:
    """The text called `name` in a language, its gaps filled.

    >>> say("firmness.in_talks", "zh")
    '洽谈中'
    """
    text = texts()[name][language]
    return text.format(**values) if values else text


def plain(text: str) -> str:
    """A heading without the marks that say where it may be broken."""
    return text.replace("\u200b", "")


def named(kind: str, name: str | None, language: str) -> str:
    """A word of the data in the reader's language; as it stands where the table lacks it."""
    key = f"{kind}.{name}"
    if is_text(key):
        return say(key, language)
    plain = (name or "").replace("_", " ")
    return plain.title() if kind == "party" and plain.islower() else plain
