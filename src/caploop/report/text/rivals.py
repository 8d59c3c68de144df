"""Headings, sentences and words of the chapter on rivals, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

RIVALS: Mapping[str, tuple[str, str]] = {
    "rivals": ("Who else, and how many survive?", "还有谁，能活几家？"),
    "rivals.finding": (
        "In 2030 the market can support {low} to {high} developers at the frontier",
        "2030年市场可支撑{low}至{high}家\u200b前沿开发者",
    ),
    "rivals.standfirst": (
        "Rivals’ compute, use and spending are published by no firm: all are assumptions "
        "here. What follows shows how the model works, not who wins; who is ahead, who spends "
        "what and who survives is left out.",
        "对手的算力、使用份额与支出均无公司公布，此处全为假设。以下只展示模型如何运作，并不预"
        "言胜负；谁领先、谁花多少、谁能存活，均不列出。",
    ),
    "rivals_use": ("Who is used", "使用份额"),
    "rivals_use.about": (
        "Shares of use at the end of each year, mean of {draws} simulations: they follow "
        "quality, which grows with compute, users, and what spreads from others. Opening "
        "shares are today’s; the rest are assumptions.",
        "{draws}次模拟年末均值：份额随质量而定，质量随算力、用户及外溢而升。起点为现有份额，其"
        "余为假设。",
    ),
    "rivals_live": ("How many the market can support, at what price", "市场可支撑几家、价格几何"),
    "rivals_live.about": (
        "Medians, nine of ten in brackets. Pay their way: the largest number whose last pays "
        "what the frontier costs when so many share the market. Price: of closed models, 1 "
        "without open rivals. Entry: frontier research a year in years of a median rival’s "
        "revenue.",
        "中位数，括号内为九成区间。收支相抵：若干家分享市场时，最后一家仍付得起前沿成本的最大"
        "家数。价格：闭源模型，无开源对手时为1。进入成本：前沿研发年费相当于中位对手几年营收。",
    ),
    "rivals_class": ("Shape of the industry under these assumptions", "这些假设下的产业形态"),
    "rivals_class.about": (
        "Share of simulations: monopoly where the first sells at least {alone} of all, open "
        "ecosystem where open weights carry {half} of use, else oligopoly; low return where "
        "the industry earns at most {rate} on capital, losses where it earns less than nothing. "
        "The thresholds are assumptions.",
        "模拟占比：首家营收至少{alone}为垄断，开源承载{half}使用为开放生态，其余为寡头；资本回"
        "报为正且不高于{rate}为低回报，为负为亏损。阈值为假设。",
    ),
    "rivals_break": ("One efficiency break more", "多一次效率突破"),
    "rivals_break.about": (
        "Central path, OpenAI on its plan: a break of {size} times from a small firm in the "
        "first quarter of 2026, with and without.",
        "中心路径、OpenAI按计划：2026年一季度小公司取得{size}倍突破，有与无之比。",
    ),
    "industry.losses": ("makes losses", "行业亏损"),
    "industry.utility": ("low return", "低回报"),
    "industry.monopoly": ("monopoly", "垄断"),
    "industry.oligopoly": ("oligopoly", "寡头"),
    "industry.open": ("open ecosystem", "开放生态"),
    "developer.openai": ("OpenAI", "OpenAI"),
    "developer.google": ("Google", "Google"),
    "developer.meta": ("Meta", "Meta"),
    "developer.xai": ("xAI", "xAI"),
    "developer.anthropic": ("Anthropic", "Anthropic"),
    "developer.open": ("open followers", "开源跟随者"),
    "col.break_even": ("pay their way", "收支相抵"),
    "col.closed_price": ("price", "价格"),
    "col.entry": ("entry, years", "进入，年"),
    "col.use_with": ("use of OpenAI", "OpenAI份额"),
    "rivals.cannot": (
        "How many developers can fund the frontier in 2030 cannot be said: {low}–{high}",
        "2030年有几家开发者\u200b付得起前沿成本，\u200b无法断言：{low}至{high}家",
    ),
    "rivals_weak": ("What it turns on", "关键假设"),
    "rivals_weak.about": (
        "Three assumptions decide how many can pay: low, central, high.",
        "三项假设决定几家付得起：低、中、高。",
    ),
    "rivals.turns.F_26": (
        "cost of frontier research in 2026, $bn a year",
        "2026年前沿研发成本，十亿美元/年",
    ),
    "rivals.turns.g_F": ("its growth, times a year", "其增长，倍/年"),
    "rivals.turns.psi": (
        "new shares a rival can sell a year, part of its value",
        "对手每年可增发股份占市值",
    ),
}
