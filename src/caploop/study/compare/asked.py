"""Two worlds as they are asked for by options."""

from __future__ import annotations

from caploop.book import KnownBook
from caploop.study.compare.answer import compare
from caploop.study.compare.record import CompareRecord
from caploop.study.options import CompareOptions
from caploop.study.shared.kept import kept
from caploop.study.shared.own_files import settled


@kept("compare", CompareRecord)
def compare_asked(known: KnownBook, options: CompareOptions) -> CompareRecord:
    """Both worlds of the options side by side; raises what `settled` and `compare` refuse."""
    one, a = settled(known, scenarios=[options.a], settings=options.settings_a)
    other, b = settled(known, scenarios=[options.b], settings=options.settings)
    return compare(known, (a, b), draws=options.draws, seed=options.seed, books=(one, other))
