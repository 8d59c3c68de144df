"""Two worlds as they are asked for by options."""

from __future__ import annotations

from caploop.book import KnownBook
from caploop.study.compare.answer import compare
from caploop.study.compare.record import CompareRecord
from caploop.study.options import CompareOptions
from caploop.study.shared.kept import kept
from caploop.study.shared.scenario_settings import scenario_of


@kept("compare", CompareRecord)
def compare_asked(known: KnownBook, options: CompareOptions) -> CompareRecord:
    """Both worlds of the options side by side; raises what `scenario_of` and `compare` refuse."""
    book = known.book
    pair = (
        scenario_of(book, scenarios=[options.a], settings=options.settings_a),
        scenario_of(book, scenarios=[options.b], settings=options.settings),
    )
    return compare(known, pair, draws=options.draws, seed=options.seed)
