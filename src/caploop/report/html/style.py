"""Style and policy of the pages: faces by language, colours by light, and what may be loaded."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined

from caploop.charts import (
    CHINESE_SANS,
    CHINESE_SERIF,
    DARK,
    LIGHT,
    SANS,
    SERIF,
    scene_css,
    variables,
)
from caploop.report.text.amounts import day_text
from caploop.report.text.words import say, source_text

NOTHING = frozenset(("", "–", "—", "·"))
_FIGURE = re.compile(r"[−<>≤≥+]?\$?\d[\d.,]*\s?[^\s\d(]{0,6}%?( [–(].{0,24})?$")


def environment_of(language: str, *, top: int) -> Environment:
    """The templates in a language; `top` is the level of a page's own heading."""
    environment = Environment(
        loader=PackageLoader("caploop.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["say"] = partial(say, language=language)
    environment.globals["sourced"] = partial(source_text, language=language)
    environment.globals["day"] = partial(day_text, language=language, full=True)
    environment.globals["top"] = top
    environment.globals["figures"] = columns_of_figures
    return environment


def columns_of_figures(rows: Sequence[Sequence[str]]) -> tuple[bool, ...]:
    """Of each column whether it holds figures, which stand flush right; the first names the row.

    >>> columns_of_figures([("Oracle", "$1.2bn", "2027Q1"), ("AMD", "–", "later")])
    (False, True, False)
    """
    columns = zip(*rows, strict=False)
    held = [[cell for cell in column if cell not in NOTHING] for column in columns]
    return tuple(
        place > 0 and bool(cells) and all(_FIGURE.match(cell) for cell in cells)
        for place, cells in enumerate(held)
    )


def source_of(environment: Environment, name: str) -> str:
    """A file of the templates as it stands."""
    if environment.loader is None:
        return ""
    return environment.loader.get_source(environment, name)[0]


def style_of(environment: Environment, language: str) -> str:
    """The style of every page."""
    chinese = language == "zh"
    serif, sans = (CHINESE_SERIF, CHINESE_SANS) if chinese else (SERIF, SANS)
    faces = f"--serif:{serif};--sans:{sans};"
    dark = f"@media (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}"
    paper = f"@media print{{:root{{{variables(LIGHT)}}}}}"
    rules = f":root{{color-scheme:light dark;{variables(LIGHT)}{faces}}}{dark}{paper}"
    pictures = scene_css() + (f".scene text{{font-family:{CHINESE_SANS}}}" if chinese else "")
    sheets = "".join(source_of(environment, name) for name in ("page.css", "front.css"))
    return f"{rules}{pictures}{sheets}"


def policy(style: str, script: str) -> str:
    """A content security policy that allows this style, this script and nothing else."""
    hashes = [b64encode(sha256(t.encode()).digest()).decode() for t in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
