"""The headline's step line as a picture: `python -m caploop.report.chapters.claims.picture`.

The SVG goes to standard output; the README's picture is made with `> docs/img/claims.svg`.
"""

from __future__ import annotations

import sys

from caploop.charts import Around, Story, picture, step_line
from caploop.report.chapters.claims.cite import claim_index
from caploop.report.chapters.claims.story import finding, story, telling
from caploop.report.text.amounts import day_text
from caploop.report.text.words import plain, say
from caploop.study.claims import ClaimsRecord, claims
from caploop.study.shared import open_ledger

WIDTH = 1100
PLOT = 220


def headline_picture(record: ClaimsRecord, *, language: str) -> str:
    """The most telling chain on a light ground, with its finding and its two dates."""
    shelf = claim_index(record, language)
    chosen = telling(record.revisions, shelf)
    heading = say("chain.none", language)
    told = Story(title=heading, description=heading, marks=(), tick=str, nothing="")
    if chosen:
        heading = plain(finding(chosen[0], shelf))
        told = story(chosen[0], shelf, links=False)
    scene = step_line(told, width=WIDTH, plot=PLOT, name="claims")
    dates = [
        f"{say(name, language)} {day_text(day, language)}"
        for name, day in (("as_of", record.as_of), ("known_at", record.known_at))
    ]
    words = [*dates, say("foot.sources", language, sources=len(record.documents))]
    words.append(say("foot.advice", language))
    foot = f"{say('key.both', language)} {say('comma', language).join(words)}"
    return picture(scene, Around(heading=heading, foot=foot))


if __name__ == "__main__":
    opened = open_ledger()
    shown = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    sys.stdout.write(headline_picture(shown, language="en") + "\n")
