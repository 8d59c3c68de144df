"""Headings, sentences and words of the chapters on runs of the model, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

_MODEL = (
    "{draws} draws of the plan of {vintage}, quarter by quarter from 2026 to 2035; band: nine "
    "draws of ten, darker: half of them, line: the median.",
    "按{vintage}计划，2026 至 2035 年逐季模拟 {draws} 次；浅带为十分之九的路径，"
    "深带为一半，线为中位数。",
)
RUN: Mapping[str, tuple[str, str]] = {
    "plan.V0": ("September 2025", "2025年9月"),
    "plan.V2": ("February 2026", "2026年2月"),
    "earn": ("Can it earn?", "赚得回来吗？"),
    "earn.finding": (
        "The plan of {plan} for 2030 needs ${each} a year from each user who does not pay",
        "2030年{plan}的计划，\u200b要求每个不付费用户\u200b每年带来{each}美元",
    ),
    "earn.standfirst": (
        "That is {times} times the central outside estimate of ${prior}. The plan’s totals are the "
        "company’s; users, tiers, seats and prices below are built up from priors, and what the "
        "plan needs beyond them is said.",
        "这是外部估计中值{prior}美元的{times}倍。计划总额出自公司；用户、档位、席位与价格由先验逐项"
        "推算，计划还缺多少一并列出。",
    ),
    "earn_fan": ("Revenue, year by year", "逐年营收"),
    "earn_fan.about": (_MODEL[0] + " Dashed: the plan.", _MODEL[1] + "虚线为计划。"),
    "earn_segments": ("Where it comes from", "收入来源"),
    "earn_segments.about": (
        "Mean over draws. Beyond the bottom-up path the plan needs the factors on the right.",
        "各路径均值。右侧为计划要求自下而上推算值的倍数。",
    ),
    "earn_true": ("What has to be true in 2030", "2030年须成立的条件"),
    "earn_true.about": (
        "The consumer half of the plan by lever; advertising and commerce are the rest. Store "
        "fees are not deducted.",
        "计划中消费者一半按来源拆分，广告与商业为余数。未扣除应用商店费用。",
    ),
    "earn_margin": ("Three margins, never mixed", "三种利润率，互不混用"),
    "earn_margin.about": (
        "A: less inference for those who pay; B: less all inference; C: less all cost of revenue. "
        "Coverage is revenue over rent for compute.",
        "A：扣除付费用户推理成本；B：扣除全部推理成本；C：扣除全部营业成本。覆盖率为营收除以算力租金。",
    ),
    "earn_winning": ("What a new subscriber costs and brings", "赢得一个新订户的成本与价值"),
    "earn_winning.about": (
        "Dollars each, means over draws. Sales and marketing is an estimate: only the first half "
        "of 2025 is public. Growth spending falls where worth over cost does.",
        "单位美元，各路径均值。销售与营销费用为估计：公开的只有2025年上半年。"
        "价值与成本之比下降时，增长支出随之收缩。",
    ),
    "earn_cohorts": ("Who is still there", "各批订户的留存"),
    "earn_cohorts.about": (
        "Subscribers in millions by the quarter they joined, first quarters shown, and how many "
        "are left at the end of each year.",
        "按加入季度（仅列各年首季）统计的订户（百万），及各年末留存。",
    ),
    "pay": ("Can it pay, and until when?", "付得起吗，能付到何时？"),
    "pay.finding": (
        "Without new money cash is out in {middle}; with it, in {share} of draws by the end of "
        "2030",
        "没有新增资金，\u200b现金在{middle}耗尽；\u200b有新增资金，\u200b到2030年底仍有{share}的路径耗尽",
    ),
    "pay.standfirst": (
        "Cash is out where what is due in a quarter exceeds cash, receipts and new money. Drawn "
        "are opening cash, revenue, prices, delays and the success of rounds; probabilities depend "
        "on the priors listed below.",
        "当季应付超过现金、收入与新增资金之和，即为现金耗尽。抽样的是期初现金、营收、价格、延误与融资"
        "成败；概率取决于下列先验。",
    ),
    "pay_when": ("When cash runs out", "现金何时耗尽"),
    "run.dry": ("no new money", "无新增资金"),
    "run.money": ("with it", "有新增资金"),
    "pay_when.about": (
        "Share of draws in which what is due has exceeded cash by the end of a quarter. The table "
        "has it year by year, and beside it where cash first falls below {least} months of cost.",
        "截至各季末应付曾超过现金的路径比例。表中逐年列出，旁为现金首次低于{least}个月成本的比例。",
    ),
    "pay_cash": ("Cash, with new money", "现金（有新增资金）"),
    "pay_cash.about": _MODEL,
    "pay_burn": ("Burn, with new money", "现金消耗（有新增资金）"),
    "pay_burn.about": (
        _MODEL[0] + " Dashed: the plan. Below zero the year brings cash.",
        _MODEL[1] + "虚线为计划。零以下为现金流入。",
    ),
    "pay_states": ("How it stands at the end of each year", "每年年末的状态"),
    "pay_states.about": (
        "Share of draws. Constrained: under four quarters of runway; distress: under least cash "
        "and no round. The exits after cash is out are a choice model with stated priors.",
        "路径比例。受限：现金不足四个季度；困境：低于最低现金且融资失败。耗尽后的出路由给定先验的选择模型"
        "决定。",
    ),
    "pay_default": ("What a bankruptcy leaves to whom", "破产之后，谁能拿回多少"),
    "pay_default.about": (
        "In {share} of draws OpenAI is bankrupt by 2035. Means over those draws, first paid first: "
        "the price of the business in court is an assumption. Below, what lessors lose.",
        "在{share}的路径中 OpenAI 于2035年前破产。以下为这些路径的均值，按清偿顺序排列；"
        "破产中业务的售价属假设。其下为出租方的损失。",
    ),
    "run.lost": ("lost:", "损失："),
    "rank.case costs": ("costs of the case", "破产费用"),
    "rank.secured": ("secured", "有担保债权"),
    "rank.administrative": ("compute that must run on", "必须维持的算力"),
    "rank.unsecured": ("unsecured, rejected leases", "无担保债权与拒绝履行的租约"),
    "rank.vendor credit": ("rent left open", "供应商赊账"),
    "rank.shares": ("holders of shares", "股东"),
    "col.rank": ("class", "顺位"),
    "col.claimed": ("claimed", "债权"),
    "col.recovered": ("paid", "清偿"),
    "col.part": ("share", "比例"),
    "system_sites": ("The book’s projects at the end of 2030", "账册中的项目，2030年底"),
    "system_sites.about": (
        "GW, mean over draws. A lessor’s capacity goes to its projects in the order of firmness "
        "and date. * sized by its price, an assumption. Letters without a price wait for money.",
        "吉瓦，各路径均值。出租方的产能按约束力与日期依次分给各项目。*按合同金额折算，属假设。"
        "没有金额的意向书排在资金之后。",
    ),
    "system_books": ("Accelerators: books and value", "加速卡：账面与价值"),
    "system_books.about": (
        "Bought for OpenAI in the run, mean over draws. Books fall in a straight line, value "
        "with the rental index, which can rise. Over value: books that nobody has written off.",
        "模拟期内为 OpenAI 购置的加速卡，各路径均值。账面直线折旧，价值随租金指数，指数可升。"
        "“高于价值”指尚未减记的账面。",
    ),
    "col.project": ("project", "项目"),
    "col.size": ("GW", "吉瓦"),
    "col.financed": ("financed", "已融资"),
    "col.powered": ("powered", "已供电"),
    "col.in_service": ("in service", "在役"),
    "col.whole": ("whole by then", "届时全部在役"),
    "col.book": ("books", "账面"),
    "col.worth": ("value", "价值"),
    "col.over_value": ("books over value", "账面高于价值"),
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
        "New money, mean over draws. What is agreed is the book’s; the rest are rounds the model "
        "lets happen.",
        "新增资金，各路径均值。已约定部分出自协议账册，其余为模型中成行的融资。",
    ),
    "pay_alone": ("The plan’s own arithmetic", "计划自身的算术"),
    "pay_alone.about": (
        "No model: the plan’s annual burn over four quarters, opening cash and money at once.",
        "不用模型：计划的年消耗均分四季，期初现金与资金一次到位。",
    ),
    "system": ("Who carries it?", "由谁承担？"),
    "system.finding": (
        "By the end of 2030 the firms that let compute owe ${debt}, and OpenAI stands on its own "
        "in {alone} of draws",
        "到2030年底，\u200b出租算力的公司负债{debt}，\u200bOpenAI 在{alone}的路径中\u200b仍能独立",
    ),
    "system.standfirst": (
        "Every firm’s cash, debt and sales are simulated with OpenAI’s, on opening balance sheets "
        "of the end of 2025. What one pays another receives, in every quarter and draw.",
        "各公司的现金、负债与销售同 OpenAI 一并模拟，期初为2025年末的资产负债表。每季每条路径中，"
        "一方所付即另一方所收。",
    ),
    "system_firms": ("Every firm, 2027 and 2030", "各公司，2027年与2030年"),
    "system_firms.about": (
        "Mean over draws; leverage is the median. Outside the loop each firm’s last twelve months "
        "grow at one rate, an assumption. Unpaid rent is what draws without cash leave.",
        "各路径均值，杠杆为中位数。圈外业务以最近十二个月按同一增速外推，属假设。"
        "未付租金来自现金耗尽的路径。",
    ),
    "system_gw": ("Compute in service", "在役算力"),
    "system_gw.about": (
        _MODEL[0] + " Dashed: what the plan’s money would buy.",
        _MODEL[1] + "虚线为计划资金可购买的规模。",
    ),
    "system_limits": ("What holds building back", "什么限制了建设"),
    "system_limits.about": (
        "Share of quarters in which each limit is the smallest; the chapter on building has the "
        "power behind it.",
        "各限制为最小者的季度比例；电力的由来见建设一章。",
    ),
    "system_orders": ("Order books, 2027 and 2030", "在手订单，2027年与2030年"),
    "system_orders.about": (
        "Signed orders at the end of the year and what moved OpenAI’s part in it, mean over draws. "
        "Others’ books grow with their outside business, an assumption.",
        "年末已签订单及 OpenAI 部分当年的变动，各路径均值。其他客户的订单随圈外业务增长，属假设。",
    ),
    "system_depend": ("Who hangs on OpenAI", "谁依赖 OpenAI"),
    "system_depend.about": (
        "Shares of sales, signed orders and EBITDA; debt raised for its projects; what its default "
        "would cost, also over opening equity and a year’s EBITDA. Last: what bargaining has done "
        "to the price.",
        "占销售、在手订单与 EBITDA 的比例；为其项目所举债务；其违约的损失，"
        "及与期初权益、年 EBITDA 之比。末列为议价后的价格变动。",
    ),
    "system_loop": ("Own money that comes back in the run", "模拟中转回的自有资金"),
    "system_loop.about": (
        "To 2030, mean over draws: pro rata, and if own money leaves a pool last or first.",
        "截至2030年，各路径均值：按比例；以及自有资金最后或最先流出。",
    ),
    "system_if": ("What if", "如果"),
    "system_if.about": (
        "Scenarios a run can switch on with --scenario, alone or joined.",
        "可用 --scenario 打开的情景，可单独或叠加。",
    ),
    "system_priors": ("What these numbers rest on", "这些数字的依据"),
    "system_priors.about": (
        "Every parameter the runs read, with its range and its source; {unread} others of the book "
        "are not read yet. Accounts balance to {gap} of what is paid.",
        "模拟所读的全部参数、区间与来源；账册中另有 {unread} 个参数尚未读取。"
        "账目误差不超过支付额的{gap}。",
    ),
    "weak": ("Weak points", "薄弱之处"),
    "limit.wanted": ("not held back", "未受限"),
    "limit.shell": ("shells", "厂房"),
    "limit.power": ("power", "电力"),
    "limit.chips": ("chips", "芯片"),
    "limit.finance": ("finance", "融资"),
    "stage.normal": ("normal", "正常"),
    "stage.constrained": ("constrained", "受限"),
    "stage.distress": ("distress", "困境"),
    "stage.rescued": ("rescued", "获救助"),
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
    "party.vehicles": ("data-centre vehicles", "数据中心载体"),
    "run.median": ("median", "中位数"),
    "run.plan": ("plan", "计划"),
    "run.never": ("not by 2030", "2030年前不会"),
    "run.not_by_2035": ("not by 2035", "2035年前不会"),
    "run.yes": ("yes", "可运行"),
    "run.no": ("not yet", "尚不可"),
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
    "col.margin_a": ("A", "A"),
    "col.margin_b": ("B", "B"),
    "col.margin_c": ("C", "C"),
    "col.coverage": ("coverage", "覆盖率"),
    "col.dry": ("no new money", "无新增资金"),
    "col.dry_least": ("below least cash", "低于最低现金"),
    "col.with_money": ("with new money", "有新增资金"),
    "col.origin": ("who", "出资方"),
    "col.to_2026": ("to 2026", "至2026年"),
    "col.to_2030": ("to 2030", "至2030年"),
    "col.to_2035": ("to 2035", "至2035年"),
    "col.agreed_part": ("of it agreed", "其中已约定"),
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
    "col.cost_each": ("cost, $", "成本（美元）"),
    "col.worth_each": ("worth, $", "价值（美元）"),
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
    "col.raised": ("debt raised", "所举债务"),
    "col.lost": ("lost in default", "违约损失"),
    "col.lost_equity": ("over equity", "比权益"),
    "col.lost_ebitda": ("over EBITDA", "比EBITDA"),
    "col.price": ("price", "价格"),
    "col.scenario": ("scenario", "情景"),
    "col.runs": ("runs", "可运行"),
    "col.parameter": ("parameter", "参数"),
    "col.three": ("low, central, high", "低、中、高"),
    "col.source": ("source", "来源"),
}
