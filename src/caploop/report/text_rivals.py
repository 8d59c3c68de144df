"""Headings, sentences and words of the chapter on rivals, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

RIVALS: Mapping[str, tuple[str, str]] = {
    "rivals": ("Who else, and how many survive?", "还有谁，能活几家？"),
    "rivals.finding": (
        "In 2030 the market feeds {count} of six developers at the frontier; {word} by 2035 in "
        "{part} of draws",
        "2030年\u200b市场养得起\u200b{count}家\u200b前沿开发者；\u200b2035年{word}\u200b的概率为{part}",
    ),
    "rivals.standfirst": (
        "OpenAI raises its money outside and is at the frontier in 2030 in {own} of draws; Google "
        "pays from its own cash and is there in {google}. Compute, use and what happens to a rival "
        "without money are priors.",
        "OpenAI靠外部融资，2030年处于前沿的概率为{own}；Google用自有现金，概率为{google}。各家算力、"
        "使用份额及断粮后的去向均为先验。",
    ),
    "rivals_use": ("Who is used", "使用份额"),
    "rivals_use.about": (
        "Shares of use at the end of each year, mean over {draws} draws: a logit in quality, which "
        "grows with compute, users, and what has spread from others.",
        "{draws}条路径年末均值：份额由质量决定（对数几率），质量随算力、用户及外溢而升。",
    ),
    "rivals_front": ("Who stays at the frontier, by how it is financed", "按融资路线：谁留在前沿"),
    "rivals_front.about": (
        "Share of draws, per cent, in which it pays at least {part} of what research at the "
        "frontier costs (central prior). Filled: at least half.",
        "支付至少{part}前沿研发成本（先验中值）的路径占比，百分数。深色：不低于一半。",
    ),
    "rivals.across": ("end of year →", "年末 →"),
    "rivals.up": ("developer ↓", "开发者 ↓"),
    "rivals_funds": ("Financing routes and technology routes", "融资路线与技术路线"),
    "rivals_funds.about": (
        "In 2030, means: what it can find in a year, what that costs, what it spends on compute, "
        "what it sells; and the share of draws in which it is still in the race in 2035.",
        "2030年均值：一年可筹资金、资金成本、算力支出、营收；及2035年仍在竞争的路径占比。",
    ),
    "rivals_hhi": ("Concentration of revenue", "营收集中度"),
    "rivals_hhi.about": (
        "Herfindahl-Hirschman index of developers' revenue, {draws} draws; 1 is one seller. Spend "
        "of enterprises on models stands at {api}.",
        "开发者营收的赫芬达尔指数，{draws}条路径；1即独家。企业模型支出的指数为{api}。",
    ),
    "rivals_live": ("How many can live, at what price", "能活几家、价格几何"),
    "rivals_live.about": (
        "Medians with nine of ten draws. Break even: the largest n whose nth best developer pays "
        "what the frontier costs it when n share the market. Price: of closed models, 1 without "
        "open rivals. Entry: frontier research a year in years of a median rival's revenue.",
        "中位数与九成区间。收支相抵：n家分享市场时第n名仍付得起前沿成本的最大n。价格：闭源模型，"
        "无开源对手时为1。进入成本：前沿研发年费相当于中位对手几年营收。",
    ),
    "rivals_class": ("What becomes of the industry", "产业终局"),
    "rivals_class.about": (
        "Share of draws: monopoly where the first sells at least {alone} of all, open ecosystem "
        "where open weights carry {half} of use, else oligopoly; a utility earns at most {rate} on "
        "capital, and below nothing the industry makes losses. The thresholds are priors.",
        "路径占比：首家营收至少{alone}为垄断，开源承载{half}使用为开放生态，其余为寡头；资本回报"
        "为正且不高于{rate}者为公用事业型，为负者为行业亏损。阈值为先验。",
    ),
    "rivals_ends": ("What becomes of each developer by 2035", "各开发者2035年的归宿"),
    "rivals_ends.about": (
        "Probability; Google and Meta are listed today. xAI and Anthropic end when nothing they "
        "can find pays the floor of their leases, and then by stated chances.",
        "概率；Google与Meta现已上市。xAI与Anthropic在无法支付租约下限时终结，去向按给定概率。",
    ),
    "rivals_break": ("One efficiency break more", "多一次效率突破"),
    "rivals_break.about": (
        "Central path, OpenAI on its plan: a break of {size} times from a small firm in the first "
        "quarter of 2026, with and without.",
        "中心路径、OpenAI按计划：2026年一季度小公司取得{size}倍突破，有与无之比。",
    ),
    "rivals_said": ("Two statements of the article, tested", "检验文中两句话"),
    "rivals_said.about": (
        "Change of OpenAI's share of use in points when the parameter is a tenth larger. Cheaper "
        "hardware should lift it or leave it (little imitation), a break that spreads should take "
        "from it.",
        "参数增大一成时OpenAI使用份额的变化（百分点）。硬件变便宜应使其上升或持平（模仿弱）；"
        "扩散的效率突破应使其下降。",
    ),
    "is.monopoly": ("one firm holds most", "垄断"),
    "is.oligopoly": ("a few hold the market", "寡头"),
    "is.open": ("open weights hold most", "开放生态"),
    "industry.losses": ("makes losses", "行业亏损"),
    "industry.utility": ("utility", "公用事业型"),
    "industry.monopoly": ("monopoly", "垄断"),
    "industry.oligopoly": ("oligopoly", "寡头"),
    "industry.open": ("open ecosystem", "开放生态"),
    "developer.openai": ("OpenAI", "OpenAI"),
    "developer.google": ("Google", "Google"),
    "developer.meta": ("Meta", "Meta"),
    "developer.xai": ("xAI", "xAI"),
    "developer.anthropic": ("Anthropic", "Anthropic"),
    "developer.open": ("open followers", "开源跟随者"),
    "money.outside": ("money from outside", "外部资本"),
    "money.internal": ("own cash", "自有现金"),
    "money.advertising": ("advertising, vehicles", "广告与载体"),
    "money.data_loop": ("own platform, vehicles", "自有平台与载体"),
    "money.strategic": ("strategic holders", "战略投资者"),
    "money.open": ("parents' cash", "母公司现金"),
    "way.scale": ("scale", "规模"),
    "way.own_chips": ("own chips", "自研芯片"),
    "way.open_weights": ("open weights", "开放权重"),
    "way.data": ("own data", "自有数据"),
    "way.safety": ("safety", "安全"),
    "way.efficiency": ("efficiency", "效率"),
    "statement.cheaper_hardware": ("cheaper hardware for all", "硬件普遍变便宜"),
    "statement.efficiency_break": ("a break that spreads", "扩散的效率突破"),
    "verdict.holds": ("holds", "成立"),
    "verdict.in_part": ("in part", "部分成立"),
    "verdict.fails": ("fails", "不成立"),
    "col.developer": ("developer", "开发者"),
    "col.financing": ("financing", "融资"),
    "col.technology": ("technology", "技术"),
    "col.can_find": ("can find", "可筹"),
    "col.money_costs": ("costs a year", "年成本"),
    "col.on_compute": ("on compute", "算力支出"),
    "col.sells": ("revenue", "营收"),
    "col.stands_2035": ("stands 2035", "2035仍在"),
    "col.break_even": ("break even", "收支相抵"),
    "col.closed_price": ("price", "价格"),
    "col.entry": ("entry, years", "进入，年"),
    "col.hhi_compute": ("HHI of compute", "算力HHI"),
    "col.statement": ("statement", "陈述"),
    "col.verdict": ("verdict", "结论"),
    "col.use_with": ("use of OpenAI", "OpenAI份额"),
    "end.listed": ("listed", "上市"),
    "end.sold": ("sold", "被收购"),
    "end.rescued": ("rescued", "获救"),
    "end.bankrupt": ("bankrupt", "破产"),
    "end.private": ("private", "未上市"),
}
