"""The second half of the chapter on public support: who bears it, OpenAI's debt, requests."""

from __future__ import annotations

from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.run import basis_of
from caploop.report.chapters.section import Section, percent, rough, section, signed
from caploop.report.text.words import named, say
from caploop.study.policy.answer import BESIDE
from caploop.study.policy.record import PolicyRecord, PolicyRequest

FRACTION = " fraction"


def sides(record: PolicyRecord, language: str) -> Section:
    """Expected public loss against what the public and owners gain, shares of the debt."""
    stake = next(p.central for p in record.priors if p.symbol == "eq_gov")
    return section(
        "policy_side",
        language,
        columns=(
            *("policy_sigma", "policy_public_loss", "policy_more", "policy_fails_more"),
            *("policy_public_gain", "policy_private_gain"),
        ),
        rows=tuple(
            (
                percent(c.volatility),
                *(f"{v:.1%}" for v in (c.public_loss, c.extra_fair, c.extra_fails)),
                *(f"{v:.1%}" for v in (c.public_gain, c.private_gain)),
            )
            for c in record.projects
        ),
        values={"cover": percent(record.guarantee.cover), "stake": f"{stake:.1%}"},
    )


def of_debt(record: PolicyRecord, language: str) -> Section:
    """What a guarantee of OpenAI's debt costs and saves in the run."""
    found = record.guarantee
    sums = {
        "called": found.called,
        "fees": found.fees,
        "budget": found.budget,
        "saved": found.interest_saved,
    }
    chances = {"without": found.bankrupt_without, "with": found.bankrupt_with}
    change = found.bankrupt_with - found.bankrupt_without
    return section(
        "policy_debt",
        language,
        columns=("policy_what", "value"),
        rows=(
            *((say(f"policy_what.{k}", language), rough(v, language)) for k, v in sums.items()),
            *((say(f"policy_what.{k}", language), percent(v)) for k, v in chances.items()),
            (
                say("policy_what.change", language),
                signed(change) if found.differs else say("run.no_difference", language),
            ),
        ),
        values={"cover": percent(found.cover), "draws": f"{record.draws:,}"},
    )


def asked(record: PolicyRecord, language: str) -> Section:
    """What was asked of the government, dated, with the claims it rests on."""
    return section(
        "policy_asked",
        language,
        columns=("known", "policy_agreement", "policy_state", "policy_amount", "behind"),
        rows=tuple(_request(a, language) for a in record.asked),
    )


def weak(record: PolicyRecord, desk: PageContext) -> Section:
    """What the numbers leave out, and the priors that closed forms and the desk's runs read."""
    read = {s for names in BESIDE.values() for s in names}
    return section(
        "policy_weak",
        desk.language,
        columns=("parameter", "three", "source"),
        rows=(),
        bases=tuple(basis_of(p, desk) for p in record.priors if p.symbol in read),
        notes=record.notes,
    )


def _request(found: PolicyRequest, language: str) -> tuple[str, ...]:
    amount = say("policy.none", language) if found.amount == "none named" else found.amount
    if amount.endswith(FRACTION):
        amount = percent(float(amount.removesuffix(FRACTION)))
    return (
        found.known_at.isoformat(),
        named("request", found.agreement.partition("/")[0], language),
        named("state", found.state, language),
        amount,
        " ".join(found.claims),
    )
