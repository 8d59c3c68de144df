"""Links between the seed claims: those the seed states, and those its agreements imply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from caploop.core.interval import meets
from caploop.evidence.claim import Claim, Link, LinkKind, world_date
from caploop.evidence.figure_interval import figure_interval

Row = dict[str, Any]

# What "revises" means where it is not a plain replacement.
REVISES: dict[tuple[str, str], tuple[LinkKind, str]] = {
    ("000-13", "000-12"): ("retracts", "the request was taken back"),
    ("004-04", "004-01"): ("retracts", "the party named rejects the rumour"),
    ("004-01", "004-16"): ("conflicts", "a rumour that a promise will not be kept"),
    ("004-43", "001-10"): ("supports", "the outcome confirms the guidance"),
    ("001-07", "001-08"): ("derived_from", "speaks of the change, brings no figure of its own"),
}

ASSERTED: tuple[tuple[str, str, LinkKind, str], ...] = (
    ("001-07", "001-15", "derived_from", "speaks of the change, brings no figure of its own"),
    ("F513", "002-15", "corrects", "11.9bn by Reuters; the summary prints ten times as much"),
    ("F516", "002-16", "corrects", "22.4bn by Reuters; the summary prints ten times as much"),
    ("F516", "F155", "corrects", "the same tenfold slip, taken over from the summary"),
    ("F261", "004-57", "corrects", "the quarter that ended 2025-10-26 is fiscal 2026 Q3"),
    ("F267", "004-59", "corrects", "the quarter that ended 2025-10-26 is fiscal 2026 Q3"),
    ("F265", "004-64", "corrects", "the guided quarter is fiscal 2026 Q4"),
    ("F444", "004-16", "supersedes", "reported to replace the letter of intent"),
    ("F444", "F439", "supersedes", "reported to replace the letter of intent"),
    ("F444", "F440", "supersedes", "reported to replace the letter of intent"),
    ("F445", "001-29", "supersedes", "signed"),
    ("F241", "F240", "supersedes", "guidance cut after the delay of powered shells"),
    ("F217", "F216", "supersedes", "guidance raised"),
    ("F311", "F312", "supersedes", "guidance raised"),
    ("F356", "F353", "supersedes", "second vintage of the forecast"),
    ("F296", "F297", "supersedes", "outcome"),
    ("001-51", "001-79", "supersedes", "advertising is tried after all"),
)


def all_links(
    rows: list[Row], agreements: list[Row], claims: tuple[list[Claim], list[Claim]]
) -> list[Link]:
    """Every link, each pair and kind once, sorted."""
    articles, facts = claims
    known = {c.id: c for c in (*articles, *facts)}
    found = [
        *_stated(rows),
        *(
            Link(source=a, target=b, kind=k, asserted_by="review", reason=r)
            for a, b, k, r in ASSERTED
        ),
        *_replaced(agreements, known),
        *_supported(articles, facts),
    ]
    unique = {(k.source, k.target, k.kind): k for k in reversed(found)}
    return sorted(unique.values(), key=lambda k: (k.source, k.target, k.kind))


def _stated(rows: list[Row]) -> Iterator[Link]:
    for row in rows:
        me = row["id"]
        if row["revises"]:
            kind, why = REVISES.get((me, row["revises"]), ("supersedes", ""))
            yield _link(me, row["revises"], kind, reason=why or None)
        for kind in ("restates", "converts"):
            if row.get(kind):
                yield _link(me, row[kind], kind)
        for other in row["conflicts_with"] or ():
            pair = sorted((me, other))
            yield _link(pair[1], pair[0], "conflicts")


def _link(source: str, target: str, kind: LinkKind, *, reason: str | None = None) -> Link:
    return Link(source=source, target=target, kind=kind, asserted_by="seed", reason=reason)


def _replaced(agreements: list[Row], known: dict[str, Claim]) -> Iterator[Link]:
    """Later vintages of a leg replace earlier ones, claim by claim, for the same measure."""
    by_path = {f"{a['agreement_id']}/{a['leg']}/{a['tranche']}": a for a in agreements}
    for row in agreements:
        later = by_path.get(row["superseded_by"])
        if later is None:
            continue
        for new in _quantities(later, known):
            for old in _quantities(row, known):
                if _replaces(new, old):
                    yield Link(
                        source=new.id,
                        target=old.id,
                        kind="supersedes",
                        asserted_by="agreements",
                        reason=f"{row['superseded_by']} on {row['state_date']}",
                    )


def _quantities(row: Row, known: dict[str, Claim]) -> Iterable[Claim]:
    named = [known[i.strip()] for i in row["claims"].split(";") if i.strip() in known]
    return [c for c in named if c.kind == "quantitative"]


def _replaces(new: Claim, old: Claim) -> bool:
    same = (new.party, new.counterparty, new.measure) == (old.party, old.counterparty, old.measure)
    partial = any((new.qualifier or "").startswith(w) for w in ("cumulative", "breakdown"))
    return same and not partial and new.id != old.id and world_date(new) > world_date(old)


def _supported(articles: list[Claim], facts: list[Claim]) -> Iterator[Link]:
    """A fact beside an article's claim of the same figure: a copy of it, or a second source."""
    for fact in facts:
        for claim in articles:
            if _same_figure(fact, claim):
                copied = fact.document == claim.document
                kind: LinkKind = "restates" if copied else "supports"
                why = "the same document" if copied else "the same figure from another source"
                yield Link(
                    source=fact.id, target=claim.id, kind=kind, asserted_by="import", reason=why
                )


def _same_figure(fact: Claim, claim: Claim) -> bool:
    about = (fact.party, fact.counterparty, fact.measure, fact.unit, fact.polarity)
    if about != (claim.party, claim.counterparty, claim.measure, claim.unit, claim.polarity):
        return False
    if fact.agreement != claim.agreement and fact.document != claim.document:
        return False
    if fact.agreement is None and (fact.period_start, fact.period_end) != (
        claim.period_start,
        claim.period_end,
    ):
        return False
    one, other = figure_interval(fact), figure_interval(claim)
    return fact.value == claim.value and bool(one and other and meets(one, other))
