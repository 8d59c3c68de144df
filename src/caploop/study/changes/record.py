"""The record of `caploop changes`: what became known, what rests on it, how far headlines move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from msgspec import Struct

from caploop.core.message import Message
from caploop.study.shared.answered import AnswerRecord
from caploop.study.shared.rows import Versions

GROUPS = ("opening", "plan", "agreements", "suppliers", "rivals", "share")
"""Rows of the book that are switched from old to new, a group at a time."""


class Changed(Struct, frozen=True, kw_only=True):
    """What became known on `day` and something of a run rested on, or does now.

    `kind` is that of a claim's link (supersedes, corrects, retracts, conflicts), or parameter,
    position, tranche. `id` stands against `against`, none where it is the first of its kind; before
    and after are in `unit`, a position's of as long a period. `tier` is that of the best document
    among those of `claims`, none where nobody rated it or no claim is named.
    """

    kind: str
    id: str
    party: str | None
    counterparty: str | None
    what: str
    day: date
    tier: str | None
    against: str | None
    before: float | None
    after: float | None
    unit: str
    claims: tuple[str, ...]


class NeedsReview(Struct, frozen=True, kw_only=True):
    """A field of a question that rests on what changed, and the ids of those changes: claims first,
    then parameters, tranches, positions, each the oldest first."""

    question: str
    field: str
    because: tuple[str, ...]


class HeadlineMove(Struct, frozen=True, kw_only=True):
    """A headline in both books: a share of draws where it is an event, else the middle draw.

    `parts` are what each group alone moves it by in the older book; `interaction` is what all do
    together less that. A number is absent where no draw tells it.
    """

    name: str
    title: Message
    unit: str
    since: float | None
    until: float | None
    difference: float | None
    parts: Mapping[str, float | None]
    interaction: float | None


class ChangesRecord(AnswerRecord, frozen=True, kw_only=True):
    """The answer; `switched` are the groups in which the two books differ, each with its rows."""

    command: ClassVar[str] = "changes"

    since: date
    until: date
    since_vintage: str
    until_vintage: str
    as_of: date
    known_at: date
    draws: int
    seed: int
    headline: Message
    moves: tuple[HeadlineMove, ...]
    switched: Mapping[str, int]
    changed: tuple[Changed, ...]
    reviews: tuple[NeedsReview, ...]
    notes: tuple[Message, ...]
    since_versions: Versions
    versions: Versions
    hash: str
