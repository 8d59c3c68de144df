"""The model made ready: compiled ahead of the first question, loaded ahead of each."""

from __future__ import annotations


def begin() -> None:
    """Begins to load the engine and the compiled model, beside whatever is done next."""
    from caploop.model import model_ahead

    model_ahead()


def prepare() -> None:
    """Compiles the model for this machine, and finds what follows from the program's own book."""
    from caploop.book import known_book
    from caploop.study.shared.model_run import run_model
    from caploop.study.shared.open import open_book
    from caploop.study.shared.scenario_settings import scenario_of

    book = open_book()
    world = scenario_of(book, scenarios=["S0"])
    run_model(known_book(book), world, keep=("cash",), draws=1, seed=0)
