"""Text of a file by what it is: plain text, HTML, PDF, Word, e-mail; and what in it is hidden."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from typing import Any

from caploop.core.errors import UsageError
from caploop.ingest.decoding import decoded, wide_of
from caploop.ingest.pdf import pdf_text

CHINESE = ("gb18030", "big5")
COMMON = "的一是在不了有人这這中大为為上个個国國年月日亿億元万萬美公司资資收本"
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", re.I)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden"
    r"|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?|white)\b",
    re.I,
)
"""Styles by which a page keeps text from its readers."""
_MARKS = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_HEADERS = re.compile(rb"[A-Za-z-]+: .*\r?\n[A-Za-z-]+: ")
MOST_BYTES = 50_000_000
"""Of a file; larger ones are refused before they are read."""
MOST_OF_A_PAGE = 10_000_000
"""Of a page in HTML, whose tree takes many times as much memory."""
NO_TEXT = "has no text, only pictures; have its text recognised first"


def text_of(name: str, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file's bytes, and what a reader should know of it: hidden text, odd signs.

    Raises UsageError for what is no text, is empty of it, or needs what is not installed.
    """
    if len(raw) > MOST_BYTES:
        raise UsageError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB; take a part of it")
    kind = _kind(name, raw)
    if kind not in READERS:
        raise UsageError(f"{name} is no document that is read here; save it as text or HTML")
    try:
        text, notes = READERS[kind](name, raw)
    except ModuleNotFoundError:
        raise UsageError(f"{name} needs pip install 'caploop[documents]' to be read") from None
    if not text.strip():
        raise UsageError(f"{name} {NO_TEXT if kind == 'pdf' else 'has no text'}")
    odd = sum(text.count(mark) for mark in _MARKS)
    return text, (*notes, *([f"{odd} invisible or direction-changing signs"] if odd else []))


def _kind(name: str, raw: bytes) -> str:
    """What a file is by its content, its name only where that does not tell."""
    head, ending = raw[:2048].lstrip(), name.lower().rpartition(".")[2]
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"PK"):
        return "docx" if ending == "docx" else "archive"
    if wide_of(raw) is not None:
        return "text"
    if ending == "eml" or (
        re.match(rb"(?:[A-Za-z-]+: .*\r?\n)+", head) and b"MIME-Version" in head
    ):
        return "mail"
    if b"\0" in raw[:4096]:
        return "binary"
    is_page = re.search(rb"<!doctype html|<html\b|<body\b", head, re.I) is not None
    return "html" if is_page or ending in {"html", "htm"} else "text"


def _plain(name: str, raw: bytes) -> tuple[str, list[str]]:
    text, notes = decoded(name, raw)
    return text, [*notes]


def _page(name: str, raw: bytes) -> tuple[str, list[str]]:
    """The main text of a page; what it hides from readers is left out and said."""
    if len(raw) > MOST_OF_A_PAGE:
        raise UsageError(f"{name} is a page of {len(raw) // 1_000_000} MB; save its text alone")
    html = _module("lxml.html")
    text, notes = decoded(name, raw)
    try:
        tree = html.fromstring(text)
    except (ValueError, _module("lxml.etree").ParserError):
        return "", []
    unseen = [one for one in tree.iter("*") if "hidden" in one.attrib or _is_unseen(one)]
    told = []
    for one in unseen:
        if one.getparent() is not None and one.getroottree().getroot() is tree:
            told.append(" ".join(one.text_content().split()))
            one.drop_tree()
    found = _module("trafilatura").extract(
        tree, include_comments=False, include_tables=True, favor_recall=True, deduplicate=True
    )
    hidden = [f"text hidden from readers was left out: {text[:60]!r}" for text in told if text]
    return found or "", [*notes, *hidden]


def _is_unseen(element: Any) -> bool:
    return _UNSEEN.search(element.get("style") or "") is not None


def _word(name: str, raw: bytes) -> tuple[str, list[str]]:
    """Paragraphs and rows of tables of a Word file, in their order; bounded when unpacked."""
    _refuse_bomb(name, raw)
    docx = _module("docx")
    try:
        document = docx.Document(BytesIO(raw))
    except (*_BROKEN, _module("lxml.etree").LxmlError, _opc_error()) as error:
        raise UsageError(f"{name} is no Word file: {error}; save it as .docx") from None
    lines = []
    for block in document.iter_inner_content():
        rows = getattr(block, "rows", None)
        if rows is None:
            lines.append(block.text)
        else:
            lines += ["\t".join(cell.text for cell in row.cells) for row in rows]
    return "\n".join(lines), []


_BROKEN = (KeyError, ValueError, OSError, AttributeError, TypeError, IndexError)
"""What a Word file with parts missing or wrong makes its reader stumble over."""


def _opc_error() -> type[Exception]:
    error: type[Exception] = _module("docx.opc.exceptions").OpcError
    return error


def _refuse_bomb(name: str, raw: bytes) -> None:
    zipfile = importlib.import_module("zipfile")
    try:
        size = sum(one.file_size for one in zipfile.ZipFile(BytesIO(raw)).infolist())
    except zipfile.BadZipFile:
        raise UsageError(f"{name} is a damaged archive; save it anew") from None
    if size > 4 * MOST_BYTES:
        raise UsageError(f"{name} unpacks to {size // 1_000_000} MB; take a part of it")


def _mail(name: str, raw: bytes) -> tuple[str, list[str]]:
    """Subject, day and body of an e-mail; its attachments are named and not read."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("plain", "html"))
    content = body.get_content() if body is not None else ""
    notes = [f"attachment not read: {one.get_filename()}" for one in mail.iter_attachments()]
    if body is not None and body.get_content_type() == "text/html":
        content, hidden = _page(name, content.encode())
        notes += hidden
    sent = mail["date"].datetime.date().isoformat() if mail["date"] else ""
    head = [str(mail["subject"] or ""), sent, "", content]
    return "\n".join(head), notes


def _module(name: str) -> Any:
    """What only some documents need, loaded when one comes."""
    return importlib.import_module(name)


READERS: Mapping[str, Callable[[str, bytes], tuple[str, list[str]]]] = {
    "text": _plain,
    "html": _page,
    "pdf": pdf_text,
    "docx": _word,
    "mail": _mail,
}
