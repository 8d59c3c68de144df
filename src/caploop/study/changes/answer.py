"""What became known between two days: what rests on it, and how far each headline moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from caploop.book import KnownBook, vintages
from caploop.core.errors import UsageError
from caploop.core.memory import check_fits
from caploop.core.message import Message, message
from caploop.study.build import answer as build
from caploop.study.changes.found import Bases, found, reviews
from caploop.study.changes.moves import headlines, kept_series, moves
from caploop.study.changes.record import GROUPS, ChangesRecord, HeadlineMove, NeedsReview
from caploop.study.changes.sides import BookSide, side_named, side_of, switched, vintage_before
from caploop.study.earn import answer as earn
from caploop.study.options import ChangesOptions
from caploop.study.policy import answer as policy
from caploop.study.rivals import answer as rivals
from caploop.study.run import answer as run
from caploop.study.runway import answer as runway
from caploop.study.shared.kept import kept
from caploop.study.shared.model_run import BYTES_A_DRAW, ModelRun
from caploop.study.shared.paths import Paths, path_run
from caploop.study.shared.provenance import field_sources
from caploop.study.shared.rows import digest, versions
from caploop.study.stress import answer as stress
from caploop.study.value import answer as value

NOTES = (
    message("changes-in-the-quarter"),
    message("changes-one-at-a-time"),
    message("changes-not-read"),
    message("probabilities-of-priors"),
)
FIRST = "cash-out-by-2030"


@kept("changes", ChangesRecord)
def changes(known: KnownBook, options: ChangesOptions) -> ChangesRecord:
    """What became known after `since` up to `until`, the book asked where none is named.

    Both books and each group of rows alone are run with the same draws. Raises UsageError for a
    book that is not of the program's vintages, days in the wrong order and what is neither a day
    nor a vintage, NotFoundError for a day before the first.
    """
    new = side_named(options.until) if options.until else _asked(known)
    old = side_named(options.since or vintage_before(new.known))
    if old.known.known_at >= new.known.known_at:
        days = f"{old.known.known_at} is not before {new.known.known_at}"
        raise UsageError(f"{days}; name an earlier day with --since or a later one with --until")
    check_fits(options.draws, bytes_a_draw=BYTES_A_DRAW, what="eight books", instead="")
    since, until = (_run(side, options) for side in (old, new))
    alone, counts = _alone(old, new, options)
    before, after = bases(since.run), bases(until.run)
    changed = found(old.known, new.known, before=before, after=after)
    marks = reviews(changed, before=before, after=after)
    values = {group: paths.values for group, paths in alone.items()}
    told = moves(since.values, until.values, values, among=headlines())
    record = ChangesRecord(
        since=old.known.known_at,
        until=new.known.known_at,
        since_vintage=old.known.vintage.id,
        until_vintage=new.known.vintage.id,
        as_of=new.known.as_of,
        known_at=new.known.known_at,
        draws=options.draws,
        seed=options.seed,
        headline=_headline(old, told, count=len(changed), marks=marks),
        moves=told,
        switched=counts,
        changed=changed,
        reviews=marks,
        notes=NOTES,
        since_versions=versions(old.known.book),
        versions=versions(new.known.book),
        hash="",
    )
    return replace(record, hash=digest(record))


def _asked(known: KnownBook) -> BookSide:
    own = known.book.sheets.vintage
    if own is None or own.id not in {one.id for one in vintages()}:
        raise UsageError(
            "changes are told between vintages of the program's own book: --until 2026-09"
        )
    return side_of(known)


def _run(side: BookSide, options: ChangesOptions) -> Paths:
    keep = kept_series()
    return path_run(side.known, side.scenario, keep=keep, draws=options.draws, seed=options.seed)


def _alone(
    old: BookSide, new: BookSide, options: ChangesOptions
) -> tuple[dict[str, Paths], dict[str, int]]:
    """The old book with one group of rows of the new, run where any of them differs."""
    paths, counts = {}, {}
    for group in GROUPS:
        side, count = switched(old, new, group)
        counts[group] = count
        if count:
            paths[group] = _run(side, options)
    return paths, counts


def bases(made: ModelRun) -> Bases:
    """What each field of each question on runs rests on in the book of a run, by question."""
    asked: Mapping[str, tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]] = {
        "runway": (runway.FIELDS, runway.beside(made)),
        "earn": (earn.FIELDS, earn.BESIDE),
        "value": (value.FIELDS, value.BESIDE),
        "rivals": (rivals.FIELDS, rivals.BESIDE),
        "run": (run.FIELDS, run.BESIDE),
        "build": (build.FIELDS, build.beside()),
        "policy": (policy.FIELDS, policy.BESIDE),
        "stress": (stress.FIELDS, stress.beside(made)),
    }
    return {
        question: field_sources(made, fields, beside=beside)
        for question, (fields, beside) in asked.items()
    }


def _headline(
    old: BookSide, told: Sequence[HeadlineMove], *, count: int, marks: Sequence[NeedsReview]
) -> Message:
    first = next(move for move in told if move.name == FIRST)
    return message(
        "needs-review",
        day=old.known.known_at.isoformat(),
        changes=count,
        fields=len(marks),
        questions=len({mark.question for mark in marks}),
        since=first.since or 0.0,
        until=first.until or 0.0,
    )
