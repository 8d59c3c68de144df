"""Headings, sentences and words of the chapter on a broken link, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

STRESS: Mapping[str, tuple[str, str]] = {
    "stress": ("What breaks when one link breaks?", "一环断裂，谁受损？"),
    "stress.finding": (
        "Without {shock} OpenAI is short from {after}, not {before}, on dated contracts",
        "若{shock}落空，\u200bOpenAI 付不清到期款\u200b自{before}\u200b提前至{after}",
    ),
    "stress.finding.none": (
        "Without {shock} OpenAI can still pay its dated contracts",
        "即便{shock}落空，\u200bOpenAI 仍付得清\u200b有日期的合同",
    ),
    "stress.standfirst": (
        "Signed purchases and leases with dates, cleared quarter by quarter on OpenAI’s own plan. ",
        "按 OpenAI 自己的计划，逐季清偿已签约且有日期的采购与租约。",
    ),
    "stress.never": ("no quarter", "无此季度"),
    "stress.nobody": ("nobody", "无"),
    "stress_shock.nvidia-openai-2026-round": ("Nvidia’s {amount}", "英伟达{amount}"),
    "stress_set.revenue openai": ("OpenAI’s revenue", "OpenAI 收入"),
    "stress_set.nvidia-openai-2026-round": ("Nvidia’s money", "英伟达出资"),
    "stress_set.amazon-openai-2026-round": ("Amazon’s money", "亚马逊出资"),
    "stress_set.softbank-openai-2026-round": ("SoftBank’s money", "软银出资"),
    "stress_short": ("Who is short, when, by how much", "谁在何时缺多少"),
    "stress_short.about": (
        "What is owed and unpaid at the end of each quarter to {quarter}, with what rolls on. "
        "Only {parties} is pushed further short. Round 1: cannot pay even if everyone else "
        "does.",
        "至{quarter}各季末到期未付额，含结转。因冲击而缺口加大的只有{parties}。第一轮：即使他"
        "人全付也付不出。",
    ),
    "stress_part.short_before": ("unpaid without the shock too", "无冲击也未付"),
    "stress_part.short_added": ("added by the shock", "冲击新增"),
    "stress.quarter": (
        "{now} unpaid, else {before}; round {round}",
        "未付{now}，无冲击为{before}；第{round}轮",
    ),
    "stress_lost": ("Who absorbs it, by which contract", "谁来承担，凭哪份合同"),
    "stress_lost.about": (
        "{gone} does not come, so {passed} more stays unpaid by {quarter}: a shortfall is "
        "passed on, not made larger, and the two sums need not differ. The bars say who "
        "absorbs it; each begins where the last one ends.",
        "未到账{gone}，至{quarter}债权人便多损失{passed}：缺口只是转嫁，并未放大，两数本应相近"
        "。各条显示由谁承担，始于上一条终点。",
    ),
    "stress.withdrawn": ("{holder} does not get {amount}", "{holder}少得{amount}"),
    "stress.unpaid": ("{holder} is not paid {amount}", "{holder}少收{amount}"),
    "stress.loss": ("by {obligor} · {agreements}", "{obligor}所欠 · {agreements}"),
    "stress_instrument.equity": ("equity promised", "承诺股权"),
    "stress_instrument.loan": ("loan promised", "承诺贷款"),
    "stress_instrument.compute_purchase": ("compute bought", "算力采购"),
    "stress_instrument.lease": ("lease", "租约"),
    "stress_instrument.chip_purchase": ("chips bought", "芯片采购"),
    "stress_matrix": ("Who is exposed to whom", "敞口矩阵"),
    "stress_matrix.about": (
        "Full square, firm line: due by {quarter}. Open square, dashed line: stake at the "
        "holder’s carrying value. Along a row: what a holder would lose; down a column: whom "
        "an obligor would take along. What has been paid is no exposure. The {count} obligors "
        "with most against them are drawn; sums are over all pairs.",
        "实心方块、实线：至{quarter}到期；空心方块、虚线：持有人账面所列持股。横看：一个持有人"
        "会失去什么；竖看：一个义务人会连累谁。已付清的不算敞口。图示敞口最大的{count}个义务人"
        "，合计为全部配对。",
    ),
    "stress.due": ("due", "到期"),
    "stress.mark": ("stake", "持股"),
    "stress_distress": ("Whose leverage rises, by which link", "谁的杠杆上升，经由哪一环"),
    "stress_distress.about": (
        "Debt over EBITDA in the simulation, median of {draws}, without and with the shock in "
        "{first}; the note has the rise by {last}. Agreements are those with OpenAI. Not "
        "shown, with EBITDA near zero: {none}.",
        "模拟中债务/EBITDA，{draws}次的中位数，取{first}有无冲击之差，注中另列{last}。所列为与"
        " OpenAI 的协议。EBITDA 接近零故不画：{none}。",
    ),
    "stress.leverage": (
        "{before} → {after}; {later} by {quarter} · {links}",
        "{before} → {after}；{quarter}为{later} · {links}",
    ),
    "stress.no_link": ("no agreement with OpenAI itself", "与 OpenAI 无直接协议"),
    "stress.more": (" and {count} more", " 等另{count}份"),
    "stress_equity": ("Whose book equity goes first", "谁的账面权益先受损"),
    "stress_equity.about": (
        "Claims unpaid, as a share of book equity, then marked down through stakes "
        "(differential DebtRank), {rounds} rounds: {verdict}",
        "未付债权占账面权益的比例，再经持股逐轮减记（差分 DebtRank），{rounds}轮：{verdict}",
    ),
    "stress.saturated": (
        "saturated, so the order says nothing.",
        "已饱和，次序没有意义。",
    ),
    "stress.not_saturated": (
        "not saturated, so marks settle and the order holds.",
        "未饱和，减记收敛，次序成立。",
    ),
    "stress.direct": ("{part} before stakes are marked down", "持股减记前为{part}"),
    "stress_chances": (
        "How often it ends badly, end of 2028 and of 2030",
        "多常出事：2028年末与2030年末",
    ),
    "stress_chances.about": (
        "Shares of {draws} simulations without and with the shock at two fixed dates. Drawn "
        "are differences of more than two standard errors; the table has all that ever "
        "happens.",
        "{draws}次模拟中的比例，取两个固定日期。仅画超过两个标准误的差异；从未发生者不列。",
    ),
    "stress_measure.downgraded, share of draws": ("downgraded", "被降级"),
    "stress_measure.cash out, share of draws": ("cash out", "现金耗尽"),
    "stress_measure.ever constrained, share of draws": ("ever constrained", "曾受融资约束"),
    "stress_reverse": ("The smallest shock that ruins each", "压垮各方的最小冲击"),
    "stress_reverse.about": (
        "The shock just large enough to leave a company unable to pay, or to wipe out its "
        "book equity, before the plan’s own money runs out; distances in standard deviations, "
        "the {sets} nearest sets of each. No one or two shocks to dated payments do it for: "
        "{refused}. That does not make them safe: loans against shares are in the forced "
        "sales below, and in the simulation without a shock these pass their debt line by the "
        "end of 2030: {others}.",
        "在计划自身资金用尽之前，恰好使一方无力偿付或耗尽账面权益的冲击；距离以标准差计，各方"
        "画最近的{sets}组。对有日期付款的一两项冲击压不垮：{refused}。这不等于安全：股票质押见"
        "下文抛售，且无冲击的模拟中到2030年末越过债务线者：{others}。",
    ),
    "stress.far": ("{party} at {far}", "{party}：{far}"),
    "stress.no_shock": ("no one or two shocks of dated payments", "一两项有日期付款的冲击不足"),
    "stress_gpus": (
        "If GPUs must be sold: losses depend on how deep the market is",
        "若须抛售 GPU：损失随市场深度而变",
    ),
    "stress_gpus.about": (
        "What holders of chips lose, $bn, by how far the price of GPUs falls first and how "
        "deep their market is, in multiples of all that is held ({held}). The depth is not "
        "known, so there is no one number; outlined is what forced sales make worse. Where "
        "the market is too shallow, sales push prices down faster than they repay debt, and "
        "all is sold: hence the jumps between neighbouring columns. Debt: {debt}, held to "
        "{limit} of plant.",
        "芯片持有方的损失（十亿美元），按 GPU 价格先跌多少、市场多深（持有总量的倍数）：{held}"
        "。深度无人知晓，故不给单一数字；框内为抛售加重者。市场过浅时，抛售压价快于偿债，终至"
        "卖光，相邻两列因此跳变。债务：{debt}，以厂房设备的{limit}为限。",
    ),
    "stress_holdings": (
        "If SoftBank must sell: losses depend on how deep the market is",
        "若软银须卖：损失随市场深度而变",
    ),
    "stress_holdings.about": (
        "The same for what SoftBank holds beside OpenAI ({held}), sold once net debt ({debt}) "
        "exceeds {limit} of all its holdings; losses in $bn. The jump from row to row is that "
        "limit being passed: sales then push the price down faster than they repay debt, "
        "until all is sold or the market is deep enough.",
        "软银除 OpenAI 外的持仓（{held}），净债务（{debt}）超过全部持仓的{limit}时须卖；损失以"
        "十亿美元计。行与行之间的跳变即越过该限：其后抛售压价快于偿债，直至卖光，除非市场够深"
        "。",
    ),
    "stress.depth": ("depth of the market", "市场深度"),
    "stress.fall": ("first fall", "先跌"),
    "stress.bottomless": ("no end", "无限"),
    "stress_cascade": ("What stops if a supplier stops", "一家供应方停摆，少了什么"),
    "stress_cascade.about": (
        "The part of the compute OpenAI has signed for that is not delivered without one "
        "supplier: an upper bound, with no stocks and no substitutes. Clouds weigh by money, "
        "buildings by gigawatts of their cloud, chips and power by the simulation at the end "
        "of 2030. Each of these layers, if all of it stops, stops everything: {layers}.",
        "缺一家供应方时，OpenAI 已签约算力中无法交付的比例，为上限，不计库存与替代。云按金额计"
        "，机房按所属云的吉瓦计，芯片与电力按模拟2030年末占比。以下任一层全停则全停：{layers}"
        "。",
    ),
    "stress.layer": ("the whole layer", "整层"),
    "stress_layer.compute": ("clouds", "云"),
    "stress_layer.shells": ("buildings", "机房"),
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
        "What the chapter’s own numbers rest on; the other assumptions of the simulation "
        "stand in “Who carries it?”.",
        "本章自身数字的依据；模拟的其余假设列于“由谁承担？”一章。",
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
    "col.stress_settled": ("after stakes are marked down", "持股减记后"),
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
    "stress.finding.same": (
        "Without {shock} OpenAI is short from {after} all the same, on dated contracts",
        "即便{shock}落空，\u200bOpenAI 付不清到期款\u200b仍自{after}起",
    ),
    "stress.bearer": (
        "Of the {whole} left unpaid to suppliers {bears} bears {part}, but only because "
        "Azure’s contract has no dates and is left out: in the simulated bankruptcies {most} "
        "loses most.",
        "供应商少收的{whole}中{bears}承担{part}，但这只因 Azure 合同没有日期而未计入：在模拟的"
        "破产中{most}损失最大。",
    ),
    "stress_answers": ("When is cash out? One question, three methods", "现金何时耗尽？一问三法"),
    "stress_answers.about": (
        "The methods count different money and different costs, so their dates differ.",
        "三种方法计入的资金与成本不同，故日期不同。",
    ),
    "stress_answer.plan": ("plan’s own arithmetic", "计划自身算术"),
    "stress_answer.plan.why": (
        "{money} signed and dated, all at once; the plan’s burn, a quarter each quarter; by "
        "opening cash",
        "已签约且有日期的{money}一次到位；计划消耗均分四季；视期初现金",
    ),
    "stress_answer.book": ("dated contracts, no shock", "有日期的合同，无冲击"),
    "stress_answer.book.why": (
        "the same money on its dates and only while OpenAI pays; plan’s revenue and costs, "
        "central opening cash",
        "同样的资金按日期到位，且仅在 OpenAI 如期付款时；计划的营收与成本，期初现金取中值",
    ),
    "stress_answer.shock": ("dated contracts, with the shock", "有日期的合同，有冲击"),
    "stress_answer.shock.why": ("the same without the money withdrawn", "同上，扣除撤回的资金"),
    "stress_answer.dry": ("simulation without any new money", "模拟，无任何新增资金"),
    "stress_answer.dry.why": (
        "signed money left out too; revenue, prices and delays vary; nine of ten",
        "已签约的资金也不计；营收、价格与延误可变；九成区间",
    ),
    "stress_answer.rounds": ("simulation with new money", "模拟，有新增资金"),
    "stress_answer.rounds.why": (
        "signed money, rounds, a listing and loans as they come or fail",
        "已签约资金、各轮融资、上市与贷款，或成或败",
    ),
    "stress_answer.by_2030": ("by the end of 2030 in {share}", "到2030年底占{share}"),
    "col.stress_method": ("method", "方法"),
    "col.stress_out": ("cash is out", "现金耗尽"),
    "col.stress_counts": ("what it counts", "计入什么"),
    "col.stress_apart": ("difference", "差异"),
}
