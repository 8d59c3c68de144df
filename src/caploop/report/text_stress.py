"""Headings, sentences and words of the chapter on a broken link, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

STRESS: Mapping[str, tuple[str, str]] = {
    "stress": ("What breaks when one link breaks?", "断一环，垮哪里？"),
    "stress.finding": (
        "Without {shock}, OpenAI cannot pay all it owes from {after}, instead of {before}; of the "
        "{gone} it misses, {most} bears {lost}",
        "若{shock}落空，\u200bOpenAI 自{after}起\u200b付不清到期款，\u200b原为{before}；"
        "\u200b缺口{gone}中\u200b{most}承担{lost}",
    ),
    "stress.finding.none": (
        "Without {shock}, no dated debt in the book goes unpaid that would not anyway",
        "若{shock}落空，\u200b账簿中有日期的债务\u200b并无新增未付",
    ),
    "stress.standfirst": (
        "Dated purchases and leases that bind, cleared quarter by quarter on OpenAI’s own plan, "
        "without and with the shock; and the same shock in the run. {first}",
        "按 OpenAI 自己的计划，逐季清偿有约束力且有日期的采购与租约，比较有无冲击；"
        "同一冲击也放入模拟。{first}",
    ),
    "stress.first": (
        "Oracle and CoreWeave suffer before Microsoft and Amazon, in book equity lost and in debt "
        "over EBITDA, through {links}.",
        "甲骨文与 CoreWeave 先于微软与亚马逊受损，账面权益损失与债务/EBITDA 均如此，经由 {links}。",
    ),
    "stress.not_first": (
        "Oracle and CoreWeave do not suffer before Microsoft and Amazon on both measures.",
        "甲骨文与 CoreWeave 并未在两项指标上都先于微软与亚马逊受损。",
    ),
    "stress.never": ("no quarter", "无此季度"),
    "stress.nobody": ("nobody", "无"),
    "stress_shock.nvidia-openai-2026-round": (
        "Nvidia’s money of the 2026 round",
        "英伟达2026年轮的出资",
    ),
    "stress_set.revenue openai": ("OpenAI’s revenue", "OpenAI 收入"),
    "stress_set.nvidia-openai-2026-round": ("Nvidia’s money", "英伟达出资"),
    "stress_set.amazon-openai-2026-round": ("Amazon’s money", "亚马逊出资"),
    "stress_set.softbank-openai-2026-round": ("SoftBank’s money", "软银出资"),
    "stress_short": ("Who is short, when, by how much", "谁在何时缺多少"),
    "stress_short.about": (
        "What is owed and not paid at the end of each quarter to {quarter}, with what rolls on; "
        "short by more than anyway: {parties}. A round is one of fictitious "
        "default: in the first fall those that could not pay even if all others did.",
        "至{quarter}各季末到期未付额，含结转；比无冲击时缺得更多的：{parties}。"
        "轮次为虚拟违约轮次：第一轮是即使他人全付也付不出的主体。",
    ),
    "stress_part.short_before": ("unpaid without the shock too", "无冲击也未付"),
    "stress_part.short_added": ("added by the shock", "冲击新增"),
    "stress.quarter": (
        "{now} unpaid, else {before}; round {round}",
        "未付{now}，无冲击为{before}；第{round}轮",
    ),
    "stress_lost": ("Who bears it, by which agreement", "谁来承担，凭哪份协议"),
    "stress_lost.about": (
        "{gone} does not come, and by {quarter} creditors are left without {passed} more than they "
        "would be anyway. Each bar begins where the last one ends; agreements and claims behind "
        "each are in the table.",
        "未到账{gone}；至{quarter}，债权人比无冲击时多损失{passed}。"
        "每条始于上一条终点；所依协议与陈述见表。",
    ),
    "stress.withdrawn": ("{holder} does not get {amount}", "{holder}少得{amount}"),
    "stress.unpaid": ("{holder} is not paid {amount}", "{holder}少收{amount}"),
    "stress.loss": ("by {obligor} · {agreements}", "{obligor}所欠 · {agreements}"),
    "stress_instrument.equity": ("equity promised", "承诺股权"),
    "stress_instrument.loan": ("loan promised", "承诺贷款"),
    "stress_instrument.compute_purchase": ("compute bought", "算力采购"),
    "stress_instrument.lease": ("lease", "租约"),
    "stress_instrument.chip_purchase": ("chips bought", "芯片采购"),
    "stress_matrix": ("Who hangs on whom", "谁靠谁"),
    "stress_matrix.about": (
        "What falls due to {quarter}, and stakes at the holder’s mark. Along a row: what a holder "
        "would lose, by obligor; down a column: whom an obligor would take along. The {count} with "
        "most against them are drawn, sums are over all pairs; the table has them all.",
        "至{quarter}的到期额，及按持有人标价的持股。横看：一个持有人会失去什么；"
        "竖看：一个义务人会连累谁。图示敞口最大的{count}个义务人，名称后为全部配对合计（美元），其余见表。",
    ),
    "stress.due": ("due", "到期"),
    "stress.mark": ("stake", "持股"),
    "stress_distress": ("Whose debt grows heavier, by which link", "谁的债更重，经由哪一环"),
    "stress_distress.about": (
        "Debt over EBITDA in the run, median of {draws} draws, in the quarter where the shock adds "
        "most: what it adds, the most first, with agreements to or from OpenAI. Without bar, "
        "having next to no EBITDA: {none}.",
        "模拟中债务/EBITDA，{draws}条路径中位数，取冲击增幅最大的季度；由高到低，附与 OpenAI "
        "的协议。几乎没有 EBITDA 故不画：{none}。",
    ),
    "stress.leverage": (
        "{before} → {after} in {quarter} · {links}",
        "{quarter}：{before} → {after} · {links}",
    ),
    "stress.no_link": ("no agreement with OpenAI itself", "与 OpenAI 无直接协议"),
    "stress.more": (" and {count} more", " 等另{count}份"),
    "stress_equity": ("Whose book equity goes first", "谁的账面权益先受损"),
    "stress_equity.about": (
        "Claims unpaid, as a share of book equity, then marked down through stakes (differential "
        "DebtRank). Spectral radius {radius}, {rounds} rounds: {verdict}",
        "未付债权占账面权益的比例，再经持股逐轮减记（差分 DebtRank）。"
        "谱半径{radius}，{rounds}轮：{verdict}",
    ),
    "stress.saturated": (
        "saturated, so the order says nothing.",
        "已饱和，次序没有意义。",
    ),
    "stress.not_saturated": (
        "not saturated, so marks settle and the order holds.",
        "未饱和，减记收敛，次序成立。",
    ),
    "stress.direct": ("{part} by claims unpaid", "未付债权{part}"),
    "stress_chances": ("How often it ends badly", "多常出事"),
    "stress_chances.about": (
        "Shares of {draws} draws without and with the shock, in the quarter where they differ "
        "most; each bar runs from one to the other.",
        "{draws}条路径中的比例，有无冲击相差最大的季度；每条自前者到后者。",
    ),
    "stress_measure.downgraded, share of draws": ("downgraded", "被降级"),
    "stress_measure.cash out, share of draws": ("cash out", "现金耗尽"),
    "stress_measure.ever constrained, share of draws": ("ever constrained", "曾受融资约束"),
    "stress_reverse": ("The smallest shock that ruins each", "压垮各方的最小冲击"),
    "stress_reverse.about": (
        "At whose edge a party is short, or is not paid more than its book equity, before the "
        "plan’s own money runs out. Bars are distances in standard deviations; the {sets} nearest "
        "sets of each party are drawn. No one or two shocks do it for: {refused}.",
        "在计划自身资金用尽之前，使一方付不清、或未获付额超过账面权益的临界冲击。"
        "条长为标准差距离，各方画最近的{sets}组。一两项冲击压不垮：{refused}。",
    ),
    "stress.far": ("{party} at {far}", "{party}：{far}"),
    "stress.no_shock": ("no one or two shocks of dated payments", "一两项有日期付款的冲击不足"),
    "stress_gpus": (
        "If GPUs must be sold: a function of depth",
        "若须抛售 GPU：损失随市场深度而变",
    ),
    "stress_gpus.about": (
        "What holders of chips lose, $bn, by how far the price of GPUs falls first and how deep "
        "their market is, in multiples of all that is held ({held}). The depth is not known, so "
        "there is no one number; outlined is what forced sales make worse. Debt: {debt}, held to "
        "{limit} of plant.",
        "芯片持有方的损失（十亿美元），按 GPU 价格先跌多少、市场多深（持有总量的倍数）：{held}。"
        "深度无人知晓，故不给单一数字；框内为抛售加重者。债务：{debt}，以厂房设备的{limit}为限。",
    ),
    "stress_holdings": (
        "If SoftBank must sell: a function of depth",
        "若软银须卖：损失随市场深度而变",
    ),
    "stress_holdings.about": (
        "The same for what SoftBank holds beside OpenAI ({held}), sold once net debt ({debt}) "
        "exceeds {limit} of all its holdings; losses in $bn.",
        "软银除 OpenAI 外的持仓（{held}），净债务（{debt}）超过全部持仓的{limit}时须卖；"
        "损失以十亿美元计。",
    ),
    "stress.depth": ("depth of the market", "市场深度"),
    "stress.fall": ("first fall", "先跌"),
    "stress.bottomless": ("no end", "无限"),
    "stress_cascade": ("What stops if a supplier stops", "一家供应方停摆，少了什么"),
    "stress_cascade.about": (
        "The part of the compute OpenAI has signed for that is not delivered without one supplier. "
        "Clouds weigh by money, shells by gigawatts of their cloud, chips and power by the run at "
        "the end of 2030. Each of these layers, if all of it stops, stops everything: {layers}. No "
        "stocks and no substitutes, so a bound from above.",
        "缺一家供应方时，OpenAI 已签约算力中无法交付的比例。云按金额计，机房按所属云的吉瓦计，"
        "芯片与电力按模拟2030年末占比。以下任一层全停则全停：{layers}。"
        "不计库存与替代，故为上界。",
    ),
    "stress.layer": ("the whole layer", "整层"),
    "stress_layer.compute": ("clouds", "云"),
    "stress_layer.shells": ("shells", "机房"),
    "stress_layer.chips": ("chips", "芯片"),
    "stress_layer.power": ("power", "电力"),
    "stress_layer.memory": ("memory (HBM)", "存储（HBM）"),
    "stress_layer.packaging": ("packaging", "封装"),
    "stress_refused": ("What has no number, and why", "哪些没有数字，为何"),
    "stress_refused.about": (
        "Where no mechanism or no evidence supports a number, there is none.",
        "没有机制或证据支持之处，不给数字。",
    ),
    "stress_weak": ("What to keep in mind", "须记住的弱点"),
    "stress_weak.about": (
        "What the chapter’s own numbers rest on; the other priors of the run stand with the "
        "system.",
        "本章自身数字的依据；模拟的其余先验列于系统一章。",
    ),
    "col.stress_round": ("round", "轮次"),
    "col.stress_owed": ("owed", "到期"),
    "col.stress_paid": ("paid", "已付"),
    "col.stress_recovery": ("recovery", "清偿率"),
    "col.stress_recovery_before": ("without the shock", "无冲击清偿率"),
    "col.stress_unpaid": ("unpaid", "未付"),
    "col.stress_unpaid_before": ("unpaid without it", "无冲击未付"),
    "col.stress_holder": ("holder", "持有人"),
    "col.stress_obligor": ("obligor", "义务人"),
    "col.stress_instrument": ("instrument", "工具"),
    "col.stress_more": ("more unpaid", "新增未付"),
    "col.stress_with": ("with the shock", "有冲击"),
    "col.stress_without": ("without", "无冲击"),
    "col.stress_agreements": ("agreements", "协议"),
    "col.stress_due": ("due", "到期"),
    "col.stress_mark": ("stake", "持股"),
    "col.stress_through": ("through", "经由"),
    "col.stress_direct": ("by claims unpaid", "因未付债权"),
    "col.stress_settled": ("once marks settle", "减记之后"),
    "col.stress_positions": ("positions", "头寸"),
    "col.stress_what": ("what", "事项"),
    "col.stress_why": ("why", "原因"),
    "col.stress_shocks": ("shocks", "冲击"),
    "col.stress_deviations": ("standard deviations", "标准差"),
    "col.stress_fall": ("first fall", "先跌"),
    "col.stress_depth": ("depth", "深度"),
    "col.stress_price": ("price left", "余价"),
    "col.stress_sold": ("sold", "卖出"),
    "col.stress_loss": ("loss", "损失"),
    "col.stress_by_sales": ("by sales", "抛售所致"),
    "col.stress_missing": ("missing", "缺失"),
    "col.stress_output": ("not delivered", "无法交付"),
}
