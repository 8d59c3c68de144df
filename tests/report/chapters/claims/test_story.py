"""Which chains are drawn, and how their steps become marks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from caploop.evidence.claim import Claim, Document
from caploop.evidence.revision import Revision, Step
from caploop.report.chapters.claims.cite import ClaimIndex
from caploop.report.chapters.claims.story import ended_in, finding, levels, pictures, story, telling

DAYS = [date(2025, 9, 22), date(2026, 1, 29), date(2026, 2, 5), date(2026, 2, 27)]


def claim(name: str, bn: int, day: date, **more: Any) -> Claim:
    facts: dict[str, Any] = {
        "id": name,
        "document": "paper",
        "kind": "quantitative",
        "party": "amazon",
        "counterparty": "openai",
        "measure": "equity_investment",
        "nature": "guidance",
        "status": "target",
        "firmness": "signed",
        "known_at": day,
        "speaker": "amazon",
        "origin": "amazon",
        "bound": "=",
        "value": Decimal(bn) * 10**9,
        "unit": "USD",
        "currency": "USD",
        "as_of": day,
    }
    return Claim(**{**facts, **more})


def chain(*members: Claim, kinds: dict[str, str] | None = None) -> Revision:
    """Members in order; `kinds` says which links other than supersedes they carry."""
    steps = []
    for number, c in enumerate(members):
        before = members[number - 1].id if number else members[-1].id
        kind = (kinds or {}).get(c.id, "supersedes" if number else None)
        steps.append(
            Step(
                claim=c.id,
                date=c.as_of or c.known_at,
                value_low=c.value_low,
                value=c.value,
                value_high=c.value_high,
                bound=c.bound,
                firmness=c.firmness,
                polarity=c.polarity,
                state=c.state,
                replaces=(before,) if kind else (),
                kind=kind,
            )
        )
    return Revision(
        subject=f"of {members[0].id}",
        party="amazon",
        counterparty="openai",
        measure="equity_investment",
        unit=members[0].unit,
        steps=tuple(steps),
    )


def shelf(*members: Claim) -> ClaimIndex:
    return ClaimIndex(
        language="en",
        claims={c.id: c for c in members},
        documents={"paper": Document(id="paper", publisher="P", known_at=DAYS[0])},
    )


def test_the_chain_with_the_most_steps_comes_first() -> None:
    short = [claim(f"s{n}", n + 1, DAYS[n]) for n in range(2)]
    long = [claim(f"l{n}", n + 1, DAYS[n]) for n in range(3)]
    chains = [chain(*short), chain(*long)]
    assert telling(chains, shelf(*short, *long)) == chains[::-1]


def test_of_two_equally_long_chains_the_one_that_moved_more_comes_first() -> None:
    little = [claim("a", 10, DAYS[0]), claim("b", 11, DAYS[1])]
    much = [claim("c", 10, DAYS[0]), claim("d", 90, DAYS[1])]
    assert telling([chain(*little), chain(*much)], shelf(*little, *much))[0].subject == "of c"


def test_a_chain_of_one_day_or_without_money_is_not_drawn() -> None:
    one_day = [claim("a", 10, DAYS[0]), claim("b", 11, DAYS[0])]
    users = [claim(f"u{n}", n + 1, DAYS[n], unit="user", currency=None) for n in range(2)]
    assert telling([chain(*one_day), chain(*users)], shelf(*one_day, *users)) == []


def test_a_denial_is_drawn_but_is_no_level() -> None:
    told = [
        claim("a", 100, DAYS[0]),
        claim("b", 100, DAYS[2], polarity="negated"),
        claim("c", 30, DAYS[3]),
    ]
    found = chain(*told)
    assert [s.claim for s in levels(found, shelf(*told))] == ["a", "c"]
    marks = story(found, shelf(*told)).marks
    assert [m.aside for m in marks] == [False, True, False]
    assert marks[1].word == "a denial"


def test_an_error_that_was_corrected_is_drawn_beside_the_line() -> None:
    told = [claim("right", 11, DAYS[0]), claim("next", 22, DAYS[1]), claim("wrong", 119, DAYS[2])]
    found = chain(*told, kinds={"right": "corrects"})
    assert [m.word for m in story(found, shelf(*told)).marks] == ["", "", "an error, corrected"]
    assert finding(found, shelf(*told)).endswith("from $11bn to $22bn signed")


def test_a_part_of_the_whole_stands_in_the_table_only() -> None:
    told = [
        claim("part", 10, DAYS[0], qualifier="breakdown/first-10"),
        claim("a", 100, DAYS[1]),
        claim("b", 30, DAYS[3]),
    ]
    found = chain(*told)
    picture = pictures([found], shelf(*told))[0]
    assert len(story(found, shelf(*told)).marks) == 2
    assert [r.cite.id for r in picture.rows] == ["part", "a", "b"]
    assert "not drawn" in picture.rows[0].state


def test_the_line_is_dotted_for_talks_dashed_for_intent_and_solid_for_what_was_signed() -> None:
    ways = ["rumoured", "in_talks", "stated", "letter_of_intent", "conditional", "signed"]
    told = [claim(f"c{n}", n + 1, DAYS[n % 4], firmness=f) for n, f in enumerate(ways)]
    strokes = [m.stroke for m in story(chain(*told), shelf(*told)).marks]
    assert strokes == ["loose", "loose", "soft", "soft", "firm", "firm"]


def test_a_figure_nobody_checked_is_hollow() -> None:
    told = [claim("a", 1, DAYS[0]), claim("b", 2, DAYS[1], verified=True)]
    assert [m.checked for m in story(chain(*told), shelf(*told)).marks] == [False, True]


def test_a_step_that_adds_is_drawn_at_the_level_it_would_lead_to() -> None:
    """13.5 signed, talks of 5 more, then 20: the line rises to 18 and does not fall to 5."""
    told = [
        claim("first", 13, DAYS[0]),
        claim("more", 5, DAYS[1], qualifier="increment", firmness="in_talks"),
        claim("last", 20, DAYS[3]),
    ]
    held = shelf(*told)
    (found,) = telling([chain(*told)], held)
    marks = story(found, held).marks
    assert [m.value / 1e9 for m in marks] == [13, 18, 20]
    assert marks[1].value_text == "$5bn more"


def test_a_chain_of_talks_goes_on_to_the_parts_it_was_signed_in() -> None:
    talk = {"firmness": "in_talks", "state": "superseded", "agreement": "round"}
    told = [claim("a", 10, DAYS[0], **talk), claim("b", 50, DAYS[1], **talk)]
    parts = [
        claim("later", 35, DAYS[3], qualifier="rest", firmness="conditional", agreement="round"),
        claim("now", 15, DAYS[3], qualifier="initial", agreement="round"),
        claim("elsewhere", 7, DAYS[3], qualifier="initial", agreement="other"),
    ]
    held = shelf(*told, *parts)
    found = chain(*told)
    assert [c.id for c in ended_in(found, held)] == ["now", "later"]
    mark = story(found, held).marks[-1]
    assert (mark.low, mark.high, mark.stroke) == (15e9, 50e9, "firm")
    assert finding(found, held).endswith("from $10bn to $15bn signed, $35bn conditional")
    assert [r.cite.id for r in pictures([found], held)[0].rows] == ["a", "b", "now", "later"]


def test_a_chain_that_ends_in_a_live_step_has_no_parts_beside_it() -> None:
    told = [claim("a", 10, DAYS[0]), claim("b", 50, DAYS[1], agreement="round")]
    part = claim("p", 15, DAYS[3], qualifier="initial", agreement="round")
    assert ended_in(chain(*told), shelf(*told, part)) == ()
