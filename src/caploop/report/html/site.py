"""The same pages as files of a folder for any web server, style and script beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from caploop.report.html.names import FOLDERS, FRONT, SCRIPT, STYLE, file_of
from caploop.report.html.pages import PageSet, ReportPage, ReportRecords, pages_of
from caploop.report.html.style import environment_of, source_of, style_of
from caploop.report.text.words import LANGUAGES

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page of the folder may load: its own style and script, and other pages of the folder."""
_LINK, _ID = re.compile(r'href="#([^"]+)"'), re.compile(r'\bid="([^"]+)"')


def site_files(records: ReportRecords, languages: Iterable[str] = LANGUAGES) -> dict[str, str]:
    """The text of each file by its place in the folder; English at the top, others below it.

    A link to something on another page leads to that page's file. Nothing is loaded from outside.
    """
    files: dict[str, str] = {}
    for language in languages:
        environment = environment_of(language, top=1)
        made = pages_of(records, environment, language=language)
        below = FOLDERS[language]
        others = {one: _way(language, one) for one in languages if one != language}
        places = _places(made)
        files[f"{below}{STYLE}"] = style_of(environment, language)
        files[f"{below}{SCRIPT}"] = source_of(environment, "page.js")
        template = environment.get_template("site_page.html")
        for number, page in enumerate(made.pages):
            text = template.render(
                made.shared,
                pages=made.pages,
                page=page,
                previous=made.pages[number - 1] if number else None,
                following=made.pages[number + 1] if number + 1 < len(made.pages) else None,
                others={one: way + file_of(page.id) for one, way in others.items()},
                policy=POLICY,
            )
            files[f"{below}{file_of(page.id)}"] = linked(text, page.id, places)
        # A book without runs has no overview: its first page is what the folder opens with.
        files.setdefault(f"{below}{file_of(FRONT)}", files[f"{below}{file_of(made.pages[0].id)}"])
    return files


def linked(text: str, page: str, places: Mapping[str, str]) -> str:
    """The text with links to what stands on other pages leading there."""

    def way(found: re.Match[str]) -> str:
        name = found[1]
        home = places.get(name, page)
        if home == page:
            return found[0]
        rest = "" if name == home else f"#{name}"
        return f'href="{file_of(home)}{rest}"'

    return _LINK.sub(way, text)


def _places(made: PageSet) -> dict[str, str]:
    """The page on which each id stands."""
    return {name: page.id for page in made.pages for name in (page.id, *_ids(page))}


def _ids(page: ReportPage) -> list[str]:
    return _ID.findall(page.body)


def _way(language: str, other: str) -> str:
    """The way from the folder of one language to that of another."""
    return "../" * FOLDERS[language].count("/") + FOLDERS[other]
