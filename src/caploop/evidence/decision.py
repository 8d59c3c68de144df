"""Decisions of people about claims: which counts where there are several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from caploop.evidence.claim import Override


class Decisions(Struct, frozen=True, kw_only=True):
    """What was decided: claims to use, the higher the number the later; claims left out, and why.

    No claim is in both: the decision of the later day counts, of one day the one stated later.
    """

    used: Mapping[str, int]
    left_out: Mapping[str, str]


def decisions(overrides: Iterable[Override]) -> Decisions:
    """The decisions that count among those given, in the order they were stated.

    >>> from datetime import date
    >>> def said(action, day):
    ...     return Override(claim="a", action=action, reason="r", by="b", known_at=day)
    >>> decisions([said("use", date(2026, 3, 2)), said("exclude", date(2026, 3, 1))]).used
    {'a': 1}
    """
    last = _last(overrides)
    return Decisions(
        used={o.claim: number for number, o in last if o.action == "use"},
        left_out={o.claim: o.reason for _, o in last if o.action == "exclude"},
    )


def removed(overrides: Iterable[Override]) -> frozenset[str]:
    """Claims that the last decision about them says should never have come in."""
    return frozenset(o.claim for _, o in _last(overrides) if o.action == "remove")


def _last(overrides: Iterable[Override]) -> list[tuple[int, Override]]:
    ordered = sorted(overrides, key=lambda o: o.known_at)  # stable: of one day as they were stated
    return list({o.claim: (number, o) for number, o in enumerate(ordered)}.values())
