"""Names, files and settings of a world, settled against the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from msgspec.structs import replace as with_fields

from caploop.book import (
    AMENDED,
    FileHash,
    KnownBook,
    OwnFile,
    Scenario,
    amended,
    examined_own,
    is_own,
    places_of,
    read_own,
)
from caploop.core.errors import CheckFailedError, InputInvalidError, UsageError
from caploop.core.problem import Place, Problem
from caploop.study.shared.scenario_settings import names_in, scenario_of


def settled(
    known: KnownBook, *, scenarios: Sequence[str], settings: Sequence[str] = ()
) -> tuple[KnownBook, Scenario]:
    """The book as files of one's own amend it, and the scenario of names, files and settings.

    The book names each file with its hash. Raises what `scenario_of` and the files do.
    """
    files: dict[str, Scenario] = {}
    for name in filter(is_own, names_in(scenarios)):
        found = read_own(
            Path(name),
            parameters=known.book.parameters,
            agreements=known.book.sheets.agreements,
        )
        files[name] = found.scenario
        known = with_file(known, found, path=Path(name))
    world = scenario_of(known.book, scenarios=scenarios, settings=settings, files=files)
    return known, world


def with_file(known: KnownBook, found: OwnFile, *, path: Path) -> KnownBook:
    """The book with what a file amends, and the file's name and hash.

    Raises InputInvalidError for terms that cannot be, UsageError for a tranche that was not public
    on the day of knowledge.
    """
    book = known.book
    if found.amendments:
        from caploop.book import with_agreements

        day = min(known.as_of, known.known_at)
        agreements = amended(book.sheets.agreements, found.amendments, day=day)
        book = with_agreements(book, agreements, places=places_of(found, path))
        public = {t.id for a in book.public(known.known_at) for t in a.tranches}
        for amendment in found.amendments:
            if amendment.tranche + AMENDED not in public:
                raise UsageError(
                    f"{path} amends {amendment.tranche}, which was not public on "
                    f"{known.known_at}; ask on a later day with --known-at"
                )
    own = FileHash(name=found.scenario.id, hash=found.hash)
    return replace(known, book=with_fields(book, files=(*book.files, own)))


def refuse_other_files(made_with: Sequence[FileHash], scenarios: Sequence[str]) -> None:
    """Raises CheckFailedError where a file named is not, as it stands, one a record was made with.

    `made_with` is what the record says of its files.
    """
    known = {file.name: file.hash for file in made_with}
    problems = []
    for name in filter(is_own, names_in(scenarios)):
        found, faults = examined_own(Path(name), parameters=(), agreements=())
        if found is None:
            raise InputInvalidError(faults)
        own = found.scenario.id
        if known.get(own) == found.hash:
            continue
        told = ", ".join(f"{n} {h}" for n, h in known.items()) or "no file"
        said = f"the record was made with {told}, not with {own} {found.hash}"
        if own in known:
            said = f"the record was made with {own} {known[own]}, and the file is {found.hash} now"
        hint = "restore the file, or ask anew without --reopen"
        place = Place(file=name)
        problems.append(
            Problem(code="file-differs", subject=own, message=said, hint=hint, place=place)
        )
    if problems:
        raise CheckFailedError(problems)
