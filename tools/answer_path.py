"""Checks on an answer as JSON: a path into it, compared with a number, a word or another path."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Value: TypeAlias = float | str | None
COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    "has": operator.contains,
}
JOINED: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
COUNTED: Mapping[str, Callable[[Sequence[Any]], Any]] = {
    "count": len,
    "kinds": lambda values: len({str(v) for v in values}),
    "sum": sum,
    "min": min,
    "max": max,
}
STEP = re.compile(r"\[(?P<filter>[^\]]*)\]|(?P<name>[^.\[\]]+)")
CALL = re.compile(r"(?P<word>[a-z]+)\((?P<path>.*)\)")
SIGN = re.compile(r" (>=|<=|!=|=|>|<|has) ")
JOIN = re.compile(r" ([-+*/]) ")
NEAR = 1e-9


def holds(check: str, answer: Any) -> bool:
    """Whether a check is true of an answer.

    >>> years = {"years": [{"year": 2026, "burn": 25}, {"year": 2027, "burn": 57}]}
    >>> holds("years[year=2027].burn > years[year=2026].burn * 2", years)
    True
    >>> holds("count(years[burn=0]) > 0", years)
    False
    """
    one, sign, other = sides(check)
    left, right = figure(one, answer), figure(other, answer)
    if left is None or right is None:
        return (left is right) is (sign == "=") and sign in {"=", "!="}
    if sign == "=" and isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return abs(left - right) <= NEAR * max(1, abs(left))
    return COMPARED[sign](left, right)


def sides(check: str) -> tuple[str, str, str]:
    """The two sides of a check and the sign between them; raises ValueError without one.

    >>> sides("paid - owed < 0")
    ('paid - owed', '<', '0')
    """
    parts = SIGN.split(check)
    if len(parts) != 3:
        raise ValueError(f"{check!r} compares nothing; join two sides by one of {list(COMPARED)}")
    return parts[0], parts[1], parts[2]


def figure(said: str, answer: Any) -> Any:
    """The value of terms joined by + - * /, from left to right.

    >>> figure("owed - paid", {"owed": 10, "paid": 4})
    6
    """
    words = JOIN.split(said)
    value = _term(words[0], answer)
    for sign, word in zip(words[1::2], words[2::2], strict=True):
        value = JOINED[sign](value, _term(word, answer))
    return value


def _term(word: str, answer: Any) -> Any:
    if word.startswith("'"):
        return word.strip("'")
    try:
        return float(word)
    except ValueError:
        pass
    call = CALL.fullmatch(word)
    if call is not None and call["word"] in COUNTED:
        found = list(values(call["path"], answer))
        if not word.endswith("])") and len(found) == 1 and isinstance(found[0], (list, dict)):
            found = list(found[0].values() if isinstance(found[0], dict) else found[0])
        return COUNTED[call["word"]](found)
    found = list(values(word, answer))
    if len(found) != 1:
        raise LookupError(f"{word} leads to {len(found)} values; name one, or count them")
    return found[0]


def values(path: str, answer: Any) -> Iterator[Any]:
    """Every value that a path leads to; a name that is missing is an error, an empty list none.

    `name.name` goes down, `[3]` takes one of a list, `[]` all of it, `[key=value,key~part]` those
    whose fields are so, fields below a field joined by `/`; `key=*` asks for any value.
    """
    found = [answer]
    for step in STEP.finditer(path):
        if step["name"] is not None:
            found = [_named(step["name"], one, path) for one in found]
        else:
            found = [kept for one in found for kept in _kept(step["filter"], one)]
    return iter(found)


def _named(name: str, one: Any, path: str) -> Any:
    if not isinstance(one, dict) or name not in one:
        have = list(one)[:40] if isinstance(one, dict) else type(one).__name__
        raise LookupError(f"{path}: no {name!r} in {have}")
    return one[name]


def _kept(asked: str, one: Any) -> Iterator[Any]:
    many = list(one.values()) if isinstance(one, dict) else one
    if re.fullmatch(r"-?\d+", asked):
        yield many[int(asked)]
        return
    wanted = [re.split(r"([=~])", part, maxsplit=1) for part in asked.split(",") if part]
    for row in many:
        if all(_fits(row, tuple(part)) for part in wanted):
            yield row


def _fits(row: Any, asked: tuple[str, ...]) -> bool:
    key, sign, value = asked
    for name in key.split("/"):
        row = row.get(name) if isinstance(row, dict) else None
    if value == "*":
        return bool(row) and row != []
    said = str(row).lower() if isinstance(row, bool) else str(row)
    return value in said if sign == "~" else said == value
