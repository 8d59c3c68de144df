"""Writes docs/reference from the code: python -m tools.reference docs/reference."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from caploop.cli.main import main as command_line
from caploop.consistency.identity import Identity, system_from_rows
from caploop.evidence.check_result import Verdict
from caploop.evidence.claim import Batch, Claim, Firmness, LinkKind, Nature, State, Status
from caploop.evidence.crosscheck import VERDICTS, WORDS
from caploop.evidence.flag import FlagKind
from caploop.evidence.store import read_identities, read_vocabulary
from caploop.report.questions import QUESTIONS
from caploop.study.claims.record import ClaimsRecord
from caploop.study.register.statement import DatedStatement, JudgedBase, OtherSide
from caploop.study.shared.open import BookCheck, Shown
from tools.method import method_page

LEFT_OUT = {
    "Versions": ("files", "vintage", "opened", "first_quarter"),
    "SimulatedLoop": ("files",),
    **{
        kind.__name__: tuple(f.name for f in msgspec.structs.fields(kind) if not f.required)
        for kind in (DatedStatement, JudgedBase, OtherSide)
    },
}
"""Fields that a record is written without where they say nothing."""


def pages() -> Mapping[str, str]:
    """Every generated file by its name."""
    return {
        "claims.schema.json": _schema(ClaimsRecord, "What `caploop claims --json` prints"),
        "book-check.schema.json": _schema(BookCheck, "What `caploop book check --json` prints"),
        "book-show.schema.json": _schema(Shown, "What `caploop book show ID --json` prints"),
        **{
            f"{name}.schema.json": _schema(
                question.answer().record, f"What `caploop {name} --json` prints"
            )
            for name, question in QUESTIONS.items()
        },
        "evidence.schema.json": _schema(Batch, "Records of an evidence folder", files=True),
        "measures.md": _measures(),
        "crosschecks.md": _crosschecks(),
        "identities.md": _identities(),
        "ladders.md": _ladders(),
        "commands.md": _commands(),
        "method.md": method_page(),
    }


def _schema(kind: type[msgspec.Struct], title: str, *, files: bool = False) -> str:
    schema = msgspec.json.schema(kind)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}
    for name, definition in schema["$defs"].items():
        properties = definition.get("properties", {})
        for field in properties:
            properties[field] = _as_number(properties[field])
        if not files and properties:
            left = LEFT_OUT.get(name, ())
            definition["required"] = [field for field in properties if field not in left]
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _as_number(node: Any) -> Any:
    """Decimals are written as numbers, digit by digit."""
    if isinstance(node, dict):
        if node.get("format") == "decimal":
            return {"type": "number"}
        return {key: _as_number(value) for key, value in node.items()}
    return [_as_number(value) for value in node] if isinstance(node, list) else node


def _measures() -> str:
    words = read_vocabulary()
    rows = [
        (m.id, m.dimension, m.extent, m.identity, m.family or "", m.reading or "", m.definition)
        for m in words.measures.values()
    ]
    head = ("measure", "dimension", "extent", "identity", "family", "reading", "definition")
    said = [(w.source, f"`{w.word}`", w.measure, w.qualifier or "") for w in words.words.values()]
    return (
        "# Measures\n\nWhat claims are about. `identity` says what makes two claims speak of the "
        "same thing beside party,\ncounterparty and qualifier: their period, month, day or "
        f"agreement.\n\n{_table(head, rows)}\n## Words of the sources\n\n"
        f"{_table(('source', 'word', 'measure', 'qualifier'), said)}"
    )


def _crosschecks() -> str:
    verdicts = [(f"`{name}`", _first_line(word)) for name, word in VERDICTS.items()]
    helpers = [(f"`{n}`", _first_line(w)) for n, w in WORDS.items() if n not in VERDICTS]
    outcomes = ", ".join(f"`{v}`" for v in get_args(Verdict))
    return (
        "# Cross-checks\n\nA check is one expression over claims: `c('004-47')` is the figure of a "
        "claim with its rounding as an\ninterval, arithmetic is + - * /, and the outermost word "
        f"says what is compared. Verdicts: {outcomes}.\n\n"
        f"{_table(('word', 'what it says'), verdicts)}\n"
        f"Inside an expression:\n\n{_table(('word', 'what it gives'), helpers)}"
    )


def _identities() -> str:
    system = system_from_rows(read_identities())
    terms = [
        (f"`{t.id}`", t.name_en, t.unit, ", ".join(f"{v}: `{s}`" for v, s in t.parameters.items()))
        for t in system.terms.values()
    ]
    joined = [(f"`{i.id}`", i.name_en, formula(i), i.until or "") for i in system.identities]
    return (
        "# Terms and identities\n\nWhat `caploop plan` tests figures with; `--figure` takes the "
        "names of terms.\n\n"
        f"{_table(('identity', 'what it says', 'formula', 'until public'), joined)}\n"
        f"{_table(('term', 'what it is', 'unit', 'row where nobody states it'), terms)}"
    )


def formula(identity: Identity) -> str:
    """The identity solved for its first term, as it is written on paper."""
    first, *rest = identity.terms.items()
    if identity.kind == "product":
        constant = [] if identity.constant == 1 else [f"{identity.constant:g}"]
        return f"{first[0]} = {' x '.join([*constant, *(name for name, _ in rest)])}"
    signs = [("+" if -a / first[1] > 0 else "-", name) for name, a in rest]
    said = " ".join(f"{sign} {name}" for sign, name in signs).removeprefix("+ ")
    return f"{first[0]} = {said}"


def _first_line(word: Callable[..., Any]) -> str:
    return (inspect.getdoc(word) or "").split("\n", maxsplit=1)[0]


def _ladders() -> str:
    lists: tuple[tuple[str, Any], ...] = (
        ("Firmness, weakest first", Firmness),
        ("State", State),
        ("Nature", Nature),
        ("Status", Status),
        ("Links", LinkKind),
        ("Flags", FlagKind),
    )
    parts = [
        f"## {title}\n\n{', '.join(f'`{w}`' for w in get_args(kind))}\n" for title, kind in lists
    ]
    fields = "\n".join(f"- `{name}`" for name in Claim.__struct_fields__)
    doc = inspect.getdoc(Claim) or ""
    return "# Ladders and fields\n\n" + "\n".join(parts) + f"\n## A claim\n\n{doc}\n\n{fields}\n"


def _commands() -> str:
    parts = ["# Commands\n"]
    for name, command in [("", command_line), *sorted(command_line.commands.items())]:
        context = click.Context(command, info_name=f"caploop {name}".strip(), max_content_width=96)
        parts.append(
            f"## caploop {name}".rstrip() + f"\n\n```text\n{command.get_help(context)}\n```\n"
        )
    return "\n".join(parts)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Writes every page into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
