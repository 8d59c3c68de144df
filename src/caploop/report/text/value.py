"""Headings, sentences and words of the chapter on the valuation, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

VALUE: Mapping[str, tuple[str, str]] = {
    "value": ("What must come true for the price?", "估值要成立，什么须成真？"),
    "value.finding": (
        "A valuation of {price} implies {part} to {most} of the plan’s 2030 revenue",
        "{price}的估值\u200b意味着2030年营收\u200b须达计划的{part}至{most}",
    ),
    "value.standfirst": (
        "That is at a long-run free cash flow margin of {margin} and a return of {first} to "
        "{second} a year, net debt assumed zero. Our two tests reach what that return asks in "
        "{process_least} to {process_most} of simulations (by the simulated price) and in "
        "{cash_flow_least} to {cash_flow_most} (by cash flow): the first moves with news "
        "against plan and knows no level of revenue, the second asks only how large revenue "
        "is. Nothing here says which is right.",
        "前提是长期自由现金流利润率{margin}、年回报{first}至{second}，净负债设为零。两种检验达"
        "到该回报的概率分别为{process_least}至{process_most}（按模拟价格）与{cash_flow_least}"
        "至{cash_flow_most}（按现金流）：前者只随相对计划的消息变动，不看营收大小；后者只看营"
        "收大小。孰对孰错，此处无从判断。",
    ),
    "value_surface": ("Growth and margin that justify the price", "支撑估值所需的增速与利润率"),
    "value_surface.about": (
        "Equity value today, bn USD, for each pair of yearly growth 2025–2030 and long-run "
        "margin, at a return of {rate} a year until 2030. Filled: at least {price}. After "
        "2030 growth starts at {growth} and fades.",
        "各组合（2025–2030年年均增速、长期利润率）对应的今日股权价值，单位十亿美元，2030年前年"
        "回报{rate}。深色：不低于{price}。2030年后增速自{growth}起逐年回落。",
    ),
    "value.across": ("long-run margin →", "长期利润率 →"),
    "value.up": ("growth a year ↑", "年增速 ↑"),
    "value_asks": ("What each price asks of 2030", "各价格对2030年的要求"),
    "value_asks.about": (
        "Before and after the signed round of February 2026; further equity of {further} "
        "raised half-way.",
        "2026年2月已签约一轮的投前与投后估值；另计中途再募股权{further}。",
    ),
    "value_multiples": ("Multiples, each with its revenue", "各口径倍数"),
    "value_multiples.about": (
        "The price after the round over three revenues. Comparable firms: {low} to {high} "
        "times sales, an assumption.",
        "投后估值除以三种营收。可比公司为{low}至{high}倍，属假设。",
    ),
    "value_owned": ("Who owns it, year by year", "逐年股权结构"),
    "value_owned.about": (
        "Mean of {draws} simulations, at the end of each year. By 2030 a share held from the "
        "start is diluted by {diluted}.",
        "{draws}次模拟年末均值。到2030年，期初股份平均被摊薄{diluted}。",
    ),
    "value_returns": (
        "What holders put in, and what they earn to 2030",
        "股东出了多少现金，到2030年回报几何",
    ),
    "value_returns.about": (
        "Cash paid is what holders put in: before 2026 by the contracts, later by the "
        "simulation. The first stake is valued at the first price, which nobody paid, and the "
        "return a year to 2030 counts from that value, not from cost; in the last column it "
        "ends below it. Shares that cannot be sold yet count less a discount. Values between "
        "rounds are simulated on assumptions.",
        "现金一栏为股东实际出资：2026年以前据合同，其后据模拟。期初股份按首个价格计值，并无人"
        "按此出资；至2030年的年回报以该价值而非成本为起点，末列为低于该起点的比例。尚不能出售"
        "的股份扣除折价。两轮之间的价值按假设模拟。",
    ),
    "value_mark": ("The value, and the price of the last round", "价值与上一轮融资估值"),
    "value_mark.about": (
        "Value before new money, {draws} simulations, drawn to the end of 2030. The price of "
        "a round stays on the books until the next one or a listing; after {stale} quarters "
        "it is stale.",
        "不含新增资金的价值，{draws}次模拟，图至2030年底。上一轮估值沿用到下一轮或上市，逾"
        "{stale}季即为陈旧。",
    ),
    "value_chance": (
        "How likely 2030 reaches it, by two tests",
        "两种检验：2030年达到要求的概率",
    ),
    "value_chance.about": (
        "Asked is the equity before the round grown at the return, and each dollar of new "
        "money grown from when it comes in. By price: the simulated value, which falls with "
        "every shortfall against plan and each refused round. By cash flow: each simulation’s "
        "revenue of 2030 times what a dollar of it is worth. The last two columns are value "
        "over revenue of 2030 that each implies, medians: the gap between the tests is the "
        "gap between these.",
        "“要求”为投前股权按回报增值，加上每笔新增资金自到位起增值。按价格：模拟价值，每次不及"
        "计划或融资被拒都会下跌。按现金流：各次模拟的2030年营收乘以每元营收之值。末两列为两法"
        "各自隐含的2030年市销率中位数，两法之差即在于此。",
    ),
    "value_classes": ("Headline price and fair value", "名义估值与公允价值"),
    "value_classes.about": (
        "Newer shares have a liquidation preference. An option model puts equity at {fair}, "
        "where the newest class is worth what it paid; a sample of other firms says {sample}.",
        "新股附清算优先权。按期权模型，使最新一类股份值回所付的股权价值为{fair}；按其他公司样"
        "本则为{sample}。",
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
    "col.margin_at_plan": ("margin at plan revenue", "计划营收下利润率"),
    "col.margin_needed": ("margin needed", "所需利润率"),
    "col.revenue_by": ("revenue", "营收口径"),
    "col.revenue_bn": ("amount", "金额"),
    "col.times": ("times", "倍数"),
    "col.holder": ("holder", "股东"),
    "col.low": ("5%", "5%"),
    "col.high": ("95%", "95%"),
    "col.loses": ("ends below it", "低于起点"),
    "col.mark": ("last round’s price, median", "上一轮估值中位数"),
    "col.since": ("quarters since", "距上轮季数"),
    "col.stale": ("stale", "陈旧"),
    "col.asked": ("asked, median", "要求（中位数）"),
    "col.by_process": ("by price", "按价格"),
    "col.by_cash_flow": ("by cash flow", "按现金流"),
    "col.class": ("class", "类别"),
    "col.part_of_all": ("share", "占比"),
    "col.preference": ("money back first", "优先清算额"),
    "col.fair": ("fair value", "公允价值"),
    "value.not_known": ("not in our contracts", "合同库未载"),
    "col.paid_before": ("cash before 2026", "2026年前现金"),
    "col.paid_in": ("cash 2026–2030, mean", "2026–2030年现金均值"),
    "col.first_value": ("first stake at the first price", "期初股份按首价"),
    "col.times_process": ("value over revenue by price", "市销率（按价格）"),
    "col.times_cash_flow": ("by cash flow", "市销率（按现金流）"),
}
