"""How often rumours came true, by how firm they were told and by whose they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from caploop.core.share import wilson
from caploop.evidence.claim import Claim
from caploop.evidence.track import Outcome, Track

By = Literal["all", "firmness", "origin"]


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
    rate = count["firmed"] / ended if ended else None
    low, high = (None, None) if rate is None else wilson(rate, ended)
    return RumourRecord(
        by=by,
        name=name,
        rumours=len(outcomes),
        firmed=count["firmed"],
        replaced=count["replaced"],
        denied=count["denied"],
        withdrawn=count["withdrawn"],
        open=count["open"],
        rate=None if rate is None else round(rate, 6),
        low=None if low is None else round(low, 6),
        high=None if high is None else round(high, 6),
    )
