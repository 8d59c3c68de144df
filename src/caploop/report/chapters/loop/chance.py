"""Indices beside what rewired networks give, with the remark that follows from both."""

from __future__ import annotations

from msgspec import Struct

from caploop.report.chapters.book.page_context import PageContext
from caploop.report.text.words import named, say
from caploop.study.loop import IndexRow, LoopRecord

FAR = 2.0


class IndexInWords(Struct, frozen=True, kw_only=True):
    """One index in words."""

    name: str
    flow: str
    scope: str
    value: str
    mean: str
    sd: str
    samples: int
    remark: str


def chances(record: LoopRecord, desk: PageContext) -> tuple[IndexInWords, ...]:
    """The indices of which there is a value; empty where nothing flows."""
    if all(row.value is None for row in record.indices):
        return ()
    return tuple(_chance(row, desk.language) for row in record.indices)


def _chance(row: IndexRow, language: str) -> IndexInWords:
    return IndexInWords(
        name=named("index", row.name, language),
        flow=named("flow", row.type, language),
        scope=named("scope", row.perimeter, language),
        value=_number(row.value),
        mean=_number(row.null_mean),
        sd=_number(row.null_sd),
        samples=row.samples,
        remark=remark(row, language),
    )


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.2g}"


def remark(row: IndexRow, language: str) -> str:
    """What an index says beside chance: a finding only from two standard deviations on."""
    if row.value is None:
        return say("chance.none", language)
    if row.null_mean is None or row.null_sd is None:
        return say("chance.few", language, samples=row.samples)
    few = [say("chance.few", language, samples=row.samples)] if row.reason else []
    gap = row.value - row.null_mean
    if row.null_sd == 0:
        said = say("chance.fixed", language)
    else:
        far = gap / row.null_sd
        name = "within" if abs(far) < FAR else "above" if far > 0 else "below"
        said = say(f"chance.{name}", language, sd=f"{abs(far):.1f}")
    return say("comma", language).join([said, *few])
