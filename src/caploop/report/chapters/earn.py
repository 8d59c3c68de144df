"""Can it earn: revenue, segments, what has to be true, margins."""

from __future__ import annotations

from caploop.charts import Scene
from caploop.report.chapters.section import TO_2030, RunChapter, fans, section_of
from caploop.report.tables import earn as tables
from caploop.report.tables.beside.inputs import inputs
from caploop.report.tables.beside.said import said_if
from caploop.report.tables.shown import Reader, unit_once, usd
from caploop.report.text.words import say
from caploop.study.earn import EarnRecord


def earn_chapter(record: EarnRecord, language: str) -> RunChapter:
    """Revenue, segments, what has to be true, margins."""
    half, reader = record.consumer_half, Reader(language)
    low, central, high = (usd(v, language) for v in record.advertising_prior)
    revenue = draw_revenue(record, language)
    return RunChapter(
        id="earn",
        finding=say(
            "earn.finding",
            language,
            need=usd(half.remainder, language),
            low=unit_once(low, language),
            high=high,
        ),
        standfirst=say(
            "earn.standfirst", language, each=f"{half.per_free_user:.0f}", central=central
        ),
        sections=(
            section_of(tables.revenue(record), reader, scenes=revenue),
            *(section_of(one, reader) for one in said_if("said_revenue", by=record.known_at)),
            section_of(inputs(record.priors), reader),
            section_of(tables.segments(record), reader),
            section_of(tables.half(record), reader),
            section_of(tables.margins(record), reader),
            section_of(tables.winning(record), reader),
            section_of(tables.cohorts(record), reader),
        ),
    )


def draw_revenue(record: EarnRecord, language: str) -> dict[str, Scene]:
    """Revenue of each year, beside the plan's."""
    return fans(
        record.revenue_years[:TO_2030],
        name="earn_fan",
        language=language,
        plan=[y.plan for y in record.years[:TO_2030]],
        hue="revenue",
    )
