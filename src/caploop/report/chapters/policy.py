"""What the state would pay and who gains: credit, incidence, guarantee, stake, requests."""

from __future__ import annotations

from caploop.charts import Range, Ranges, Scene, Shares, ranges, shares
from caploop.report.chapters.bars import wide
from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.run import basis_of
from caploop.report.chapters.section import TO_2030, RunChapter, Section, fans, section_of
from caploop.report.tables import policy as tables
from caploop.report.tables.cell import Share, table
from caploop.report.tables.shown import percent, rough, told
from caploop.report.text.words import say
from caploop.study.policy import BESIDE, GuaranteeCase, PolicyRecord


def policy_chapter(record: PolicyRecord, desk: PageContext) -> RunChapter:
    """The chapter on public support in the language of the desk."""
    language, reader = desk.language, desk.reader
    middle = record.projects[len(record.projects) // 2]
    low, high = record.additional_all
    return RunChapter(
        id="policy",
        finding=say(
            "policy.finding",
            language,
            rate=percent(record.credit.rate),
            least=percent(1 - high),
            most=percent(1 - low),
        ),
        standfirst=say(
            "policy.standfirst",
            language,
            cost=rough(record.credit.cost_to_2030, language),
            fair=_tenths(middle.fair, language),
            budget=_tenths(middle.budget, language),
        ),
        sections=(
            section_of(tables.cost(record), reader, scenes=draw_cost(record, language)),
            section_of(tables.bridge(record), reader),
            section_of(tables.bought(record), reader),
            section_of(tables.by_pair(record), reader),
            section_of(tables.incidence(record), reader, scenes=draw_incidence(record, language)),
            section_of(tables.gainers(record), reader),
            section_of(tables.static(record), reader),
            section_of(tables.guarantee(record), reader, scenes=draw_guarantee(record, language)),
            section_of(tables.sides(record), reader),
            section_of(tables.of_debt(record), reader),
            section_of(tables.who_pays(record), reader),
            section_of(tables.asked(record), reader),
            _weak(record, desk),
        ),
    )


def _weak(record: PolicyRecord, desk: PageContext) -> Section:
    """What the numbers leave out, and the priors that closed forms and the desk's runs read."""
    read = {s for names in BESIDE.values() for s in names}
    return section_of(
        table("policy_weak", ("parameter", "three", "source"), ()),
        desk.reader,
        bases=tuple(basis_of(p, desk) for p in record.priors if p.symbol in read),
        notes=record.notes,
    )


def draw_cost(record: PolicyRecord, language: str) -> dict[str, Scene]:
    """What the credit costs in each year."""
    paid = record.credit.cost[:TO_2030]
    return fans(paid, name="policy_cost", language=language, hue="debt")


def draw_incidence(record: PolicyRecord, language: str) -> dict[str, Scene]:
    """Who has the credit, by case."""
    names = tuple(say(f"policy_case.{k}", language) for k in tables.CASES)
    shown = Shares(
        title=say("policy_incidence", language),
        description=", ".join(names),
        periods=names,
        kinds=tables.PARTS,
        parts=tuple(
            tuple(max(v, 0.0) for v in (c.buyer, c.seller, c.deadweight)) for c in record.cases
        ),
    )
    return wide(lambda k, w: shares(shown, width=w, name=f"policy_incidence-{k}"))


def draw_guarantee(record: PolicyRecord, language: str) -> dict[str, Scene]:
    """Bars from what the budget books to fair value."""
    low, high = (percent(record.projects[n].volatility) for n in (0, -1))
    shown = Ranges(
        title=say("policy_guarantee", language),
        description=f"{low} – {high}",
        bars=tuple(_bar(c, language) for c in record.projects),
        tick=percent,
    )
    return wide(lambda k, w: ranges(shown, width=w, name=f"policy_guarantee-{k}"))


def _bar(case: GuaranteeCase, language: str) -> Range:
    return Range(
        value=say("policy.bar", language, volatility=percent(case.volatility)),
        note=say(
            "policy.bar_note",
            language,
            budget=_tenths(case.budget, language),
            fair=_tenths(case.fair, language),
        ),
        low=case.budget,
        high=case.fair,
        hue="debt",
    )


def _tenths(share: float, language: str) -> str:
    """A share to a tenth of a percent."""
    return told(Share(share, 1), language)
