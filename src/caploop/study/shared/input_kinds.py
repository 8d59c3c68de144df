"""What an input rests on: reported, guided, consensus, estimate, benchmark, derived, judgement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, cast, get_args

from caploop.book import Parameter
from caploop.evidence import Claim
from caploop.ingest import rows_of

InputKind = Literal[
    "reported", "guided", "consensus", "estimate", "benchmark", "derived", "judgement"
]
INPUT_KINDS: tuple[InputKind, ...] = get_args(InputKind)
_OF_NATURE: Mapping[str, InputKind] = {
    "actual": "reported",
    "guidance": "guided",
    "forecast": "guided",
}


def input_kind(parameter: Parameter, claims: Mapping[str, Claim]) -> InputKind:
    """What a parameter's number rests on.

    A judgement is what the row calls an assumption, and derived what its source says is. Else the
    claims behind it decide: what was reported goes before what was guided or forecast; and where it
    has none, the name of its source, by the words of `source_kinds.csv` in their order. The rest is
    an estimate of a page.
    """
    if parameter.assumption:
        return "judgement"
    by_name = (kind for kind, words in _words() if any(word in parameter.source for word in words))
    named: InputKind = next(by_name, "estimate")
    if named == "derived":
        return named
    natures = {claims[name].nature for name in parameter.claims if name in claims}
    for nature, kind in _OF_NATURE.items():
        if nature in natures:
            return kind
    return "estimate" if natures else named


@cache
def _words() -> tuple[tuple[InputKind, tuple[str, ...]], ...]:
    return tuple(
        (cast(InputKind, row["kind"]), tuple(row["words"].split("|")))
        for row in rows_of("source_kinds.csv")
    )
