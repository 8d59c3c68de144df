"""Other developers: how many can pay for the frontier, who is used, and why no winner is named."""

from __future__ import annotations

from caploop.charts import Scene, Shares, shares
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.section import TO_2030, RunChapter, section_of
from caploop.report.tables import rivals as tables
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.shown import Reader
from caploop.report.text.words import say
from caploop.study.rivals import RivalsRecord, cannot_be_said
from caploop.study.shared import WEAK_POINTS


def rivals_chapter(record: RivalsRecord, language: str) -> RunChapter:
    """The chapter on rivals in one language."""
    viable, count = record.viable[TO_2030 - 1], len(record.developers)
    low, high = (min(round(v), count) for v in (viable.q05, viable.q95))
    name = "cannot" if cannot_be_said(low, high, count=count) else "finding"
    reader, used, classes = Reader(language), tables.use(record), tables.classes(record)
    return RunChapter(
        id="rivals",
        finding=say(f"rivals.{name}", language, low=low, high=high),
        standfirst=say("rivals.standfirst", language),
        sections=(
            section_of(tables.live(record), reader),
            section_of(used, reader, scenes=draw_use(record, language)),
            section_of(classes, reader, scenes=draw_classes(record, language)),
            section_of(tables.efficiency_break(record), reader),
            section_of(
                tables.turns_on(record),
                reader,
                notes=tuple(n for n in record.notes if n not in WEAK_POINTS),
            ),
        ),
    )


def draw_use(record: RivalsRecord, language: str) -> dict[str, Scene]:
    """Who is used, in parts of each year."""
    return _stacked(tables.use(record), tables.parts_used(record), language)


def draw_classes(record: RivalsRecord, language: str) -> dict[str, Scene]:
    """Shares of draws by what the industry is at the end of each year."""
    ends = tuple(tuple(c.ends.values()) for c in record.classes)
    return _stacked(tables.classes(record), ends, language)


def _stacked(
    table: AnswerTable, parts: tuple[tuple[float, ...], ...], language: str
) -> dict[str, Scene]:
    """The parts of each year of a table, one above the other; every second year where narrow."""
    years = tuple(str(row[0]) for row in table.rows)
    scenes: dict[str, Scene] = {}
    for key, width in WIDTHS.items():
        step = 2 if key == "narrow" else 1
        shown = Shares(
            title=say(table.id, language),
            description=f"{years[0]} – {years[-1]}",
            periods=years[::step],
            kinds=tuple(kind.name for kind in table.kinds),
            parts=parts[::step],
        )
        scenes[key] = shares(shown, width=width, name=f"{table.id}-{key}")
    return scenes
