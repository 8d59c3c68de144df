"""The words of the page, each in English and Chinese, under one name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from caploop.report.text.book import BOOK
from caploop.report.text.bounds import HELD
from caploop.report.text.build import BUILD
from caploop.report.text.drivers import DRIVERS
from caploop.report.text.loop import LOOP
from caploop.report.text.page import PAGE
from caploop.report.text.plan import PLAN
from caploop.report.text.policy import POLICY
from caploop.report.text.rivals import RIVALS
from caploop.report.text.run import RUN
from caploop.report.text.stress import STRESS
from caploop.report.text.terms import TERMS
from caploop.report.text.value import VALUE

Language = Literal["en", "zh"]
LANGUAGES: tuple[str, ...] = get_args(Language)
TEXTS: Mapping[str, tuple[str, str]] = {
    **{**PAGE, **TERMS, **BOOK, **LOOP, **RUN, **PLAN},
    **{**VALUE, **BUILD, **POLICY, **RIVALS, **STRESS, **DRIVERS, **HELD},
}


def say(name: str, language: str, **values: object) -> str:
    """The text called `name` in a language, its gaps filled.

    >>> say("firmness.in_talks", "zh")
    '洽谈中'
    """
    text = TEXTS[name][LANGUAGES.index(language)]
    return text.format(**values) if values else text


def plain(text: str) -> str:
    """A heading without the marks that say where it may be broken."""
    return text.replace("\u200b", "")


def named(kind: str, name: str | None, language: str) -> str:
    """A word of the data in the reader's language; as it stands where the table lacks it."""
    key = f"{kind}.{name}"
    if key in TEXTS:
        return say(key, language)
    plain = (name or "").replace("_", " ")
    return plain.title() if kind == "party" and plain.islower() else plain
