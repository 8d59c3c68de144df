"""Headings, sentences and words of the chapter on the valuation, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

VALUE: Mapping[str, tuple[str, str]] = {
    "value": ("What must come true for the price?", "什么成真才配得上这个价？"),
    "value.finding": (
        "{price} asks for {low} to {high} of revenue in 2030, {part} to {most} of the plan",
        "{price}的估值\u200b要求2030年营收\u200b{low}\u200b至{high}，\u200b即计划的{part}至{most}",
    ),
    "value.standfirst": (
        "That is at a free cash flow margin of {margin} in the end and a return of {first} to "
        "{second} a year; net debt is set to none. At plan revenue a margin of {lean} to {rich} "
        "is enough.",
        "前提是自由现金流利润率终达{margin}、年回报{first}至{second}，净负债按零计。若营收达到计划，"
        "利润率{lean}至{rich}即可。",
    ),
    "value_surface": ("Growth and margin that justify the price", "配得上估值的增速与利润率"),
    "value_surface.about": (
        "Equity value today, bn USD, for each pair of yearly growth 2025–2030 and margin at the "
        "end, at a return of {rate} a year until 2030. Filled: at least {price}. After 2030 growth "
        "starts at {growth} and fades.",
        "各组合（2025—2030年年均增速、终值利润率）对应的今日股权价值，单位十亿美元，2030年前年回报"
        "{rate}。深色：不低于{price}。2030年后增速自{growth}起逐年回落。",
    ),
    "value.across": ("margin at the end →", "终值利润率 →"),
    "value.up": ("growth a year ↑", "年增速 ↑"),
    "value_asks": ("What each price asks of 2030", "各价格对2030年的要求"),
    "value_asks.about": (
        "Before and after the round of February 2026, further equity of {further} raised half-way.",
        "2026年2月一轮的投前与投后价格；另计中途再募股权{further}。",
    ),
    "value_multiples": ("Multiples, each with its revenue", "各口径倍数"),
    "value_multiples.about": (
        "The price after the round over three revenues. Comparable firms: {low} to {high} times "
        "sales (prior).",
        "投后价格除以三种营收。可比公司为{low}至{high}倍（先验）。",
    ),
    "value_owned": ("Who owns it, year by year", "逐年股权结构"),
    "value_owned.about": (
        "Mean over {draws} draws, at the end of each year. By 2030 a share held from the start has "
        "lost {diluted} of itself to new shares.",
        "{draws}条路径年末均值。到2030年，期初股份平均被摊薄{diluted}。",
    ),
    "value_returns": ("What holders earn to 2030", "股东至2030年的回报"),
    "value_returns.about": (
        "Internal rate of return a year, first stakes at the first price. Shares that cannot be "
        "sold yet count less a discount. Between rounds the value is a process with stated priors.",
        "年内部收益率，期初股份按首个价格计；尚不能出售的股份扣除折价。两轮之间的价值为给定先验的过程。",
    ),
    "value_mark": ("The value, and the mark of the last round", "价值与上一轮标价"),
    "value_mark.about": (
        "Value before new money, {draws} draws. The mark stays until the next round or listing; "
        "after {stale} quarters it is stale.",
        "不含新增资金的价值，{draws}条路径。标价维持到下一轮或上市，逾{stale}季即为陈旧。",
    ),
    "value_chance": ("How likely 2030 reaches it", "2030年达到要求的概率"),
    "value_chance.about": (
        "Two ways that need not agree: the simulated price, and revenue of 2030 in each draw times "
        "what a dollar of it is worth. Both depend on the priors beside them.",
        "两种算法不必一致：模拟价格；各路径2030年营收乘以每元营收之值。均取决于旁列先验。",
    ),
    "value_classes": ("Headline and fair value", "标价与公允价值"),
    "value_classes.about": (
        "Newer shares carry a right to their money back. By options the equity is worth {fair} "
        "where the newest class is worth what it paid; a sample of other firms says {sample}.",
        "新股附清算优先权。按期权法，使最新一类股份值回所付的股权价值为{fair}；"
        "按其他公司样本则为{sample}。",
    ),
    "basis.calendar": ("calendar year 2025", "2025日历年"),
    "basis.run_rate": ("run rate, end of 2025", "2025年末年化"),
    "basis.forward": ("plan for 2030", "2030年计划"),
    "holder.foundation": ("foundation", "基金会"),
    "holder.microsoft": ("Microsoft", "微软"),
    "holder.employees": ("employees, earlier investors", "员工与早期投资者"),
    "holder.softbank": ("SoftBank", "软银"),
    "holder.amazon": ("Amazon", "亚马逊"),
    "holder.nvidia": ("Nvidia", "英伟达"),
    "holder.market": ("investors outside", "圈外投资者"),
    "holder.other": ("others in the loop", "圈内其他"),
    "class.common": ("common", "普通股"),
    "class.2026": ("round of 2026", "2026年一轮"),
    "class.before 2026": ("earlier rounds", "更早各轮"),
    "col.price": ("price", "价格"),
    "col.return": ("return a year", "年回报"),
    "col.equity_2030": ("equity 2030", "2030年股权"),
    "col.revenue_2030": ("revenue 2030", "2030年营收"),
    "col.growth": ("growth a year", "年增速"),
    "col.of_plan": ("of the plan", "占计划"),
    "col.margin_at_plan": ("margin at plan", "计划营收下利润率"),
    "col.margin_needed": ("margin needed", "所需利润率"),
    "col.revenue_by": ("revenue", "营收口径"),
    "col.revenue_bn": ("bn USD", "金额"),
    "col.times": ("times", "倍数"),
    "col.holder": ("holder", "股东"),
    "col.invested": ("put in", "投入"),
    "col.low": ("5%", "5%"),
    "col.high": ("95%", "95%"),
    "col.loses": ("loses money", "亏损概率"),
    "col.if_normal": ("if normal", "正常时"),
    "col.if_sold": ("if sold", "被收购时"),
    "col.mark": ("mark, median", "标价中位数"),
    "col.since": ("quarters since", "距上轮季数"),
    "col.stale": ("stale", "陈旧"),
    "col.asked": ("asked, median", "要求中位数"),
    "col.by_process": ("by price", "按价格"),
    "col.by_cash_flow": ("by cash flow", "按现金流"),
    "col.priors": ("priors", "先验"),
    "col.class": ("class", "类别"),
    "col.part_of_all": ("share", "占比"),
    "col.preference": ("money back first", "优先清算额"),
    "col.fair": ("fair value", "公允价值"),
}
