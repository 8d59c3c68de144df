"""The model made ready: what takes long the first time is done ahead of the first question."""

from __future__ import annotations

from caploop.book import known_book
from caploop.study.shared.model_run import run_model
from caploop.study.shared.open import open_book
from caploop.study.shared.scenario_settings import scenario_of


def prepare() -> None:
    """Compiles the model for this machine, and finds what follows from the program's own book."""
    book = open_book()
    run_model(
        known_book(book), scenario_of(book, scenarios=["S0"]), keep=("cash",), draws=1, seed=0
    )
