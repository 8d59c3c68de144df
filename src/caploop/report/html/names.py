"""Names of pages and of the files of the folder of pages, without what makes them."""

from __future__ import annotations

from collections.abc import Iterator

ORDER = (
    *("front", "claims", "book", "loop", "earn", "runway", "run", "stress", "value", "build"),
    *("policy", "plan", "rivals", "whatif", "trust", "evidence"),
)
"""The pages in the order of the contents."""
FRONT, STYLE, SCRIPT = "front", "caploop.css", "caploop.js"
FOLDERS = {"en": "", "zh": "zh/"}
"""Where the pages of a language lie."""


def file_of(page: str) -> str:
    """The file of a page.

    >>> file_of("front"), file_of("runway")
    ('index.html', 'runway.html')
    """
    return "index.html" if page == FRONT else f"{page}.html"


def site_names() -> Iterator[str]:
    """Every file that the folder may hold; a book without runs has fewer pages."""
    for folder in FOLDERS.values():
        for name in (*map(file_of, ORDER), STYLE, SCRIPT):
            yield f"{folder}{name}"
