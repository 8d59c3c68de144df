"""Which sections of a page stand open; all others are drawers that a reader opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from caploop.report.chapters.section import RunChapter, Section

OPEN: Mapping[str, tuple[str, ...]] = {
    "earn": ("earn_fan", "earn_true", "earn_segments"),
    "runway": ("runway_when", "runway_cash", "runway_states", "runway_alone"),
    "run": ("run_debt", "run_gw"),
    "stress": ("stress_lost", "stress_answers", "stress_plan_money", "stress_gpus"),
    "value": ("value_surface", "value_asks", "value_chance", "value_owned"),
    "build": ("build_claim", "build_states", "build_limits", "build_gaps"),
    "policy": ("policy_cost", "policy_run", "policy_incidence", "policy_guarantee"),
    "plan": ("plan_room", "plan_pulls"),
    "rivals": ("rivals_live", "rivals_use"),
    "whatif": ("whatif_worlds", "whatif_levers"),
    "trust": ("register_statements", "register_scores"),
}
"""By page, in the order in which they are read: at most three charts and two open tables."""
MOVED = {"run_if": "trust", "run_priors": "trust", "run_opening": "trust", "run_held": "trust"}
"""Sections that stand on another page than their chapter's."""


class OpenAndFolded(Struct, frozen=True, kw_only=True):
    """The sections of a page: those open, and the drawers."""

    open: tuple[Section, ...]
    folded: tuple[Section, ...]


def opened(page: str, chapter: RunChapter, *, more: Sequence[Section] = ()) -> OpenAndFolded:
    """The sections of a chapter on its page, with `more` that come from other chapters."""
    held = {s.id: s for s in (*chapter.sections, *more) if MOVED.get(s.id, page) == page}
    first = [name for name in OPEN.get(page, ()) if name in held]
    return OpenAndFolded(
        open=tuple(held[name] for name in first),
        folded=tuple(s for name, s in held.items() if name not in first),
    )


def moved(chapters: Sequence[RunChapter], page: str) -> tuple[Section, ...]:
    """Sections of other chapters that stand on this page."""
    return tuple(s for c in chapters for s in c.sections if MOVED.get(s.id) == page)
