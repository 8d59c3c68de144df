"""Headings, sentences and words of the chapter on the plans, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

PLAN: Mapping[str, tuple[str, str]] = {
    "plans": ("Can the figures all hold?", "这些数字能同时成立吗？"),
    "plans.finding": (
        "{figures} cannot all hold: what they leave is {gap} short of what the rest takes",
        "{figures}\u200b无法同时成立：\u200b所留余地\u200b比其余支出\u200b少{gap}",
    ),
    "plans.finding.mixed": (
        "Each plan closes alone; mixed, the figures miss by {least} or more",
        "各版计划单独成立；\u200b混用两版的数字\u200b至少差{least}",
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
        "Revenue less compute, other costs and Microsoft’s share is cash earned or burnt. The "
        "press quotes compute and burn from different plans: {plans}. Put together they are "
        "{gap} short in the middle simulation, {least} or more in {sure}; {holds} close.",
        "营收减去算力、其他成本与微软分成，即为现金流入或消耗。媒体引用的算力支出与现金消耗分属不同版本："
        "{plans}。合在一起，中位数缺口为{gap}，在{sure}的模拟中不小于{least}，仅{holds}能够平衡。",
    ),
    "plans.standfirst.open": (
        "Each plan is tested alone; the figures the press quotes side by side are tested together.",
        "各版计划单独检验；媒体并列引用的数字另行合并检验。",
    ),
    "plans.of": ("the plan of {plan}", "{plan}计划"),
    "plan.mixed": ("the press figures, from both plans", "媒体数字（两版混用）"),
    "plan.asked": ("the figures asked for", "所问数字"),
    "plan.V1": ("November 2025", "2025年11月"),
    "plans_room": ("What is left, and what is needed", "留下多少，需要多少"),
    "plans_room.about": (
        "All cash costs of 2026 to 2030 other than compute, net of what others pay. Full bar: what "
        "the stated figures leave for them. Pale bar: what they take in nine of ten simulations "
        "(tick: median). Figures hold together unless fewer than {tail} of simulations close.",
        "2026至2030年算力以外的全部现金支出，已扣除他人分担。实心条：所述数字留下的余地；浅色条：其余支出"
        "所需，九成模拟的范围，竖线为中位数。能平衡的模拟不足{tail}时，视为不能同时成立。",
    ),
    "plans.leaves": ("left by {set}", "{set}所留"),
    "plans.takes": ("taken by other costs", "其余支出所需"),
    "plans.takes.missing": (
        "taken by other costs: {gap} short, {least} or more in {sure}, {holds} close",
        "其余支出所需：缺{gap}，{sure}的模拟不小于{least}，{holds}能平衡",
    ),
    "plans.points": ("{x} points", "{x}个百分点"),
    "plans.at_most": ("at most {x}", "至多{x}"),
    "plans.at_least": ("at least {x}", "至少{x}"),
    "plans_pulls": ("The smallest change that closes the gap", "最小调整方案"),
    "plans_pulls.about": (
        "The smallest changes, weighted by how far each figure may be off: a plan by {plan}, a "
        "reported figure by {company} to {press}, an assumption by its own range. Purple: "
        "figures a claim states; grey: assumptions. {most} moves most.",
        "按各数字可能的误差加权的最小调整：计划{plan}，已披露数字{company}至{press}，假设按其自身范围。"
        "紫色为有陈述的数字，灰色为假设。改动最大的是{most}。",
    ),
    "plans_turn": ("What each figure would have to be alone", "单项反推"),
    "plans_turn.about": (
        "If one figure alone gave way, it would have to be this. {nine}",
        "若只改这一个数字，它须是多少。{nine}",
    ),
    "plans.nine": (
        "Median, and the bound that nine of ten simulations stay within.",
        "列出中位数，以及九成模拟所及的界限。",
    ),
    "plans_chance": ("How likely, year by year", "逐年看有多大可能"),
    "plans_chance.about": (
        "{draws} simulations with {compute} of compute paid in three shapes over the years and "
        "revenue of 2030 between {low} and {high}; burn is that of 2025 to 2029. Microsoft has "
        "{share} of revenue throughout{capped}. Assumed: revenue of 2026 {R26_prior}, and of 2030 "
        "{R30_prior} where it is free; other costs {n_c} of revenue; others pay {phi} of compute; "
        "customers pay {wc} of 2030 revenue in advance.",
        "{draws}次模拟：{compute}算力支出按三种年度形态支付，2030年营收在{low}至{high}之间；现金消耗指2025至"
        "2029年。微软始终分得营收的{share}{capped}。"
        "假设：2026年营收{R26_prior}，2030年营收（不设限时）{R30_prior}；其他成本占营收{n_c}；他人承担算力"
        "{phi}；客户预付占2030年营收{wc}。",
    ),
    "plans_chance.capped": (
        ", or {cap} in all where its cap holds",
        "，或按封顶合计{cap}",
    ),
    "block.conditioned": ("share or cap, even odds", "分成或封顶各半"),
    "block.unconditioned": ("any revenue of 2030", "2030年营收不设限"),
    "block.share": ("with the share", "分成"),
    "block.capped": ("with the cap", "封顶"),
    "profile.exponential": ("late", "后重"),
    "profile.linear": ("even rise", "匀升"),
    "profile.plan": ("as planned", "按计划"),
    "plans_left": ("What each plan leaves by its own arithmetic", "各版计划自身的算术"),
    "plans_left.about": (
        "Revenue of 2026 to 2030 plus the plan’s own burn, less compute at the lowest and highest "
        "sum in the press. At the sum the plan states the room is that of the first chart.",
        "2026至2030年营收加上计划自身的现金消耗，减去媒体所载算力支出的低值与高值。按计划所述算力支出计，"
        "余地即为首图所示。",
    ),
    "plans_help": ("What could close the gap", "什么能填补缺口"),
    "plans_help.about": (
        "Equity does not reduce burn; rebates, deferrals and the sale of warrants do. Each line "
        "stands alone: they must not be added.",
        "股权融资不减少消耗，返利、延付与出售认股权证才会。各项分别成立，不可相加。",
    ),
    "help.amd_warrant": ("AMD’s shares sold, if all vest", "全部归属后出售AMD股份"),
    "help.others": ("others pay for compute or wait", "他人承担或延后算力"),
    "help.nvidia_letter": ("Nvidia’s letter of intent: equity only", "英伟达意向书：属于融资"),
    "help.fits": (
        "or: compute that fits {burn} of burn, by payment shape",
        "或：与{burn}消耗相容的算力支出",
    ),
    "help.needed": ("or: revenue of 2026 to 2030", "或：2026至2030年营收达到"),
    "help.short": (
        "money the plan of {plan} still needs by 2029, minimum cash included",
        "{plan}计划至2029年仍缺资金（含最低现金）",
    ),
    "help.counterparts": (
        "what suppliers must invest to deliver it",
        "供应方为交付算力须投入",
    ),
    "plans_priors": ("What these numbers rest on", "这些数字的依据"),
    "plans_priors.about": (
        "Every parameter behind the tests and simulations. Without a source public by {day}, so "
        "our judgement with a range half as wide again: {later}.",
        "检验与模拟所用的全部参数。截至{day}无公开来源、因而按判断取值并放宽区间一半的有：{later}。",
    ),
    "col.set": ("figures", "数字"),
    "col.leaves": ("left", "所留"),
    "col.takes": ("needed, nine of ten", "所需（九成）"),
    "col.closes": ("simulations that close", "能平衡的比例"),
    "col.holds": ("verdict", "结论"),
    "col.figure_of": ("figure", "数字"),
    "col.before": ("stated", "所述"),
    "col.after": ("after", "改后"),
    "col.change": ("change", "变动"),
    "col.pull": ("in standard errors", "误差倍数"),
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
    "col.what_else": ("source of relief, or requirement", "途径"),
    "col.from_to": ("from, to", "从，到"),
    "holds.True": ("can hold together", "可以成立"),
    "holds.False": ("cannot all hold", "无法同时成立"),
    "holds.None": ("nothing to test", "无可检验"),
}
