"""Headings, sentences and words of the chapters on runs of the model, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

_MODEL = (
    "{draws} simulations of the plan of {vintage}, drawn to the end of 2030. Pale band: nine of "
    "ten; darker: half of them; line: the median.",
    "按{vintage}计划模拟 {draws} 次，图至2030年底。浅带为九成模拟，深带为一半，线为中位数。",
)
_GONE = (
    " Simulations in which OpenAI is bankrupt by then are left out; the last column says how "
    "many are not.",
    "届时已破产的模拟不计入，末列为其余占比。",
)
RUN: Mapping[str, tuple[str, str]] = {
    "plan.V0": ("September 2025", "2025年9月"),
    "plan.V2": ("February 2026", "2026年2月"),
    "earn": ("Can it earn?", "赚得回来吗？"),
    "earn.finding": (
        "The plan needs {need} of advertising and commerce in 2030; outside estimates: "
        "{low}–{high}",
        "2030年计划需广告与商业收入{need}，\u200b外部估计{low}至{high}",
    ),
    "earn.standfirst": (
        "The central outside estimate is {central}. The plan needs ${each} a year of "
        "advertising per free user. Its totals are the company’s; users, tiers, seats and "
        "prices are built up from assumptions.",
        "外部估计中值为{central}。计划需从每位免费用户身上年均赚取{each}美元广告收入。计划总额"
        "出自公司；用户、档位、席位与价格均由假设推算。",
    ),
    "earn_fan": ("Revenue, year by year", "逐年营收"),
    "earn_fan.about": (
        _MODEL[0] + _GONE[0] + " Dashed: the plan.",
        _MODEL[1] + _GONE[1] + "虚线为计划。",
    ),
    "earn_segments": ("Where it comes from", "收入来源"),
    "earn_segments.about": (
        "Mean of the simulations in which OpenAI is not bankrupt by then. On the right: by how "
        "much the plan exceeds what users, prices and seats add up to.",
        "届时未破产的各次模拟均值。右侧为计划相对于用户、价格与席位推算值的倍数。",
    ),
    "earn_true": ("What has to be true in 2030", "2030年须成立的条件"),
    "earn_true.about": (
        "The consumer half of the plan by source; advertising and commerce are what is left. "
        "The plan’s arithmetic takes its own users and prices, the mean of the simulations "
        "also those in which OpenAI falls behind, is sold or goes bankrupt: two answers to "
        "two questions. Store fees are not deducted.",
        "计划中消费者一半按来源拆分，广告与商业为余数。计划算术采用其自身的用户与价格；模拟均"
        "值还包括落后、被收购或破产的情形：两问两答。未扣除应用商店费用。",
    ),
    "earn_margin": ("Three margins on one base: all revenue", "三种利润率，同以全部营收为分母"),
    "earn_margin.about": (
        "Revenue less the cost named, over all revenue; each takes off more than the one "
        "before. Subscribers’ inference is that of paying consumers. Coverage is revenue over "
        "rent for compute.",
        "全部营收扣除所列成本后的占比，逐列扣得更多。“订户推理”指付费消费者的推理。覆盖率为营"
        "收除以算力租金。",
    ),
    "earn_winning": ("What a new subscriber costs and brings", "赢得一个新订户的成本与价值"),
    "earn_winning.about": (
        "Dollars per new subscriber, means of the simulations. Worth: margin over the time a "
        "subscriber stays; how long that is, is an assumption, as no solid figure is public. "
        "Who is worth less than he costs never pays back, and in these simulations spending "
        "goes on all the same. Sales and marketing is an estimate: only the first half of "
        "2025 is public.",
        "每位新订户，美元，各次模拟均值。价值指留存期内的毛利；留存多久属假设，没有可靠的公开"
        "数字。价值低于成本者永不回本，而模拟中的支出并未因此收缩。销售与营销费用为估计：公开"
        "的只有2025年上半年。",
    ),
    "earn_cohorts": ("Who is still there", "各批订户的留存"),
    "earn_cohorts.about": (
        "Subscribers in millions by the quarter they joined, first quarters shown, and how "
        "many are left at the end of each year. How many leave is an assumption.",
        "按加入季度（仅列各年首季）统计的订户（百万），及各年末留存。流失率属假设。",
    ),
    "pay": ("Can it pay, and until when?", "付得起吗，能付到何时？"),
    "pay.finding": (
        "With new funding, cash runs out by 2030 in {share} of simulations",
        "即使有新增融资，\u200b到2030年底\u200b仍有{share}的模拟中\u200b现金耗尽",
    ),
    "pay.standfirst": (
        "Without any new money, signed or not, it runs out between {early} and {late} in nine "
        "of ten. With the {money} that is signed and dated, the plan’s own arithmetic runs "
        "dry between {first} and {last}, by opening cash. We vary opening cash, revenue, "
        "prices, delays and whether rounds come.",
        "若完全没有新增资金（已签约的也不到位），九成模拟在{early}至{late}之间耗尽。计入已签约"
        "且有日期的{money}，按计划自身的算术可维持到{first}至{last}（视期初现金）。我们改变期"
        "初现金、营收、价格、延误与融资成败。",
    ),
    "pay_when": ("When cash runs out", "现金何时耗尽"),
    "run.dry": ("no new money:", "无新增资金"),
    "run.money": ("with it:", "有新增资金"),
    "pay_when.about": (
        "Share of simulations in which a bill has gone unpaid for want of cash, by quarter; "
        "at the end of each line, by the end of 2030. The table adds when cash first falls "
        "below {least} months of cost.",
        "截至各季末曾因现金不足而未能付款的模拟比例；线端为到2030年底。表中另列现金首次低于"
        "{least}个月成本的比例。",
    ),
    "pay_cash": ("Cash, with new money", "现金（有新增资金）"),
    "pay_cash.about": (_MODEL[0] + _GONE[0], _MODEL[1] + _GONE[1]),
    "pay_burn": ("Burn, with new money", "现金消耗（有新增资金）"),
    "pay_burn.about": (
        "{draws} simulations of the plan of {vintage}, drawn to the end of 2030. Bands as "
        "above. Dashed: the plan. Below zero the year brings cash. Bankrupt ones are left out.",
        "按{vintage}计划模拟 {draws} 次，图至2030年底，色带同上。虚线为计划。零以下为现金净流"
        "入。已破产者不计入。",
    ),
    "pay_need": ("Money needed from outside, cumulative", "累计外部资金需求"),
    "pay_need.about": (
        "What must have come since the start of 2026, in equity or debt, for cash never to have "
        "been below zero, whether or not it came. Signed and dated so far: {signed}.",
        "自2026年初起为使现金始终不低于零所需的股权与债务资金，不论是否到位。已签约且有日期者："
        "{signed}。",
    ),
    "pay_states": ("OpenAI’s state in the last quarter of each year", "OpenAI 各年末季的状态"),
    "pay_states.about": (
        "Share of simulations. Constrained: under four quarters of cash left; distress: cash "
        "below the minimum and a round refused. A rescue lasts one quarter: the share is of "
        "those being rescued just then, not of those ever rescued. What follows when cash is "
        "out is a choice model on assumptions.",
        "模拟比例。受限：现金不足四个季度；困境：低于最低现金且融资被拒。救助只持续一季：所列"
        "为当季正获救助者，并非曾获救助者。现金耗尽后的去向由以假设为据的选择模型给出。",
    ),
    "pay_default": ("What a bankruptcy leaves to whom", "破产之后，谁能拿回多少"),
    "pay_default.about": (
        "In {share} of simulations OpenAI is bankrupt by 2035. Means over these, in the order "
        "of payment; what the business fetches in court is an assumption. Below: what lessors "
        "lose.",
        "在{share}的模拟中 OpenAI 于2035年前破产。以下为这些情形的均值，按清偿顺序排列；破产中"
        "业务的售价属假设。其下为出租方的损失。",
    ),
    "run.lost": ("lost:", "损失："),
    "rank.case costs": ("costs of the case", "破产费用"),
    "rank.secured": ("secured", "有担保债权"),
    "rank.administrative": ("compute that must run on", "必须维持的算力"),
    "rank.unsecured": ("unsecured, with rejected leases", "无担保债权，含被拒绝履行的租约"),
    "rank.vendor credit": ("unpaid rent turned into vendor credit", "转为供应商赊账的欠租"),
    "rank.shares": ("holders of shares", "股东"),
    "col.rank": ("class", "顺位"),
    "col.claimed": ("claimed", "债权"),
    "col.recovered": ("paid", "清偿"),
    "col.part": ("share", "比例"),
    "system_sites": ("The contracts’ projects at the end of 2030", "合同所列项目，2030年底"),
    "system_sites.about": (
        "GW, mean of the simulations. A lessor’s capacity goes to its projects in the order "
        "of firmness and date. * Size estimated from its price, an assumption. Letters "
        "without a price wait for money.",
        "吉瓦，各次模拟均值。出租方的产能按约束力与日期依次分给各项目。*按合同金额折算，属假设"
        "。没有金额的意向书排在资金之后。",
    ),
    "system_books": ("Accelerators: book value and market value", "加速卡：账面值与市值"),
    "system_books.about": (
        "Bought for OpenAI in the simulation, mean. Book value falls in a straight line; "
        "market value follows the rental index, which can rise. Over value: book value that "
        "nobody has written off.",
        "模拟期内为 OpenAI 购置的加速卡，均值。账面直线折旧，市值随租金指数，指数可升。“高于市"
        "值”指尚未减记的账面。",
    ),
    "col.project": ("project", "项目"),
    "col.size": ("GW", "吉瓦"),
    "col.financed": ("financed", "已融资"),
    "col.powered": ("powered", "已供电"),
    "col.in_service": ("in service", "已投运"),
    "col.whole": ("all of it in service by then", "届时全部投运"),
    "col.book": ("book value", "账面值"),
    "col.worth": ("market value", "市值"),
    "col.over_value": ("book over market value", "账面高于市值"),
    "col.written_off": ("written off", "已减记"),
    "pay_bridge": ("From net loss to burn, first half of 2025", "从净亏损到现金消耗，2025年上半年"),
    "pay_bridge.about": (
        "Three figures that the press quotes as one. Depreciation and working capital are "
        "what is left.",
        "媒体常混为一谈的三个数。折旧与营运资本为余数。",
    ),
    "bridge.net_loss": ("net loss", "净亏损"),
    "bridge.remeasurement_and_interest": (
        "less remeasured claims and interest",
        "减：权益重估与利息",
    ),
    "bridge.operating_loss": ("operating loss", "经营亏损"),
    "bridge.stock_pay": ("less stock pay", "减：股权激励"),
    "bridge.rest": ("less depreciation, working capital", "减：折旧与营运资本"),
    "bridge.burn": ("cash burnt", "现金消耗"),
    "col.line": ("line", "项目"),
    "pay_sources": ("Who puts the money in", "谁出钱"),
    "pay_sources.about": (
        "New money, mean of the simulations. The last column is what contracts promise: "
        "signed money on its dates, and Nvidia’s letter of 2025 in the simulations in which "
        "it comes back to life. The rest are rounds, a listing and loans that happen in the "
        "simulation.",
        "新增资金，各次模拟均值。末列为合同所承诺：已签约且有日期者，以及英伟达2025年意向书在"
        "部分模拟中恢复生效者。其余为模拟中成行的融资、上市与贷款。",
    ),
    "pay_alone": ("The plan’s own arithmetic", "计划自身的算术"),
    "pay_alone.about": (
        "No simulation: a quarter of the plan’s burn of the year each quarter, opening cash, "
        "and the new money all at once.",
        "不用模拟：计划年消耗均分四季，期初现金与新增资金一次到位。",
    ),
    "system": ("Who carries it?", "由谁承担？"),
    "system.finding": (
        "Most debt for OpenAI falls on {firm}: {debt} by 2030 ({low}–{high})",
        "{firm}为 OpenAI 举债最多：\u200b2030年{debt}\u200b（{low}至{high}）",
    ),
    "system.standfirst": (
        "OpenAI’s payments to each firm are simulated. The rest of a firm is its last twelve "
        "months grown at one rate, an assumption. What one pays another receives, in every "
        "quarter.",
        "模拟的是 OpenAI 对各公司的付款；各公司其余业务以最近十二个月按同一增速外推，属假设。"
        "每季一方所付即另一方所收。",
    ),
    "system_firms": ("Every firm, 2027 and 2030", "各公司，2027年与2030年"),
    "system_firms.about": (
        "Mean of the simulations; leverage is the median. Sales inside are those within the "
        "group, and only they are simulated: everything else is the last twelve months grown "
        "at one rate, not a firm’s guidance. † Debt of the opening balance sheet: nothing in "
        "the simulation moves it. Unpaid rent comes from simulations in which OpenAI’s cash "
        "is out.",
        "各次模拟均值，杠杆为中位数。仅圈内销售为模拟所得，其余以最近十二个月按同一增速外推，"
        "并非公司指引。†为期初负债，模拟中不变。未付租金来自 OpenAI 现金耗尽的情形。",
    ),
    "system_gw": ("Compute in service", "已投运算力"),
    "system_gw.about": (
        _MODEL[0] + " Dashed: what the plan’s money would buy.",
        _MODEL[1] + "虚线为计划资金可购买的规模。",
    ),
    "system_limits": ("What holds building back", "什么限制了建设"),
    "system_limits.about": (
        "Share of quarters in which each limit is the smallest. The chapter on building shows "
        "the power behind it.",
        "各限制为最小者的季度比例；电力的由来见建设一章。",
    ),
    "system_orders": ("Order books (RPO), 2027 and 2030", "剩余履约义务（RPO），2027年与2030年"),
    "system_orders.about": (
        "Signed orders at the end of the year and what moved OpenAI’s part of them, mean of "
        "the simulations. Others’ orders grow with a firm’s other business, an assumption.",
        "年末已签订单及 OpenAI 部分当年的变动，各次模拟均值。其他客户的订单随该公司其余业务增"
        "长，属假设。",
    ),
    "system_depend": ("Who depends on OpenAI", "谁依赖 OpenAI"),
    "system_depend.about": (
        "Shares of sales, signed orders and EBITDA; debt raised for OpenAI’s projects; what "
        "its default would cost, also over opening equity and a year’s EBITDA. Last: what "
        "bargaining has done to the price. Means of the simulations, those in which OpenAI "
        "has failed included.",
        "占销售、在手订单与 EBITDA 的比例；为 OpenAI 项目所举债务；其违约的损失，及与期初权益"
        "、年 EBITDA 之比。末列为议价后的价格变动。各次模拟均值，含 OpenAI 已倒下者。",
    ),
    "system_loop": (
        "A supplier’s own investment returning as sales",
        "供应商自有投资以销售形式回流",
    ),
    "system_loop.about": (
        "To 2030, mean of the simulations: pro rata, and if its own money is the last or the "
        "first to be spent.",
        "截至2030年，各次模拟均值：按比例；以及自有资金最后或最先花出。",
    ),
    "system_if": ("What if", "如果"),
    "system_if.about": (
        "Scenarios that caploop run --scenario switches on, alone or joined. Their results "
        "are not on this page.",
        "可用 caploop run --scenario 打开的情景，可单独或叠加。结果不在本页。",
    ),
    "system_priors": ("What these numbers rest on", "这些数字的依据"),
    "system_priors.about": (
        "Every parameter the simulations read, with its range and its source; {unread} others "
        "we hold are not read yet. Accounts balance to {gap} of what is paid. {later} figures "
        "rest on pages of a later day than the day of knowledge, as no earlier one is at hand: "
        "they stand in as assumptions, {positions} of them opening positions.",
        "模拟所读的全部参数、区间与来源；另有 {unread} 个参数尚未读取。账目误差不超过支付额的"
        "{gap}。{later} 个数字出自信息截至日之后的页面（此前无页可查），按假设计入，其中期初头寸"
        "{positions} 个。",
    ),
    "weak": ("Weak points", "薄弱之处"),
    "limit.wanted": ("not held back", "未受限"),
    "limit.shell": ("buildings", "机房"),
    "limit.power": ("power", "电力"),
    "limit.chips": ("chips", "芯片"),
    "limit.finance": ("finance", "融资"),
    "stage.normal": ("normal", "正常"),
    "stage.constrained": ("constrained", "受限"),
    "stage.distress": ("distress", "困境"),
    "stage.rescued": ("being rescued", "正获救助"),
    "stage.renegotiated": ("renegotiated", "重议合同"),
    "stage.acquired": ("sold", "被收购"),
    "stage.bankrupt": ("bankrupt", "破产"),
    "segment.subscriptions": ("subscriptions", "订阅"),
    "segment.advertising": ("advertising, commerce", "广告与商业"),
    "segment.seats": ("seats", "企业席位"),
    "segment.api": ("API", "API"),
    "segment.agents": ("agents", "智能体"),
    "segment.custom": ("custom work", "定制"),
    "segment.devices": ("devices", "硬件"),
    "half.subscriptions": ("subscriptions", "订阅"),
    "half.devices": ("devices", "硬件"),
    "half.remainder": ("advertising and commerce, the rest", "广告与商业（余数）"),
    "half.prior": ("outside estimates of the same: low, central, high", "外部估计：低、中、高"),
    "half.each": ("a year per user who does not pay", "每个不付费用户每年"),
    "origin.market": ("investors outside", "圈外投资者"),
    "origin.amd_warrant": ("AMD shares sold (warrant)", "出售AMD股份（认股权证）"),
    "origin.lenders": ("lenders", "贷款人"),
    "party.vehicles": ("data-centre vehicles (SPVs)", "数据中心SPV"),
    "run.median": ("median", "中位数"),
    "run.plan": ("plan", "计划"),
    "run.never": ("not by 2030", "2030年前不会"),
    "run.not_by_2035": ("not by 2035", "2035年前不会"),
    "run.before": ("before 2026", "2026年以前"),
    "run.unit": ("bn USD", "亿美元"),
    "col.year": ("year", "年份"),
    "col.median": ("median", "中位数"),
    "col.span": ("nine of ten", "九成区间"),
    "col.plan": ("plan", "计划"),
    "col.lift_consumer": ("consumer, times", "消费者倍数"),
    "col.lift_enterprise": ("enterprise, times", "企业倍数"),
    "col.lever": ("lever", "来源"),
    "col.users": ("users, mn", "用户（百万）"),
    "col.payers": ("payers, mn", "付费（百万）"),
    "col.margin_a": ("less subscribers’ inference", "扣订户推理"),
    "col.margin_b": ("less all inference", "扣全部推理"),
    "col.margin_c": ("less all cost of revenue", "扣全部营业成本"),
    "col.coverage": ("coverage", "覆盖率"),
    "col.dry": ("no new money", "无新增资金"),
    "col.dry_least": ("below least cash", "低于最低现金"),
    "col.with_money": ("with new money", "有新增资金"),
    "col.origin": ("who", "出资方"),
    "col.to_2026": ("to 2026", "至2026年"),
    "col.to_2030": ("to 2030", "至2030年"),
    "col.to_2035": ("to 2035", "至2035年"),
    "col.agreed_part": ("of it signed, with dates", "其中已签约且有日期"),
    "col.standing": ("of simulations", "占模拟"),
    "col.money": ("new money", "新增资金"),
    "col.opening": ("opening cash", "期初现金"),
    "col.out_in": ("cash is out in", "耗尽于"),
    "col.firm": ("firm", "公司"),
    "col.sales": ("sales inside", "圈内销售"),
    "col.capex": ("capex", "资本开支"),
    "col.debt": ("debt", "负债"),
    "col.leverage": ("debt/EBITDA", "负债/EBITDA"),
    "col.dependency": ("share of sales", "占销售"),
    "col.downgraded": ("downgraded", "评级下调"),
    "col.unpaid": ("OpenAI has not paid", "OpenAI 未付"),
    "col.joined": ("joined, mn", "新增（百万）"),
    "col.joined_in": ("joined in", "加入季度"),
    "col.spent": ("spent", "支出"),
    "col.cost_each": ("cost each, $", "单户成本（美元）"),
    "col.worth_each": ("worth each, $", "单户价值（美元）"),
    "col.times": ("worth over cost", "价值/成本"),
    "col.payback": ("months to pay back", "回本月数"),
    "col.code_red": ("code red", "红色警报"),
    "col.price_war": ("price war", "价格战"),
    "col.of_openai": ("OpenAI’s", "OpenAI"),
    "col.of_others": ("others’", "其他"),
    "col.booked": ("booked", "新签"),
    "col.recognised": ("delivered", "交付"),
    "col.cancelled": ("cancelled", "取消"),
    "col.d2": ("of orders", "占订单"),
    "col.d3": ("of EBITDA", "占EBITDA"),
    "col.raised": ("debt raised for OpenAI", "为OpenAI举债"),
    "col.lost": ("lost in default", "违约损失"),
    "col.lost_equity": ("over equity", "比权益"),
    "col.lost_ebitda": ("over EBITDA", "比EBITDA"),
    "col.price": ("price", "价格"),
    "col.scenario": ("scenario", "情景"),
    "col.parameter": ("parameter", "参数"),
    "col.three": ("low, central, high", "低、中、高"),
    "col.source": ("source", "来源"),
    "system_debt": ("Who borrows for OpenAI", "谁在为 OpenAI 举债"),
    "system_debt.about": (
        "Debt raised so far for OpenAI’s projects by {year}: mean, and between which sums "
        "nine of ten simulations lie; the table has 2027 too. All lessors together: {whole} "
        "in the mean. Other debt of these firms is not counted.",
        "截至{year}年为 OpenAI 项目累计举债：均值及九成模拟所在区间；表中另有2027年。全部出租"
        "方合计均值{whole}。各公司其他债务不计。",
    ),
    "run.no_difference": ("none that these simulations can show", "模拟次数不足以分辨"),
    "run.never_back": ("never", "永不"),
    "col.plan_needs": ("the plan’s arithmetic", "计划算术"),
    "col.simulated_mean": ("simulations, mean", "模拟均值"),
    "col.over_plan": ("spending over plan’s", "支出/计划"),
}
