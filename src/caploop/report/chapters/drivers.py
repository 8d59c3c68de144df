"""What moves a result, as a section of its chapter: five inputs, from the chapter's own draws."""

from __future__ import annotations

from caploop.charts import Range, Scene
from caploop.report.chapters.bars import bars
from caploop.report.chapters.section import Section, section_of
from caploop.report.tables import drivers as tables
from caploop.report.tables.shown import Reader, shown, signed
from caploop.study.drivers import Driver, DriversRecord, Moved


def moving(name: str, record: DriversRecord, language: str) -> Section:
    """The first inputs of the record's first outcome: rank correlation, and both thirds.

    Bars go from the outcome where an input is lowest to where it is highest, the tick being that
    of all draws.
    """
    scenes = draw_moves(name, record, language)
    return section_of(tables.moving(name, record), Reader(language), scenes=scenes)


def draw_moves(name: str, record: DriversRecord, language: str) -> dict[str, Scene]:
    """A bar an input, from the outcome in its lowest third to that in its highest."""
    moved, reader = record.outcomes[0], Reader(language)
    return bars(
        name,
        [_bar(moved, d, reader) for d in tables.first_of(moved)],
        lambda v: _said(moved, v, reader),
        language=language,
    )


def _bar(moved: Moved, driver: Driver, reader: Reader) -> Range:
    ends = driver.lowest.value, driver.highest.value
    low, high = (_said(moved, v, reader) for v in ends)
    return Range(
        value=shown(tables.input_of(driver), reader),
        note=f"{signed(driver.rank_correlation, '.2f')} · {low} → {high}",
        low=min(ends),
        high=max(ends),
        middle=moved.value,
        kind="spread",
        hue="debt" if moved.is_event else "equity",
    )


def _said(moved: Moved, value: float, reader: Reader) -> str:
    return shown(tables.amount(moved, value), reader)
