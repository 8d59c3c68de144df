"""What a record may hold as text: ids, codes, words of the data; no sentence that we wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

SPACES = 3
"""From so many blanks on a text is taken to be a sentence."""
OF_SOURCES = frozenset(
    {
        *("note", "title", "figure", "speaker", "publisher", "schedule", "exit_terms", "source"),
        *("condition", "condition_text", "definition", "who", "remark"),
    }
)
"""Fields with words of documents and of the book."""
NAMES = frozenset(
    {
        *("name", "name_en", "name_zh", "names", "title_en", "title_zh", "scenario_title"),
        *("aliases", "term_en", "term_zh"),
    }
)
"""Fields that name a row of the book or of the vocabulary."""
LABELS = frozenset({"counts", "measure", "tenure"})
"""Fields that name a row of ours in a few words, which the page looks up."""
NOTATION = frozenset({"expression", "key", "subject", "carried", "shocks", "shock", "scenario"})
"""Fields in a notation of their own."""


def sentences(record: Any) -> Iterator[str]:
    """Texts of a record with so many blanks, but for those of sources, names and notations."""
    yield from _texts(msgspec.to_builtins(record), "", 0)


def _texts(value: Any, path: str, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            if key not in OF_SOURCES | NAMES | LABELS | NOTATION:
                yield from _texts(below, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, (list, tuple)):
        for below in value:
            yield from _texts(below, path, depth + 1)
    elif isinstance(value, str) and value.count(" ") >= SPACES:
        yield f"{path}: {value}"
