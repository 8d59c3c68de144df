"""Headings, sentences and words of the chapter on public support, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

POLICY: Mapping[str, tuple[str, str]] = {
    "policy": ("What would the state pay, and who gains?", "财政要付多少，谁得利？"),
    "policy.finding": (
        "Of what a {rate} tax credit pays for, {least}–{most} would be built without it",
        "{rate}的税收抵免所补贴的建设，\u200b{least}至{most}无补贴也会建",
    ),
    "policy.standfirst": (
        "It takes {cost} of public money to 2030 in the loop alone. Present law gives data "
        "centres nothing, and no support is on in the other chapters. A guarantee of one "
        "project’s debt would be worth {fair} of its face, while the budget would book "
        "{budget}, at the central volatility. It was asked for and taken back: a claim here, "
        "not a setting.",
        "仅圈内到2030年即需财政{cost}。现行法律不给数据中心抵免，其余各章均未启用任何扶持。担"
        "保单个项目债务，按波动率中值公允价值为面值的{fair}，预算却只记{budget}。这一请求曾提"
        "出又撤回：此处仅为陈述，并非设定。",
    ),
    "policy_cost": ("Cash cost of the credit, year by year", "抵免的逐年财政支出"),
    "policy_cost.about": (
        "A credit of {rate} on {eligible} of cost, for the loop alone: {draws} simulations, "
        "the same in both worlds, drawn to the end of 2030. The owner of the asset claims it "
        "when it is placed in service; cash comes two quarters later.",
        "抵免率{rate}、适用成本的{eligible}，仅计圈内：{draws}次模拟，两种情形共用抽样，图至"
        "2030年底。资产投入使用时由所有者申领，两季后付现。",
    ),
    "policy_run": ("What the credit buys in the simulation", "模拟中抵免换来什么"),
    "policy_run.about": (
        "In service with the credit less without it. In the simulation OpenAI’s plan is in "
        "dollars, so a cheaper lease buys more; elasticities of broad equipment say more, and "
        "both are in the interval. Power limits building in {binds} of quarters to 2030, and "
        "where it does a credit adds nothing.",
        "有抵免与无抵免的已投运容量之差。模拟中 OpenAI 的计划以美元计，租金便宜便多租；一般设备的弹"
        "性给出更高的数，区间兼含两者。到2030年有{binds}的季度受电力所限；受限时抵免毫无增量。",
    ),
    "policy_incidence": ("Who benefits in the end (incidence)", "补贴最终归谁（归宿）"),
    "policy_incidence.about": (
        "Shares of its cost in closed form; columns sum to 100% with what nobody has. The two "
        "middle ones are published readings of how equipment prices answered: up by the most "
        "found, or not at all. Nine of ten pairs of elasticities put what is additional "
        "between {low} and {high}.",
        "按闭式解占成本的比例，各列合计100%，含无人所得的净损失。中间两列为已发表的两种估计："
        "设备价格涨幅取所见最大，或完全不涨。弹性假设的九成区间内，新增部分占{low}至{high}。",
    ),
    "policy_gainers": ("Who gains how much", "谁得多少"),
    "policy_gainers.about": (
        "The central case, on {spent} of spending before the credit. Rows sum to its cost at the "
        "prices and quantities after it, {cost}: what owners keep, what they pass on in rent, what "
        "dearer goods bring their makers.",
        "中心情形，抵免前支出{spent}。各行合计为按抵免后价量计的成本{cost}：业主所留、经租金让渡、"
        "货物涨价归制造方。",
    ),
    "policy_static": ("Static cost, nobody reacts", "静态成本（不计行为变化）"),
    "policy_static.about": (
        "On three sums of capital spending, at {rate}. Raising a dollar of tax costs more than a "
        "dollar: the last column adds that burden.",
        "按三种资本开支、抵免率{rate}计。征一元税的代价高于一元：末列计入该负担。",
    ),
    "policy_guarantee": ("A guarantee: its worth and what is booked", "担保：公允价值与预算入账"),
    "policy_guarantee.about": (
        "A project with assets of {assets} for {face} of debt over {years} years, full cover. Each "
        "bar runs from what the budget books to fair value. Across all federal credit of 2025 the "
        "two were {booked} and {worth}.",
        "项目资产{assets}、负债{face}、期限{years}年，全额担保。每条从预算入账额到公允价值。"
        "2025年全部联邦信贷的两个数为{booked}与{worth}。",
    ),
    "policy_side": ("Who bears the loss, who has the gain", "谁担损失，谁得收益"),
    "policy_side.about": (
        "The same project at a cover of {cover}, shares of the debt at their own drift, with a "
        "public stake of {stake} beside the guarantee. Under cover a borrower picks more risk: "
        "the two middle columns are what that adds.",
        "同一项目，担保{cover}，按资产自身漂移计，占债务比例；另附{stake}的公共股权。"
        "有担保时借款人会选更高风险：中间两列为其增量。",
    ),
    "policy_debt": (
        "A guarantee of OpenAI’s own debt in the simulation",
        "模拟中担保 OpenAI 自身的债务",
    ),
    "policy_debt.about": (
        "A cover of {cover}, means of {draws} simulations to 2035. It is OpenAI’s own debt, "
        "not that of the data-centre vehicles, which is what was asked about: so little is "
        "covered. Lenders are paid the quarter after a bankruptcy, after what the estate "
        "leaves them.",
        "担保{cover}，到2035年{draws}次模拟的均值。所担保的是 OpenAI 自身债务，而非请求所涉的"
        "数据中心特殊目的公司（SPV）债务，故金额很小。破产后次季赔付贷款人，先扣破产财产所得。",
    ),
    "policy_asked": ("What was asked for", "曾提出的请求"),
    "policy_asked.about": (
        "Requests to the government by then, as they were said. None is a setting.",
        "截至该日向政府提出的请求，照其原意。均非设定。",
    ),
    "policy_weak": ("What to keep in mind", "须记住的弱点"),
    "policy_weak.about": (
        "What the desk’s own numbers rest on; the other assumptions of the simulation stand "
        "in “Who carries it?”.",
        "本章自身数字的依据；模拟的其余假设列于“由谁承担？”一章。",
    ),
    "policy.bar": ("volatility {volatility}", "波动率{volatility}"),
    "policy.bar_note": ("booked {budget}, worth {fair}", "入账{budget}，公允{fair}"),
    "policy.none": ("no figure named", "未提数额"),
    "policy_case.central": ("central", "中心"),
    "policy_case.most": ("rise most", "涨价最大"),
    "policy_case.flat": ("no rise", "不涨价"),
    "policy_case.power": ("power binds", "电力受限"),
    "request.us-government-openai-2025-guarantee": (
        "backstop for the financing of chips and data centres",
        "为芯片与数据中心融资兜底",
    ),
    "request.us-government-openai-2025-amic": (
        "chip-factory credit for servers, data centres, grid parts",
        "将芯片厂抵免扩至服务器、数据中心与电网部件",
    ),
    "gain.owners": ("owners of data centres", "数据中心业主"),
    "gain.openai": ("OpenAI, through rent", "OpenAI（经租金）"),
    "gain.accelerators": ("makers of accelerators", "加速器制造商"),
    "gain.equipment": ("makers of other equipment", "其他设备制造商"),
    "gain.builders": ("builders, shell and grid", "建筑与电网"),
    "gain.deadweight": ("nobody: deadweight", "无人所得（净损失）"),
    "gain.buyer": ("owner and tenant", "业主与租户"),
    "gain.seller": ("makers of goods", "货物制造方"),
    "policy_what.cost": ("paid to 2030", "到2030年支付"),
    "policy_what.more": ("GW more at the end of {year}", "{year}年末多出（吉瓦）"),
    "policy_what.additional": (
        "of GW added, only with it: simulation",
        "新增吉瓦中因抵免而有：模拟",
    ),
    "policy_what.each": ("public money for each GW more", "每多1吉瓦的财政支出"),
    "policy_what.called": ("paid to lenders", "赔付贷款人"),
    "policy_what.fees": ("fees had", "收取费用"),
    "policy_what.budget": ("the difference today, as the budget books it", "两者之差的预算现值"),
    "policy_what.saved": ("interest OpenAI saves", "OpenAI 少付利息"),
    "policy_what.without": ("bankrupt without", "无担保的破产概率"),
    "policy_what.with": ("bankrupt with", "有担保的破产概率"),
    "col.policy_case": ("case", "情形"),
    "col.policy_demand": ("demand", "需求弹性"),
    "col.policy_supply": ("supply", "供给弹性"),
    "col.policy_price": ("price of goods", "货价"),
    "col.policy_quantity": ("quantity", "数量"),
    "col.policy_extra": ("additional", "新增占比"),
    "col.policy_cost": ("cost", "成本"),
    "col.policy_burden": ("with burden", "含负担"),
    "col.policy_eligible": ("eligible", "适用比例"),
    "col.policy_who": ("who", "谁"),
    "col.policy_part": ("of the cost", "占成本"),
    "col.policy_what": ("what", "项目"),
    "col.policy_sigma": ("volatility", "波动率"),
    "col.policy_fair": ("fair value", "公允价值"),
    "col.policy_budget": ("budget cost", "预算成本"),
    "col.policy_relief": ("spread saved, bp", "利差减免（基点）"),
    "col.policy_fails": ("fails", "失败概率"),
    "col.policy_more": ("put grows by", "看跌期权增"),
    "col.policy_fails_more": ("fails more by", "失败概率增"),
    "col.policy_public_loss": ("public loss", "公共损失"),
    "col.policy_public_gain": ("public gain", "公共收益"),
    "col.policy_private_gain": ("owners’ gain", "业主收益"),
    "col.policy_agreement": ("request", "请求"),
    "col.policy_state": ("state", "状态"),
    "col.policy_amount": ("amount", "数额"),
    "policy_bridge": ("Four sums that are called its cost", "四个都被称作成本的数"),
    "policy_bridge.about": (
        "The first three are arithmetic on capital spending that a credit could cover, an "
        "assumption, each with one thing more counted; the last is another sum, what our "
        "simulations pay in the loop alone to 2030.",
        "前三个是对抵免可覆盖的资本开支（属假设）的算术，逐项多计一项；末一个是另一笔数，即模"
        "拟中仅圈内到2030年的支付。",
    ),
    "policy_step.0": (
        "{rate} of all {spent} of capital spending, nobody reacts",
        "全部资本开支{spent}的{rate}，无行为变化",
    ),
    "policy_step.1": (
        "the same on the eligible {eligible} of it",
        "同上，仅适用部分（{eligible}）",
    ),
    "policy_step.2": (
        "the same at the prices and quantities that follow",
        "同上，按其后的价格与数量",
    ),
    "policy_step.3": ("in the loop alone to 2030, simulated", "仅圈内，到2030年，模拟"),
    "policy_what.elastic": ("the same by elasticities, nine of ten", "同上：弹性法，九成区间"),
    "policy_what.anyway": ("built without it, both methods", "无抵免也会建，两法合计"),
    "policy_what.change": ("difference", "差异"),
    "col.policy_counts": ("what it counts", "计入什么"),
}
