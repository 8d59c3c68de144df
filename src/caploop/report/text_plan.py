"""Headings, sentences and words of the chapter on the plans, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

PLAN: Mapping[str, tuple[str, str]] = {
    "plans": ("Can the figures all hold?", "这些数字能同时成立吗？"),
    "plans.finding": (
        "{figures} cannot all hold: what they leave is {gap} short of what the rest takes",
        "{figures}\u200b无法同时成立：\u200b所留余地\u200b比其余支出\u200b少{gap}",
    ),
    "plans.holds": (
        "The stated figures can hold together, mixed from several plans or not",
        "无论是否混用各版计划，\u200b所述数字\u200b可以同时成立",
    ),
    "plans.open": (
        "Too few figures are public for an identity to test them",
        "已公开的数字太少，\u200b尚无恒等式可供检验",
    ),
    "plans.standfirst": (
        "Revenue less compute, other cost and Microsoft’s share is the cash that comes in or is "
        "burnt. Each plan is tested alone; the articles’ figures are put together once, on "
        "purpose: they come from {plans}. The gap is {least} or more in {sure} of draws; "
        "{holds} close.",
        "营收减去算力、其他成本与微软分成，应等于现金消耗。各版计划单独检验；各文章的数字则特意混合检验"
        "一次，它们分属{plans}。在{sure}的抽样中缺口不小于{least}，仅{holds}能够平衡。",
    ),
    "plans.standfirst.open": (
        "Each plan is tested alone, and the articles’ figures are put together once, on purpose.",
        "各版计划单独检验；各文章的数字则特意混合检验一次。",
    ),
    "plans.of": ("the plan of {plan}", "{plan}计划"),
    "plan.mixed": ("the articles’ figures, mixed", "各文章数字（混合）"),
    "plan.asked": ("the figures asked for", "所问数字"),
    "plan.V1": ("November 2025", "2025年11月"),
    "plans_room": ("What is left, and what is needed", "留下多少，需要多少"),
    "plans_room.about": (
        "For all cash cost of 2026 to 2030 but compute, net of what others pay. Full bar: what the "
        "stated figures leave. Pale bar: what the rest takes, nine draws of ten, tick: the median. "
        "A set holds where they meet in more than {tail} of draws on either side.",
        "2026至2030年算力以外的全部现金支出，已扣除他人分担。实心条：所述数字留下的余地；浅色条：其余支出"
        "所需，十分之九的抽样，竖线为中位数。两侧各有超过{tail}的抽样相接，即视为成立。",
    ),
    "plans.leaves": ("left by {set}", "{set}所留"),
    "plans.takes": ("taken by the rest", "其余支出所需"),
    "plans.at_most": ("at most {x}", "至多{x}"),
    "plans.at_least": ("at least {x}", "至少{x}"),
    "plans_pulls": ("The least change that closes it", "使其平衡的最小改动"),
    "plans_pulls.about": (
        "Least squares on logarithms: a plan may be off by {plan}, what is reported by {company} "
        "to {press}, what nobody states by its prior. Nothing is overwritten. {most} moves most.",
        "对数最小二乘：计划的误差为{plan}，已披露数字为{company}至{press}，无人明说者按先验。不改写任何"
        "原始数字。改动最大的是{most}。",
    ),
    "plans_turn": ("Each in turn as the missing one", "逐一当作未知数"),
    "plans_turn.about": (
        "What a figure would have to be if it alone gave way. {nine}",
        "若只改这一个数字，它须是多少。{nine}",
    ),
    "plans.nine": (
        "At the median, and the end that nine draws of ten reach.",
        "取中位数，并列出九成抽样所及的一端。",
    ),
    "plans_chance": ("How likely, year by year", "逐年看有多大可能"),
    "plans_chance.about": (
        "{draws} draws with {compute} of compute paid in three shapes over the years, revenue of "
        "2030 within {low} to {high}. Burn is that of 2025 to 2029. With the share, Microsoft has "
        "{share} of revenue throughout; with the cap of April 2026, {cap} in all. Priors: revenue "
        "of 2026 {R26_prior}, of 2030 {R30_prior} where it is free; other cost {n_c} of revenue; "
        "others pay {phi} of compute; customers pay {wc} of revenue of 2030 ahead.",
        "{draws}次抽样：{compute}算力支出按三种年度形态支付，2030年营收在{low}至{high}之间。消耗指2025至"
        "2029年。“分成”指微软始终分得营收的{share}；“封顶”指2026年4月的上限，合计{cap}。"
        "先验：2026年营收{R26_prior}，2030年营收（不限时）{R30_prior}；其他成本占营收{n_c}；他人承担算力"
        "{phi}；客户预付占2030年营收{wc}。",
    ),
    "block.conditioned": ("share or cap, even odds", "分成或封顶各半"),
    "block.unconditioned": ("the same, any revenue of 2030", "同上，不限2030年营收"),
    "block.share": ("with the share", "分成"),
    "block.capped": ("with the cap", "封顶"),
    "block.known": ("with the share, later priors widened", "分成，后出先验放宽"),
    "profile.exponential": ("late", "后重"),
    "profile.linear": ("even rise", "匀升"),
    "profile.plan": ("as planned", "按计划"),
    "plans_left": ("What each plan leaves by its own arithmetic", "各版计划自身的算术"),
    "plans_left.about": (
        "Revenue of 2026 to 2030 with the plan’s own burn, less compute at its least and most.",
        "2026至2030年营收加上计划自身的消耗，减去算力支出的低值与高值。",
    ),
    "plans_help": ("What could close the gap", "什么能填补缺口"),
    "plans_help.about": (
        "Equity does not shrink burn; rebates, deferral and sold warrants do. Sums stand by "
        "themselves and are not to be added.",
        "股权融资不减少消耗，返利、延付与出售认股权证才会。各项分别成立，不可相加。",
    ),
    "help.amd_warrant": ("AMD’s shares sold, if all vest", "全部归属后出售AMD股份"),
    "help.others": ("others pay for compute or wait", "他人承担或延后算力"),
    "help.nvidia_letter": ("Nvidia’s letter of intent: financing", "英伟达意向书：属于融资"),
    "help.fits": ("or compute that fits {burn} of burn, by shape", "或与{burn}消耗相容的算力支出"),
    "help.needed": ("or revenue of 2026 to 2030 of", "或2026至2030年营收达到"),
    "help.short": (
        "money plan of {plan} still needs by 2029, least cash included",
        "{plan}计划至2029年仍缺资金（含最低现金）",
    ),
    "help.counterparts": (
        "what counterparts spend to earn the rent",
        "交易对手为赚取租金须投入",
    ),
    "plans_priors": ("What these numbers rest on", "这些数字的依据"),
    "plans_priors.about": (
        "Every row the tests and draws read. Later than {day}, and so a prior only: {later}.",
        "检验与抽样所读的全部参数。晚于{day}、因而只作先验的有：{later}。",
    ),
    "col.set": ("figures", "数字"),
    "col.leaves": ("left", "所留"),
    "col.takes": ("needed, nine of ten", "所需（九成）"),
    "col.closes": ("draws that close", "能平衡的比例"),
    "col.holds": ("verdict", "结论"),
    "col.figure_of": ("figure", "数字"),
    "col.before": ("stated", "所述"),
    "col.after": ("after", "改后"),
    "col.change": ("change", "变动"),
    "col.pull": ("in errors", "误差倍数"),
    "col.would": ("would be", "须为"),
    "col.reach": ("nine of ten", "九成"),
    "col.block": ("Microsoft", "微软"),
    "col.profile": ("compute paid", "算力支付"),
    "col.burn_median": ("burn, median", "消耗中位数"),
    "col.burn_span": ("eight of ten", "八成区间"),
    "col.within": ("burns at most {x}", "消耗不超过{x}"),
    "col.positive": ("2030 brings cash", "2030年转正"),
    "col.both": ("both", "两者兼具"),
    "col.plan_of": ("plan of", "计划"),
    "col.revenue": ("revenue", "营收"),
    "col.compute": ("compute", "算力"),
    "col.left": ("left", "余地"),
    "col.of_revenue": ("of revenue", "占营收"),
    "col.what_else": ("what", "途径"),
    "col.from_to": ("from, to", "从，到"),
    "holds.True": ("can hold together", "可以成立"),
    "holds.False": ("cannot all hold", "无法同时成立"),
    "holds.None": ("nothing to test", "无可检验"),
}
