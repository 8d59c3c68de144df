"""The picture of the loops on its own: `python -m caploop.report.chapters.loop.picture`.

The SVG goes to standard output; the README's picture is made with `> docs/img/loop.svg`.
"""

from __future__ import annotations

import sys

from caploop.book import known_book
from caploop.charts import Around, picture
from caploop.report.chapters.book.page_context import page_context
from caploop.report.chapters.claims.cite import claim_index
from caploop.report.chapters.loop.chapter import finding
from caploop.report.chapters.loop.ring import ring
from caploop.report.text.amounts import day_text
from caploop.report.text.words import say
from caploop.study.claims import ClaimsRecord, claims
from caploop.study.loop import LoopRecord, loop
from caploop.study.shared import BookRecord, book_record, open_book, open_ledger


def loop_picture(
    record: LoopRecord, *, book: BookRecord, evidence: ClaimsRecord, language: str
) -> str:
    """The loops on a light ground with the finding, the window and both dates; "" without a loop.

    The three records are of the same book on the same two dates.
    """
    desk = page_context(book, claim_index(evidence, language))
    scenes = ring(record, desk).scenes
    if not scenes:
        return ""
    first, last = record.window
    words = [f"{first}–{last}, {say('ring.unit', language)}"]
    words += [
        f"{say(name, language)} {day_text(day, language)}"
        for name, day in (("as_of", record.as_of), ("known_at", record.known_at))
    ]
    words += [
        say("foot.sources", language, sources=len(evidence.documents)),
        say("foot.advice", language),
    ]
    foot = say("comma", language).join(words)
    return picture(scenes["wide"], Around(heading=finding(record, desk), foot=foot))


if __name__ == "__main__":
    opened = open_ledger()
    held, day, known = open_book(), opened.as_of, opened.known_at
    drawn = loop_picture(
        loop(known_book(held, as_of=day, known_at=known)),
        book=book_record(held, as_of=day, known_at=known),
        evidence=claims(opened.ledger, as_of=day, known_at=known),
        language="en",
    )
    sys.stdout.write(drawn + "\n")
