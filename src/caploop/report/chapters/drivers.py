"""What moves a result, as a section of its chapter: five inputs, from the chapter's own draws."""

from __future__ import annotations

from caploop.charts.ranges import Range
from caploop.report.chapters.bars import barred
from caploop.report.chapters.section import Section, percent, section, usd
from caploop.report.text.words import is_text, say
from caploop.study.drivers.record import Driver, DriversRecord, Moved

SHOWN = 5


def moving(name: str, record: DriversRecord, language: str) -> Section:
    """The first inputs of the record's first outcome: rank correlation, and both thirds.

    Bars go from the outcome where an input is lowest to where it is highest, the tick being that
    of all draws.
    """
    moved = record.outcomes[0]
    first = moved.drivers[:SHOWN]
    table = section(
        name,
        language,
        columns=("input", "prior", "correlation", "in_lowest", "in_highest"),
        rows=tuple(_row(moved, d, language) for d in first),
        values={
            "value": _said(moved, moved.value, language),
            "draws": f"{moved.draws:,}",
            "beyond": str(moved.beyond),
            "tested": str(moved.tested),
            "floor": f"{moved.floor:.2f}",
            "explained": "–" if moved.explained is None else percent(moved.explained),
        },
    )
    bars = [_bar(moved, d, language) for d in first]
    return barred(table, bars, lambda v: _said(moved, v, language), language=language)


def _row(moved: Moved, driver: Driver, language: str) -> tuple[str, ...]:
    prior = f"{driver.q05:.3g} – {driver.q50:.3g} – {driver.q95:.3g} {driver.unit}"
    return (
        _named(driver, language),
        prior.removesuffix(" 1"),
        f"{_signed(driver.rank_correlation)} ± {driver.standard_error:.2f}"
        + ("" if driver.beyond else "*"),
        *(_said(moved, t.value, language) for t in (driver.lowest, driver.highest)),
    )


def _bar(moved: Moved, driver: Driver, language: str) -> Range:
    ends = driver.lowest.value, driver.highest.value
    low, high = (_said(moved, v, language) for v in ends)
    return Range(
        value=_named(driver, language),
        note=f"{_signed(driver.rank_correlation)} · {low} → {high}",
        low=min(ends),
        high=max(ends),
        middle=moved.value,
        kind="spread",
        hue="debt" if moved.is_event else "equity",
    )


def _named(driver: Driver, language: str) -> str:
    """The input in the reader's language; in the book's words where it has no text."""
    key = f"input.{driver.symbol}"
    return say(key, language) if is_text(key) else driver.name


def _said(moved: Moved, value: float, language: str) -> str:
    return percent(value) if moved.is_event else usd(value, language)


def _signed(rho: float) -> str:
    return f"{rho:+.2f}".replace("-", "−")
