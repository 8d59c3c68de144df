"""What a headline may say: its numbers stand below it, in an open table, list of figures or chart.

`faults` takes a whole page and the id of a chapter, so that any chapter can be put to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

MOST_WORDS = 14
MOST_NUMBERS = 2
MOST_CHINESE = 34
_VOID = {"meta", "link", "input", "br", "wbr", "img"}
_UNITS = "trn|bn|m|%|×| GW| MW|万亿美元|亿美元|万美元|美元|万亿|亿|万"
_NUMBER = re.compile(rf"[−-]?[$€]?\d[\d,]*(?:\.\d+)?(?:Q\d)?(?:{_UNITS})?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:Q[1-4])?")
_MONTH = re.compile(r"(?<=\d年)\d{1,2}(?=月)")
_RANGE = re.compile(rf"({_NUMBER.pattern}) ?[–-] ?({_NUMBER.pattern})")
_INLINE = re.compile(rf"({_NUMBER.pattern}) \({_RANGE.pattern}\)")
_SPAN = re.compile(rf"(?:{_NUMBER.pattern})(?: ?[–-] ?| to |至)(?:{_NUMBER.pattern})")
_BRACKETED = re.compile(rf"[(（]{_SPAN.pattern}[)）]")
_SAMPLE = re.compile(r"\d[\d,]*(?= simulations)|模拟 ?\d[\d,]* ?次|\d[\d,]*(?=次模拟)")
_SIZES = {"trn": 1e12, "bn": 1e9, "m": 1e6, "万亿": 1e12, "亿": 1e8, "万": 1e4}


@dataclass
class Chapter:
    """A chapter's headline and standfirst, and what stands open below: texts, rows of cells."""

    headline: str = ""
    standfirst: str = ""
    texts: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads one page of the report."""

    def __init__(self, page: str, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.found = Chapter()
        self.path: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        self.path.append((tag, dict(attrs)))
        if not self._shown():
            return
        if tag == "tr":
            self.found.rows.append([])
        elif tag in {"td", "th"} and self.found.rows:
            self.found.rows[-1].append("")
            self.found.texts.append("")
        elif tag in {"text", "li"}:
            self.found.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._inside():
            return
        tags = [tag for tag, _ in self.path]
        classes = " ".join(str(a.get("class") or "") for _, a in self.path).split()
        if "finding" in classes:
            self.found.headline += data
        elif "standfirst" in classes:
            self.found.standfirst += data
        elif self._shown() and self.found.texts and self._figure(tags, classes):
            self.found.texts[-1] += data
            if {"td", "th"} & set(tags) and self.found.rows and self.found.rows[-1]:
                self.found.rows[-1][-1] += data

    def _figure(self, tags: list[str], classes: list[str]) -> bool:
        return bool({"td", "th", "text"} & set(tags)) or "numbers" in classes

    def _inside(self) -> bool:
        return any(t == "article" and a.get("id") == self.wanted for t, a in self.path)

    def _shown(self) -> bool:
        folded = any(t == "details" and "open" not in a for t, a in self.path)
        return self._inside() and not folded


def chapter_of(page: str, wanted: str) -> Chapter:
    """The page with that id."""
    return _Reader(page, wanted).found


def numbers_in(text: str) -> list[str]:
    """Every number of a text with its unit; years and quarters say when, not how much, and the
    number of simulations says how well: both are left out."""
    plain = _SAMPLE.sub("", _MONTH.sub("", text.replace("\u200b", "")))
    found = [m.group().rstrip(",.") for m in _NUMBER.finditer(plain)]
    return [n for n in found if not _YEAR.fullmatch(n)]


def counted(text: str) -> int:
    """How many numbers a headline gives: a range is one, an interval in brackets none."""
    plain = _BRACKETED.sub("", text.replace("\u200b", ""))
    ranges = len(_SPAN.findall(plain))
    return len(numbers_in(plain)) - ranges


def _stands(number: str, shown: set[str]) -> bool:
    """Whether a number is shown; in Chinese the lower end of a range leaves the currency out."""
    return number in shown or f"{number}美元" in shown


def faults(page: str, wanted: str, *, language: str) -> list[str]:
    """What is wrong with a page's headline and standfirst; empty where nothing is."""
    chapter = chapter_of(page, wanted)
    shown = {n for text in chapter.texts for n in numbers_in(text)}
    said = [("headline", n) for n in numbers_in(chapter.headline)]
    said += [("standfirst", n) for n in numbers_in(chapter.standfirst)]
    wrong = [
        f"{where}: {n} stands in no open table or chart"
        for where, n in said
        if not _stands(n, shown)
    ]
    wrong += [w for _, n in said for w in _outside(n, chapter)]
    if not chapter.headline:
        wrong.append("there is no headline")
    if counted(chapter.headline) > MOST_NUMBERS:
        wrong.append(f"more than {MOST_NUMBERS} numbers: {chapter.headline}")
    if _length(chapter.headline, language) > (MOST_CHINESE if language == "zh" else MOST_WORDS):
        wrong.append(f"too long: {chapter.headline}")
    return wrong


def _length(headline: str, language: str) -> float:
    """Words of English; of Chinese its characters, a Latin one or a digit as half."""
    if language != "zh":
        return len(headline.split())
    return sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in headline.replace("\u200b", ""))


def _outside(number: str, chapter: Chapter) -> list[str]:
    """Where an interval is stated for a number, right after it, and it lies outside."""
    pairs = [m.groups()[1:] for t in chapter.texts for m in _INLINE.finditer(t) if m[1] == number]
    for row in chapter.rows:
        for cell, beside in pairwise(row):
            found = _RANGE.fullmatch(beside.strip())
            if cell.strip() == number and found:
                pairs.append(found.groups())
    value = _value(number)
    return [
        f"{number} lies outside {low} – {high}"
        for low, high in pairs
        if not _value(low) <= value <= _value(high)
    ]


def _value(text: str) -> float:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    size = next((s for word, s in _SIZES.items() if word in text), 1.0)
    sign = -1 if text[:1] in "−-" else 1
    return sign * float(found.group().replace(",", "")) * size if found else 0.0
