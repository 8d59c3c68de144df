"""Who may leave an agreement, when and with what notice, and what cannot be cancelled of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from caploop.book.agreement import Agreement, Tranche
from caploop.book.commitment import promised_usd, to_come
from caploop.book.execute import in_force

_NOTICE = re.compile(r"notice (\d+) days|(\d+) days' notice")
_FROM = re.compile(r"\b(from|after) (\d{4})-(\d{2})(?:-(\d{2}))?")
_FIRM = ("cannot be cancelled", "unconditional", "take or pay")
_MOSTLY = "mostly cannot be cancelled"
_SIDES = {"either side": "either", "side not stated": "not stated"}
_LEAVES = re.compile(r"can be cancelled|may (end|leave|be ended)|ended the contract|force majeure")


class ExitRight(Struct, frozen=True, kw_only=True):
    """A tranche that one can leave or cannot: its headline, and what of it is still to come.

    `side` is "either", "not stated", "named" where `exit_terms` name who, "none" where it cannot be
    cancelled, or "not told" where most of it cannot.
    `firm_usd` is the least that is owed from the day on if notice is given as soon as it can be;
    absent where the paper does not tell it. All in US dollars.
    """

    tranche: str
    payer: str
    payee: str
    side: str
    notice_days: int | None
    since: date | None
    headline_usd: Decimal
    to_come_usd: Decimal
    firm_usd: Decimal | None
    exit_terms: str


def exits(agreements: Iterable[Agreement], *, as_of: date) -> tuple[ExitRight, ...]:
    """Tranches of money in force whose paper says who may leave or that nobody may, the largest
    first; words that say neither are left out."""
    live = (t for a in agreements for t in a.tranches if in_force(t, as_of))
    told = (t for t in live if t.exit_terms and t.unit == "USD" and promised_usd(t))
    found = [one for one in (_exit(t, as_of) for t in told if t.role == "own") if one is not None]
    return tuple(sorted(found, key=lambda e: (-e.headline_usd, e.tranche)))


def _exit(tranche: Tranche, as_of: date) -> ExitRight | None:
    said = tranche.exit_terms or ""
    firm, mostly = said in _FIRM, said.startswith(_MOSTLY)
    notice, since = _notice(said), _since(said)
    if not (firm or mostly or notice or _LEAVES.search(said)):
        return None
    side = "none" if firm else "not told" if mostly else _side(said)
    left, least = to_come(tranche, as_of), None
    if firm:
        least = left
    elif notice is not None:
        leave = max(as_of, since or as_of, tranche.start or as_of) + timedelta(days=notice)
        least = _until(tranche, as_of, leave)
    return ExitRight(
        tranche=tranche.id,
        payer=tranche.payer,
        payee=tranche.payee,
        side=side,
        notice_days=notice,
        since=since,
        headline_usd=promised_usd(tranche),
        to_come_usd=left,
        firm_usd=None if least is None else min(least, left),
        exit_terms=said,
    )


def _side(said: str) -> str:
    first = said.split(";", maxsplit=1)[0].strip()
    return _SIDES.get(first, "named")


def _notice(said: str) -> int | None:
    found = _NOTICE.search(said)
    return int(found[1] or found[2]) if found else None


def _since(said: str) -> date | None:
    found = _FROM.search(said)
    if found is None:
        return None
    return date(int(found[2]), int(found[3]), int(found[4] or 1))


def _until(tranche: Tranche, as_of: date, leave: date) -> Decimal | None:
    """What falls due from the day to that of leaving, evenly over the term; None without one."""
    start, end = tranche.start, tranche.end
    if start is None or end is None or end <= start:
        return None
    days = (min(leave, end) - max(as_of, start)).days
    return promised_usd(tranche) * max(days, 0) / (end - start).days
