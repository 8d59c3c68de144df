"""How often rumours came true, by how firm they were told and by whose they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Literal

from msgspec import Struct

from caploop.evidence.claim import Claim
from caploop.evidence.track import Outcome, Track

By = Literal["all", "firmness", "origin"]
Z = 1.96
"""Standard deviations of 95 %."""


class RumourRecord(Struct, frozen=True, kw_only=True):
    """Rumours of one grade or origin by outcome; `rate` is those that firmed of those that ended.

    `low` and `high` hold the rate in 95 of 100 (Wilson, 1927); without an end none is known.
    """

    by: By
    name: str
    rumours: int
    firmed: int
    replaced: int
    denied: int
    withdrawn: int
    open: int
    rate: float | None
    low: float | None
    high: float | None


def rumour_records(found: Sequence[Track], claims: Mapping[str, Claim]) -> tuple[RumourRecord, ...]:
    """Of all rumours, then by the firmness and by the origin of the first to tell each."""
    groups: dict[tuple[By, str], list[Outcome]] = defaultdict(list)
    for track in found:
        if track.kind != "rumour":
            continue
        first = claims[track.steps[0].claim]
        for key in _keys(first.firmness, first.origin):
            groups[key].append(track.outcome)
    order: dict[By, int] = {"all": 0, "firmness": 1, "origin": 2}
    rows = [_record(by, name, outcomes) for (by, name), outcomes in groups.items()]
    return tuple(sorted(rows, key=lambda r: (order[r.by], -r.rumours, r.name)))


def _keys(firmness: str, origin: str) -> tuple[tuple[By, str], ...]:
    return ("all", ""), ("firmness", firmness), ("origin", origin)


def _record(by: By, name: str, outcomes: Sequence[Outcome]) -> RumourRecord:
    count = Counter(outcomes)
    ended = len(outcomes) - count["open"]
    low, high = wilson(count["firmed"], ended) if ended else (None, None)
    return RumourRecord(
        by=by,
        name=name,
        rumours=len(outcomes),
        firmed=count["firmed"],
        replaced=count["replaced"],
        denied=count["denied"],
        withdrawn=count["withdrawn"],
        open=count["open"],
        rate=round(count["firmed"] / ended, 6) if ended else None,
        low=low,
        high=high,
    )


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Where the chance behind some successes lies, with 95 % confidence (Wilson, 1927).

    >>> wilson(5, 10)
    (0.236593, 0.763407)
    """
    rate, extra = successes / trials, Z * Z / trials
    middle = (rate + extra / 2) / (1 + extra)
    half = Z / (1 + extra) * sqrt(rate * (1 - rate) / trials + extra / (4 * trials))
    return round(max(middle - half, 0.0), 6), round(min(middle + half, 1.0), 6)
