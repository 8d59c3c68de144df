"""Turns the research folder's seed files into the evidence that comes with the program.

python tools/import_seed.py ../shared src/caploop/data: needed only when those files change. The
documents' text is read to check every range; none of it is written.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from caploop.core.fiscal import FiscalCalendar
from caploop.core.period import first_day, last_day, parse_period
from caploop.evidence.claim import Batch, Claim, Document
from caploop.evidence.measure import Vocabulary
from caploop.evidence.store import read_calendars, read_texts, read_vocabulary, write_folder
from tools.seed_links import all_links
from tools.seed_tables import (
    AGREEMENT_KEYS,
    DOCUMENTS,
    FACT_PARTIES,
    FACT_UNITS,
    KNOWN_BY,
    NATURE_STATUS,
    PLAN_VINTAGES,
    SEED_MEASURES,
    WITHDRAWN,
)

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Everything the import reads."""

    claims: list[Row]
    facts: list[Row]
    agreements: list[Row]
    texts: dict[str, str]
    firmness: dict[tuple[str, str], Row]
    vocabulary: Vocabulary
    calendars: dict[str, FiscalCalendar]


def read_sources(shared: Path, data: Path) -> Sources:
    """All inputs, as they are."""
    lines = (shared / "data/seed-claims.jsonl").read_text("utf-8").splitlines()
    words = _csv(data / "vocabulary/firmness_words.csv")
    return Sources(
        claims=[json.loads(line, parse_float=Decimal) for line in lines],
        facts=_csv(shared / "data/facts.csv"),
        agreements=_csv(shared / "data/agreements.csv"),
        texts=read_texts(shared / "documents"),
        firmness={(w["source"], w["word"]): w for w in words},
        vocabulary=read_vocabulary(data / "vocabulary"),
        calendars=read_calendars(data / "fiscal_calendars.toml"),
    )


def _csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def article_claims(sources: Sources) -> list[Claim]:
    """The claims of the five articles."""
    homes = _homes(sources.agreements)
    return [_article_claim(row, sources, homes) for row in sources.claims]


def _article_claim(row: Row, sources: Sources, homes: dict[str, list[Row]]) -> Claim:
    document = DOCUMENTS[row["doc"]]
    text = sources.texts[document.sha256 or ""]
    quote = text[row["start"] : row["end"]]
    if quote != row["quote"] or (
        row["num"] and text[row["num_start"] : row["num_end"]] != row["num"]
    ):
        raise SystemExit(f"{row['id']}: quote or figure is not at its range")
    word = sources.vocabulary.words[("claims", row["measure"])]
    return Claim(
        id=row["id"],
        document=document.id,
        kind=row["kind"],
        party=row["party"],
        counterparty=row["counterparty"],
        measure=word.measure,
        qualifier=word.qualifier,
        polarity=row["polarity"],
        **_standing(row, sources.firmness[("claims", row["firmness"])]),
        **_amount(row),
        **_dates(row, document, sources),
        known_at=document.known_at,
        speaker=row["speaker"],
        origin=_article_origin(row["speaker"], document),
        agreement=_home(row, homes),
        plan_vintage=PLAN_VINTAGES.get(row["id"], PLAN_VINTAGES.get(row["agreement"])),
        scenario=row["firmness"].removeprefix("model_") if "model_" in row["firmness"] else None,
        condition=row.get("conditional_on"),
        question=row.get("modality") == "question",
        quote_start=row["start"],
        quote_end=row["end"],
        quote_sha256=sha256(quote.encode()).hexdigest(),
        start=row["num_start"],
        end=row["num_end"],
        figure=row["num"],
        verified=True,
        measure_word=row["measure"],
        firmness_word=row["firmness"],
        note=row["note"],
    )


def _standing(row: Row, word: Row) -> Row:
    nature = row["nature"]
    if word["nature"] and nature == "commentary":
        nature = word["nature"]
    return {
        "nature": nature,
        "status": NATURE_STATUS[row["nature"]],
        "firmness": word["firmness"],
        "state": word["state"],
    }


def _amount(row: Row) -> Row:
    values = {k: _decimal(row[k]) for k in ("value_low", "value", "value_high")}
    step = _step(row["num"], row["value"]) if row["num"] else None
    return {
        **values,
        "bound": row["cmp"],
        "unit": row["unit"],
        "currency": row["currency"],
        "step": step,
    }


def _decimal(value: object) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def _step(figure: str, value: object) -> Decimal | None:
    """One unit of the last printed digit: the value over the digits as a whole number."""
    digits = re.search(r"\d[\d,]*(\.\d+)?", figure)
    if digits is None or value is None:
        return None
    number = Decimal(digits.group().replace(",", ""))
    if number == 0:
        return None
    scale = abs(Decimal(str(value))) / number
    return _plain(scale.scaleb(int(number.as_tuple().exponent)))


def _dates(row: Row, document: Document, sources: Sources) -> Row:
    stated = _stated_on(row["as_of"], document.known_at)
    dates: Row = {"label": row["period"], "as_of": stated, "as_of_precision": _grain(row["as_of"])}
    if row["period"]:
        calendar = sources.calendars.get(row["party"])
        when = stated or document.known_at
        period = parse_period(row["period"], stated_on=when, calendar=calendar)
        dates |= {"period_start": period.start, "period_end": period.end}
    return dates


def _stated_on(text: str | None, known_at: date) -> date | None:
    if not text:
        return None
    last = last_day(text)
    return min(last, known_at) if first_day(text) <= known_at else last


def _grain(text: str | None) -> str | None:
    return {4: "year", 7: "month", 10: "day"}[len(text)] if text else None


def _article_origin(speaker: str, document: Document) -> str:
    own = document.origin or document.publisher
    if speaker in {"article", "caption"}:
        return own
    if ":" in speaker:
        return speaker.split(":", maxsplit=1)[0]
    if speaker.startswith("unnamed") or speaker in {"analysts", "industry_sources"}:
        return f"{own}:unnamed"
    return re.sub(r"_(ceo|cfo)$", "", speaker.split(";", maxsplit=1)[0])


def _homes(agreements: list[Row]) -> dict[str, list[Row]]:
    homes: dict[str, list[Row]] = {}
    for row in agreements:
        for name in row["claims"].split(";"):
            homes.setdefault(name.strip(), []).append(row)
    return homes


def _home(row: Row, homes: dict[str, list[Row]]) -> str | None:
    found = {home["agreement_id"] for home in homes.get(row["id"], [])}
    if len(found) == 1:
        return str(found.pop())
    key: str | None = row["agreement"]
    return AGREEMENT_KEYS.get(key, key) if key else None


def fact_claims(sources: Sources) -> tuple[list[Document], list[Claim]]:
    """The facts as claims of documents that have an address but no kept text."""
    homes = _homes(sources.agreements)
    documents: dict[str, Document] = {}
    claims = []
    for row in sources.facts:
        document = _fact_document(row)
        documents.setdefault(document.id, document)
        claims.append(_fact_claim(row, sources, (document, homes)))
    own = [d for d in documents.values() if d.id not in {a.id for a in DOCUMENTS.values()}]
    return own, claims


def _fact_document(row: Row) -> Document:
    if row["url"].startswith("seed:"):
        return DOCUMENTS[row["url"].removeprefix("seed:")]
    name = sha256(f"{row['url']} {row['published']}".encode()).hexdigest()[:16]
    return Document(
        id=f"web-{name}",
        publisher=row["publisher"],
        title=row["source_title"],
        published=row["published"],
        known_at=last_day(row["published"]),
        known_at_precision=_grain(row["published"]),  # type: ignore[arg-type]
        address=row["url"],
        origin=_fact_origin(row["publisher"]),
    )


def _fact_origin(publisher: str) -> str:
    """The first source: what stands after "orig.", else before "via", else the publisher."""
    first = re.search(r"\(orig\. ([^;,)]+)", publisher)
    name = first.group(1) if first else publisher.split(" via ", maxsplit=1)[0]
    name = re.sub(r" mirror.*| \(.*", "", name)
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _fact_claim(
    row: Row, sources: Sources, context: tuple[Document, dict[str, list[Row]]]
) -> Claim:
    document, homes = context
    home = _fact_home(row, homes.get(row["id"], []))
    measure, qualifier = _fact_measure(row, sources.vocabulary, home)
    party, segment = FACT_PARTIES.get(row["party"], (_slug(row["party"]), None))
    return Claim(
        id=row["id"],
        document=document.id,
        kind="quantitative",
        party=party,
        counterparty=FACT_PARTIES.get(row["counterparty"], (_slug(row["counterparty"]), None))[0]
        or None,
        measure=measure,
        qualifier=qualifier or segment,
        **_fact_standing(row, home, sources),
        **_fact_amount(row),
        label=_fact_label(row),
        period_start=first_day(row["period_start"]) if row["period_start"] else None,
        period_end=last_day(row["period_end"]) if row["period_end"] else None,
        as_of=_stated_on(row["as_of"], document.known_at),
        as_of_precision=_grain(row["as_of"]),  # type: ignore[arg-type]
        known_at=document.known_at,
        speaker=party if row["firmness"] in {"executed", "definitive"} else document.publisher,
        origin=document.origin or document.publisher,
        agreement=home["agreement_id"] if home else None,
        plan_vintage=PLAN_VINTAGES.get(row["id"]),
        measure_word=row["kind"],
        firmness_word=row["firmness"],
        note=row["note"] or None,
    )


def _fact_home(row: Row, homes: list[Row]) -> Row | None:
    named = re.match(r"agreement ([^;]+)", row["note"])
    for home in homes:
        path = f"{home['agreement_id']}/{home['leg']}/{home['tranche']}"
        if named and named.group(1).strip() == path:
            return home
    return max(homes, key=lambda home: _fits(home, row)) if homes else None


def _fits(home: Row, row: Row) -> tuple[bool, bool]:
    """Whether the tranche is between the fact's parties, or the whole round the fact is about."""
    parties = (_slug(home["payer"]), _slug(home["payee"]))
    named = tuple(
        FACT_PARTIES.get(row[side], (_slug(row[side]), None))[0]
        for side in ("party", "counterparty")
    )
    whole = home["leg"] == "aggregate" and not row["counterparty"] and parties[1] == named[0]
    return whole, parties == named


def _fact_measure(row: Row, words: Vocabulary, home: Row | None) -> tuple[str, str | None]:
    word = words.words[("facts", row["kind"])]
    measure, qualifier = SEED_MEASURES.get(row["id"], (word.measure, word.qualifier))
    if home and words.measures[measure].identity == "agreement":
        qualifier = qualifier or _tranche(home)
    return measure, qualifier


def _tranche(home: Row) -> str | None:
    """The part of an agreement a row is about; vintages of one part share its name."""
    part = re.sub(r"-?v\d{4}.*", "", home["tranche"])
    part = "" if part in {"all", "contract", "total"} else part
    if home["leg"] == "aggregate" or home["leg"].endswith("-breakdown"):
        kind = "aggregate" if home["leg"] == "aggregate" else "breakdown"
        return f"{kind}/{part}" if part else kind
    return part or None


def _fact_standing(row: Row, home: Row | None, sources: Sources) -> Row:
    word = sources.firmness[("facts", row["firmness"])]
    firmness = home["firmness"] if home else word["firmness"]
    if row["nature"] == "rumour" and not home:
        firmness = "rumoured"
    state = WITHDRAWN.get(row["id"], word["state"])
    return {
        "nature": row["nature"],
        "status": NATURE_STATUS[row["nature"]],
        "firmness": firmness,
        "state": state,
    }


def _fact_amount(row: Row) -> Row:
    unit, scale = FACT_UNITS[(row["unit"], row["currency"], row["kind"] == "capex_per_gw")]
    unit = "user" if row["kind"] == "users" else unit
    low, value, high = (_scaled(row[k], scale) for k in ("value_low", "value", "value_high"))
    printed = Decimal(row["value"])
    return {
        "value_low": low,
        "value": value,
        "value_high": high,
        "bound": _fact_bound(low, value, high),
        "unit": unit,
        "currency": row["currency"] or None,
        "step": _plain(scale.scaleb(int(printed.as_tuple().exponent))),
    }


def _scaled(text: str, scale: Decimal) -> Decimal | None:
    if not text:
        return None
    return _plain(Decimal(text) * scale)


def _plain(number: Decimal) -> Decimal:
    """The number without an exponent, so that files show it as people write it."""
    whole = number == number.to_integral()
    return number.quantize(Decimal(1)) if whole else number.normalize()


def _fact_bound(low: Decimal | None, value: Decimal | None, high: Decimal | None) -> str:
    if low is not None and high is not None:
        return "<=" if low == 0 and high == value else "range"
    if low is not None:
        return ">=" if low == value else "range"
    if high is not None:
        return "<=" if high == value else "range"
    return "="


def _fact_label(row: Row) -> str | None:
    ends = (row["period_start"], row["period_end"])
    return f"{ends[0]}..{ends[1]}" if any(ends) else None


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def main(shared: Path, data: Path) -> None:
    """Writes documents, claims of articles and facts, and their links."""
    sources = read_sources(shared, data)
    articles = article_claims(sources)
    documents, facts = fact_claims(sources)
    links = all_links(sources.claims, sources.agreements, (articles, facts))
    batch = Batch(
        documents=(*DOCUMENTS.values(), *documents),
        claims=(*articles, *facts),
        links=tuple(links),
    )
    write_folder(batch, data / "evidence")
    print(f"{len(batch.documents)} documents, {len(batch.claims)} claims, {len(links)} links")
    print(f"known by {KNOWN_BY}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
