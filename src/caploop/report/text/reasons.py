"""Reasons the answers give, put into Chinese by pattern; unknown ones stay as they are."""

from __future__ import annotations

import re

from caploop.report.text.words import named

_PATTERNS = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"different measures: (?P<m1>\w+) and (?P<m2>\w+)", "指标不同：{m1}与{m2}"),
        (r"not both live: (?P<s1>\w+) and (?P<s2>\w+)", "并非都有效：{s1}、{s2}"),
        (r"different status: (?P<t1>\w+) and (?P<t2>\w+)", "性质不同：{t1}与{t2}"),
        (r"different periods", "所属期不同"),
        (r"different agreements", "协议不同"),
        (r"one of the two is negated", "其一为否定句"),
        (r"one of the two has no figure", "其一没有数字"),
        (r"a revision: one claim replaces the other", "属于修订：一条取代另一条"),
        (r"the ranges meet once rounding and bounds are allowed for", "计入舍入与界限后范围相交"),
        (r"(?P<a>.+) against (?P<b>.+): both stand", "{a} 对 {b}：两者都仍有效"),
        (r"(?P<m1>\w+) is not (?P<m2>\w+)", "{m1}不是{m2}"),
        (r"the windows differ: (?P<a>\S+) and (?P<b>\S+)", "期间不同：{a} 与 {b}"),
        (r"no claim says what pays for the years between", "没有陈述说明其间各年由何支付"),
        (r"the figures differ", "数字不同"),
        (r"the run rate of (?P<a>\S+), called revenue", "{a} 的年化收入，被称作收入"),
        (
            r"the least shock that ruins (?P<a>\w+)",
            "压垮 {a} 的最小冲击",
        ),
        (
            r"no one or two shocks of dated payments make it short or cost it its equity",
            "一两项有日期付款的冲击，既不使其付不清，也不致耗尽其权益",
        ),
        (r"whether (?P<a>.+) can pay", "{a} 能否支付"),
        (
            r"the book has no cash of theirs: they are taken to pay what is due",
            "账簿没有其现金：视为如期支付",
        ),
        (
            r"its condition is not settled by payments: it is left out",
            "其条件不由付款决定：略去",
        ),
        (r"which of their chips secure which loan", "哪些芯片担保哪笔贷款"),
        (
            r"debt by instrument is not in the book: all debt stands against all plant",
            "账簿没有分工具的债务：以全部债务对全部厂房设备",
        ),
        (r"output lost if (?P<a>\w+) stops", "{a} 停摆时少交付多少"),
        (r"output lost if (?P<a>\w+) alone stops", "仅 {a} 停摆时少交付多少"),
        (r"it is signed without an amount", "已签约但无金额"),
        (r"no supply that binds, and no amount", "没有有约束力的供货，也无金额"),
        (
            r"which cloud loses what when a maker of chips stops",
            "一家芯片厂停摆时各云分别损失多少",
        ),
        (
            r"the run has the makers' parts in all of OpenAI's capacity, not by cloud",
            "模拟只有各厂在 OpenAI 全部容量中的占比，不分云",
        ),
        (r"sales lost by suppliers when OpenAI stops", "OpenAI 停摆时供应方损失的销售"),
        (
            r"the book has few of their other customers; caploop run has how they depend on it",
            "账簿少有其他客户；依赖程度见系统一章",
        ),
        (
            r"(?P<a>.+) names no currency; (?P<b>\w+) is taken from the context",
            "{a} 未注明币种；{b} 取自上下文",
        ),
        (
            r"the figure (?P<a>\S+) gives for a week, given for a day",
            "{a} 作为周活的数字，被写成日活",
        ),
        (
            r"ten times apart from (?P<a>\S+): a slip between 亿 and billion\?",
            "与 {a} 相差十倍：亿与 billion 混淆？",
        ),
        (r"(?P<a>\d+) times a year of revenue \((?P<b>\S+)\)", "年收入（{b}）的 {a} 倍"),
        (
            r"the document bears no date; counted from (?P<a>\S+)",
            "文件无日期；自 {a} 起计",
        ),
        (
            r"an amount of money without a currency; none is assumed",
            "金额无币种；不作假定",
        ),
        (
            r"stated as reached; (?P<a>\S+), published later, has it as expected",
            "写作已达成；更晚发表的 {a} 仍称预期",
        ),
        (
            r"(?P<a>\S+): it ended on (?P<b>\S+), but by (?P<c>\S+) (?P<p1>\w+) had ended "
            r"(?P<d>\S+) \((?P<e>\S+)\)",
            "{a} 于 {b} 结束，而到 {c} {p1}已结束 {d}（{e}）",
        ),
        (
            r"is the step from (?P<a>\S+) to (?P<b>\S+): an increase read as a level\?",
            "是 {a} 到 {b} 的增量：把增量当作总量？",
        ),
    )
)
_KINDS = {"m": "measure", "s": "state", "t": "status", "p": "party"}


def reason(text: str, language: str) -> tuple[str, str]:
    """A reason in the reader's language where its pattern is known, and the language it is in.

    >>> reason("different periods", "zh"), reason("because", "zh")
    (('所属期不同', 'zh'), ('because', 'en'))
    """
    if language == "en":
        return _worded(text), "en"
    for pattern, chinese in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            parts = {k: _part(k, v) for k, v in found.groupdict().items()}
            return chinese.format(**parts), "zh"
    return text, "en"


def _part(key: str, value: str) -> str:
    kind = _KINDS.get(key[0]) if len(key) == 2 else None
    return named(kind, value, "zh") if kind else value


def _worded(text: str) -> str:
    """English reasons with measures in words."""
    about = re.match(r"different measures: |\w+ is not \w+$", text)
    names = r"\b(?:[a-z]+(?:_[a-z]+)+|arr)\b" if about else r"\b[a-z]+(?:_[a-z]+)+\b"
    return re.sub(names, lambda m: named("measure", m.group(), "en"), text)
