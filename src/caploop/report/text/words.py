"""The words of the page and of the terminal: texts in English and Chinese, under one name.

They stand in this folder, one file a question: `[runway.finding]` has the finding of `runway`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal, TypeAlias, get_args

import msgspec

from caploop.core.cache import cache_folder, keep_bytes, kept_bytes, stamp
from caploop.core.message import Message, Value

Language = Literal["en", "zh"]
LANGUAGES: tuple[str, ...] = get_args(Language)
KINDS = frozenset(
    {
        *("firmness", "measure", "nature", "party", "register_base", "role", "state", "status"),
        "stress_set",
        "whatif_lever",
    }
)
"""Words of the data that a gap can name: `{one:measure}`."""
YI = "亿"
MOST = 20_000_000
"""Bytes of texts that are kept as they were read."""
Word: TypeAlias = Callable[[str, str, str], str]


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Every text by name, then by language; raises ValueError for a name that two files have.

    Kept as one file once they were read, as reading them takes longer than most answers.
    """
    folder = Path(__file__).parent
    path = cache_folder() / "texts" / f"{stamp(folder)}.json"
    held = kept_bytes(path)
    if held is not None:
        return msgspec.json.decode(held, type=dict[str, dict[str, str]])
    found = _read(folder)
    keep_bytes(path, msgspec.json.encode(found), most=MOST)
    return found


def _read(folder: Path) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted(folder.glob("*.toml")):
        for name, pair in _named(tomllib.loads(file.read_text(encoding="utf-8"))):
            if name in found:
                raise ValueError(f"{file.name}: {name} is a text of another file too")
            found[name] = pair
    return found


def _named(node: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if isinstance(node.get("en"), str):
        yield ".".join(path), {language: node[language] for language in LANGUAGES}
    for key, below in node.items():
        if isinstance(below, dict):
            yield from _named(below, (*path, key))


def is_text(name: str) -> bool:
    """Whether a text is called so."""
    return name in texts()


def say(name: str, language: str, **values: object) -> str:
    """The text called `name` in a language, its gaps filled.

    >>> say("firmness.in_talks", "zh")
    '洽谈中'
    """
    text = texts()[name][language]
    return text.format(**values) if values else text


def plain(text: str) -> str:
    """A heading without the marks that say where it may be broken."""
    return text.replace("\u200b", "")


def named(kind: str, name: str | None, language: str) -> str:
    """A word of the data in the reader's language; as it stands where the table lacks it."""
    key = f"{kind}.{name}"
    if is_text(key):
        return say(key, language)
    plain = (name or "").replace("_", " ")
    return plain.title() if kind == "party" and plain.islower() else plain


def source_text(source: str, language: str) -> str:
    """What a parameter rests on, in a reader's words where the book has a short name for it."""
    key = f"source.{source}"
    return say(key, language) if is_text(key) else source


@cache
def _messages() -> Mapping[str, str]:
    """Names of texts by the code of the message they are the words of."""
    found: dict[str, str] = {}
    for name in texts():
        kind, _, code = name.rpartition(".")
        if kind in {"reason", "note"} or kind.endswith(".headline"):
            if code in found:
                raise ValueError(f"{name}: {found[code]} is the text of that code too")
            found[code] = name
    return found


def message_text(message: Message, language: str, *, word: Word = named) -> str:
    """A message in a language, by `[reason.CODE]`, `[note.CODE]` or `[<question>.headline.CODE]`.

    `word` gives the words of the data: it takes their kind, a name and the language. Raises
    KeyError for a code without words.

    >>> message_text(Message("different-measures", {"one": "arr", "other": "revenue"}), "zh")
    '指标不同：年化收入与收入'
    """
    return _Gaps(language, word).format(say(_messages()[message.code], language), **message.values)


def terminal_text(message: Message | None) -> str:
    """A message as the terminal has it: in English, names as they are in the data; "" for none."""
    return "" if message is None else message_text(message, "en", word=lambda _, name, __: name)


class _Gaps(Formatter):
    """Fills gaps: a form of numbers, a kind of words, `and` or `;` between parts of a list.

    A form that ends in 亿 takes billions: `{money:.0f亿}`; `spaced` has blanks for underscores.
    """

    def __init__(self, language: str, word: Word) -> None:
        self.language, self.word = language, word

    def format_field(self, value: Value, format_spec: str) -> str:
        if isinstance(value, Message):
            return message_text(value, self.language, word=self.word)
        if isinstance(value, tuple):
            form = format_spec.removesuffix(";").removesuffix("and").strip()
            parts = [self.format_field(v, form) for v in value]
            return self._listed(parts, format_spec.removeprefix(form).strip())
        if isinstance(value, str):
            return self._name(value, format_spec)
        if value is None:
            return ""
        if format_spec.endswith(YI):
            form = format_spec.removesuffix(YI)
            sign = "+" if form.startswith("+") else ""
            return format(value * 10, f"{sign},{form.removeprefix(sign)}") + YI
        return format(value, format_spec)

    def _name(self, name: str, form: str) -> str:
        if form in KINDS:
            return self.word(form, name, self.language)
        return name.replace("_", " ") if form == "spaced" else name

    def _listed(self, parts: list[str], form: str) -> str:
        chinese = self.language == "zh"
        comma, last = ("、", "和") if chinese else (", ", " and ")
        if form == ";":
            return ("；" if chinese else "; ").join(parts)
        if form != "and" or len(parts) < 2:
            return comma.join(parts)
        return last.join((comma.join(parts[:-1]), parts[-1]))
