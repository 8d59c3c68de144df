"""Nouns that say what a number without a unit counts: users, people, chips, tokens."""

from __future__ import annotations

import re

_STOP = "in|by|for|to|from|and|or|on|at|with|over|as|is|was|are|were|its|their|the|per"
_WORD = rf"(?!(?:{_STOP})\b)(?!\d)[\w'’-]+"
_LINK_ZH = r"(?:\s?[A-Z]{1,3}\d{2,4}\s?)?的?[^\W\dA-Za-z_的年]{0,6}?(?:的)?"
_LINK_EN = rf"(?:\s|-)(?:of\s)?(?:(?:the|its|their)\s)?(?:{_WORD}\s){{0,4}}?"
_AFTER = (
    ("tpu", "TPU", "TPUs?"),
    (
        "gpu",
        r"(?:AI)?(?:GPU|显卡|图形处理器|加速卡|算力卡|卡(?=集群|规模)|(?:GB|[HBA])\d{2,3})",
        r"GPUs?|(?:GB|[HBA])\d{3}s?",
    ),
    ("chip", "[芯晶]片|CPU|处理器", r"(?:CPU\s|AI\s)?(?:chips?|CPUs|accelerators?|processors?)"),
    ("user", "用户|订户|网民|会员", "users?|subscribers?|subscriptions?|MAUs?|DAUs?|WAUs?"),
    ("customer", "客户", "customers?|clients?"),
    (
        "person",
        "员工|名?开发者|就业",
        r"people|persons?|employees?|workers?|staff|developers|jobs?",
    ),
    ("token", "[Tt]oken|词元", "tokens?"),
    ("parameter", "参数", "parameters?"),
    ("share", "股(?!价|权|东|市)", r"(?:ordinary\s|common\s)?shares?"),
    ("visit", "次?访问|次?下载", "visits?|downloads?"),
    ("count", "服务器", "items?|units|servers|companies|sites"),
    ("home", "户?家庭|(?<![用客账订散商农])户", "homes?|households?"),
)
_BEFORE = (
    (
        "user",
        r"(?:用户|日活|周活|月活|活跃[账帐]户|DAU|MAU|WAU|订阅者)[^,，、。;；!?\d\0()\n]{0,12}$",
    ),
    (
        "user",
        r"\b(?:users?|subscribers?|user\sbase|active\s(?:people|accounts)|DAPs?|MAPs?)\b"
        r"[^.,;()\d\0\n]{0,32}$",
    ),
    ("visit", r"(?:访问|下载|播放|点击)[量次]?[^,，、。;；!?\d\0()\n]{0,8}$"),
    ("gpu", r"(?:GPU|显卡)[^,，、。;；!?\d\0()\n]{0,10}$"),
    ("token", r"(?:[Tt]oken|词元)[^,，、。;；!?\d\0()\n]{0,8}$"),
    ("parameter", r"参数[^,，、。;；!?\d\0()\n]{0,8}$"),
    ("person", r"\b(?:employees|headcount|workforce)\b[^.,;()\d\0\n]{0,32}$"),
    ("person", r"(?:员工|雇员|职工)(?:总数|人数|数|规模)[^,，、。;；!?\d\0()\n]{0,8}$"),
)
_SENTENCE_USERS = re.compile(r"(?:用户|日活|周活|月活)[^。!?\n;；]{0,60}$")
_PLURAL = re.compile(
    r"[\s-](?:of\s)?(?:(?!(?:of|and|or|in|to|by|is|was|per|times|has|as)\b)[a-z-]{3,}\s){0,2}"
    r"(?!(?:has|is|was|this|across|versus|plus|cents|thus|less|times|does|its|class)\b)"
    r"(?!(?:year|quarter|month|week|day|hour|minute)s\b)"
    r"[a-z]{2,}(?<!s)s\b"
)
_LABELLED = re.compile(r"(?:\b[A-Z][\w.]*|\b(?:no|page|step|phase|level|figure|table|group))\s$")
_WINDOW = 64
_WINDOW_ZH = 20  # more than a noun of Chinese and the signs before it

_FOLLOWING = tuple(
    (name, re.compile(rf"{_LINK_ZH}(?:{zh})|{_LINK_EN}(?:{en})(?![A-Za-z0-9])"))
    for name, zh, en in _AFTER
)
# One of these stands in whatever the patterns match, so that most texts need not be tried.
_AFTER_STEMS = (
    "TPU GPU H1 H2 B2 B3 A1 显卡 图形 加速卡 算力卡 卡集 卡规 芯 晶片 CPU 处理器 chip rocessor"
    " ccelerator 户 网民 会员 user ubscri AU 员工 开发者 就业 eople erson mployee orker staff"
    " eveloper job oken 词元 arameter 参数 股 share 访问 下载 visit ownload 服务器 item unit"
    " server compan site home ustomer lient ousehold"
)
_BEFORE_STEMS = (
    "户 活 AU AP 订阅 user ubscriber ctive 访问 下载 播放 点击 GPU 显卡 参数 mployees eadcount"
    " orkforce oken 词元 员工 雇员 职工"
)
_Stems = tuple[tuple[str, ...], tuple[str, ...]]


def _in_both(stems: str) -> _Stems:
    """All of the stems, and those of them that are in Latin letters."""
    words = tuple(stems.split())
    return words, tuple(filter(str.isascii, words))


_STEMS_AFTER, _STEMS_BEFORE = _in_both(_AFTER_STEMS), _in_both(_BEFORE_STEMS)
_PRECEDING = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _BEFORE)


def noun_after(text: str, position: int) -> tuple[str, int] | None:
    """What the words behind this position say is counted, and where those words end.

    >>> noun_after("7 weekly active users", 1), noun_after("7亿周活用户", 2)
    (('user', 21), ('user', 6))
    """
    first = text[position : position + 1]
    reach = _WINDOW if first.isascii() or first.isspace() else _WINDOW_ZH
    if not _has_one(text[position : position + reach], _STEMS_AFTER):
        return None
    found = [
        (match.end(), name)
        for name, pattern in _FOLLOWING
        if (match := pattern.match(text, position))
    ]
    if not found:
        return None
    end, name = min(found)
    return name, end


def _has_one(window: str, stems: _Stems) -> bool:
    return any(map(window.__contains__, stems[window.isascii()]))


def noun_before(text: str, position: int) -> str | None:
    """What the clause before this position says is counted: 周活跃用户已超过."""
    floor = max(0, position - _WINDOW)
    if not _has_one(text[floor:position], _STEMS_BEFORE):
        return None
    for name, pattern in _PRECEDING:
        if pattern.search(text, floor, position):
            return name
    return None


def speaks_of_users(text: str, position: int) -> bool:
    """Whether the sentence has spoken of users before this position."""
    return _SENTENCE_USERS.search(text, max(0, position - _WINDOW), position) is not None


def plural_after(text: str, position: int, *, start: int) -> int | None:
    """Where an English plural behind a small number ends: "three main components"; else nothing.

    A number with a label before it (Group 2, page 3) counts nothing.
    """
    match = _PLURAL.match(text, position)
    if match is None or _LABELLED.search(text, max(0, start - _WINDOW), start):
        return None
    return match.end()
