"""What must not be shown: passwords in addresses of databases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

HIDDEN = "***"
_IN_ADDRESS = re.compile(r"([A-Za-z][\w+.-]*:(?://)?[^\s:/@'\"]*):([^\s'\"]+)@")
_NAMED = re.compile(
    r"""(?i)(\w*(?:password|passwd|pwd|passphrase))(\s*[=:]\s*)('[^']*'|[^\s&;,'")]+)"""
)
_WHOLE = re.compile(r"(?s)\A((?:[A-Za-z][\w+.-]*:(?://)?)?[^\s:/@]*):(.+)@[^@]*\Z")
"""An address and nothing else, as it may be written wrong: without a scheme, or with blanks."""

SHORTEST = 4
"""Letters of a password that is looked for wherever it stands; a shorter one is in any word."""


def without_passwords(text: str, *, secrets: Iterable[str] = ()) -> str:
    """The text with every password of an address, or named as one, and all `secrets` hidden.

    >>> without_passwords("no database at postgresql+psycopg://me:open@host/x")
    'no database at postgresql+psycopg://me:***@host/x'
    """
    for secret in sorted(set(secrets), key=len, reverse=True):
        if len(secret) >= SHORTEST:
            text = text.replace(secret, HIDDEN)
    text = _IN_ADDRESS.sub(rf"\1:{HIDDEN}@", text)
    return _NAMED.sub(rf"\1\2{HIDDEN}", text)


def passwords_of(addresses: Iterable[str]) -> tuple[str, ...]:
    """The passwords in addresses, as written and as they are sent."""
    found: list[str] = []
    for address in addresses:
        whole = filter(None, [_WHOLE.match(address)])
        for match in (*_IN_ADDRESS.finditer(address), *_NAMED.finditer(address), *whole):
            secret = match[match.re.groups]
            found += [secret, unquote(secret)]
    return tuple(dict.fromkeys(found))
