"""What is kept of earlier work: shown, cleared, or made ready ahead of the first question."""

from __future__ import annotations

import shutil

from caploop.core.cache import Kept, cache_folder, kept_folders
from caploop.core.memory import MB


def answer_cache(*, clear: bool, prepare: bool, quiet: bool) -> None:
    """Prints what is kept, after clearing it or getting the model ready where that is asked."""
    if clear:
        for kept in kept_folders():
            shutil.rmtree(kept.folder, ignore_errors=True)
    if prepare:
        _prepare(quiet=quiet)
    print(cache_folder())
    for kept in kept_folders():
        print(_line(kept))


def _line(kept: Kept) -> str:
    return f"{kept.files:>7,} files  {kept.size / MB:>8,.1f} MB  {kept.folder.name}"


def _prepare(*, quiet: bool) -> None:
    from caploop.cli.output import teller
    from caploop.study.shared import prepare

    teller(quiet=quiet)
    prepare()
