"""Whether each claim's quote and figure stand where it says, against copies of the documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from caploop.book import evidence_at
from caploop.core.errors import InputInvalidError
from caploop.core.problem import Place, Problem
from caploop.evidence import Document, read_texts, read_vocabulary
from caploop.evidence.checks import check_anchor, check_batch


class TextCheck(Struct, frozen=True, kw_only=True):
    """What was checked: claims in all, claims compared with a text, and what was found.

    The rest have no text in the folder, or do not say where in it they stand.
    """

    claims: int
    compared: int
    without_text: int
    without_place: int
    problems: tuple[Problem, ...]

    @property
    def summary(self) -> str:
        """One line for a person."""
        return (
            f"{self.claims} claims are well formed; {self.compared} stand at their place in the "
            f"documents given, {self.without_text} have no text there to compare with, "
            f"{self.without_place} name no place in theirs"
        )


def _changed(
    documents: Sequence[Document], folder: Path, texts: Mapping[str, str]
) -> list[Problem]:
    """Copies that bear a document's name but not its bytes; a folder that holds none at all."""
    kept = [d for d in documents if d.sha256]
    names = {path.name for path in folder.iterdir()} | {path.stem for path in folder.iterdir()}
    problems = [
        Problem(
            code="document-changed",
            subject=d.id,
            message=f"the copy in {folder} does not have the document's hash",
            hint="put the text back as it was read, byte for byte",
            place=Place(file=str(folder / d.id)),
        )
        for d in kept
        if d.sha256 not in texts and d.id in names
    ]
    if kept and not problems and not any(d.sha256 in texts for d in kept):
        problems.append(
            Problem(
                code="document-absent",
                subject=str(folder),
                message="no file there has the hash of any document of the book",
                hint="name the folder with the texts as they were read",
                place=Place(file=str(folder)),
            )
        )
    return problems


def check_figures(book: Path | None = None, documents: Path | None = None) -> TextCheck:
    """Checks a book's evidence, and its figures against the texts in `documents` if given.

    Texts are matched by the hash of their bytes, so a changed copy counts as absent. Raises
    InputInvalidError for records that are not well formed.
    """
    batch, places = evidence_at(book)
    faults = check_batch(batch, read_vocabulary(), places=places)
    if faults:
        raise InputInvalidError(faults)
    texts = read_texts(documents) if documents is not None else {}
    hashes = {d.id: d.sha256 for d in batch.documents}
    problems: list[Problem] = []
    compared = placeless = 0
    for claim in batch.claims:
        text = texts.get(hashes[claim.document] or "")
        placeless += text is not None and claim.quote_start is None
        if text is not None and claim.quote_start is not None:
            compared += 1
            problems += check_anchor(claim, text, place=places.get(claim.id, Place()))
    if documents is not None:
        problems += _changed(batch.documents, documents, texts)
    return TextCheck(
        claims=len(batch.claims),
        compared=compared,
        without_text=len(batch.claims) - compared - placeless,
        without_place=placeless,
        problems=tuple(problems),
    )
