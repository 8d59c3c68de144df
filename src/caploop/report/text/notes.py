"""Weak points that records name, in Chinese; a record keeps them in English."""

from __future__ import annotations

from collections.abc import Mapping

IN_CHINESE: Mapping[str, str] = {
    "churn by tier, take-or-pay floors, termination fees, warrant hurdles below 600, "
    "Microsoft's cap and opening cash are undisclosed: priors only": (
        "各档流失率、照付不议下限、终止费、600美元以下的认股权门槛、微软分成上限与期初现金均"
        "未披露：仅有先验"
    ),
    "revenue of 2028 and 2029 in the plan of February 2026 is interpolated, its burn is press "
    "citing documents; years after 2030 are assumptions": (
        "2026年2月计划中2028与2029年的收入为插值，其现金消耗出自引用文件的媒体报道；2030年之"
        "后均为假设"
    ),
    "the rental index turned up in 2026, so a constant economic depreciation is wrong both ways": (
        "租金指数在2026年转升，固定的经济折旧率高低两向都不准"
    ),
    "probabilities depend on the stated priors and stand beside them": (
        "概率取决于所列先验，须与之并读"
    ),
    "how much revenue hangs on training is a prior (a_Q, alpha_q): where little does, less "
    "power saves more than it costs": (
        "收入多大程度取决于训练是先验（a_Q、alpha_q）：若关系不大，少用电所省多于所失"
    ),
    "valuation is a process with stated priors": ("估值是带有所列先验的随机过程"),
    "the balance of power is closed by a published gap: what its source counts and does not "
    "list is one term, below 0 where the gap is the high one": (
        "电力平衡以已发表的缺口闭合：其来源计入而未列明的部分合为一项，取高缺口时该项为负"
    ),
    "peak load of 2024 is read off the high gap, a quarter of North America's peak; parts of "
    "the regions, storage and engines on site are judgements, as no source in the book has them": (
        "2024年峰荷由高缺口（北美峰荷的四分之一）反推；各区域占比、储能与现场发电机组无来源可"
        "据，属判断"
    ),
    "OpenAI's projects are taken to lie where all data centres go, all in the United States; "
    "the book has no site by region": (
        "假定 OpenAI 的项目与全部数据中心同样分布，且都在美国；账簿没有分区域的选址"
    ),
    "what data centres ask for and is real comes evenly to 2030, as sources give totals only": (
        "数据中心的真实需求假定匀速增至2030年，来源只给总量"
    ),
    "elasticities are of broad equipment, not of AI racks in a supply-limited market; in the "
    "run they act at central values, beside it over their priors": (
        "弹性取自一般设备，而非供给受限的AI 机架；模拟中取中心值，模拟之外取其先验"
    ),
    "rivals' compute, use, spending parts and what happens when their money is gone are "
    "priors: none of it is published by firm": (
        "对手的算力、使用份额、支出构成以及资金耗尽后的去向均为先验：各公司均未公布"
    ),
    "where a break comes from and how much of it works on any scale decide how far it takes "
    "from a lead in compute; both are priors": (
        "突破来自何处、有多少不依赖规模，决定其削弱算力领先的程度；两者均为先验"
    ),
    "the market for models and its size in 2030 are priors; rivals' money does not run through "
    "the accounts of the loop": ("模型市场及其2030年规模为先验；对手的资金不经过圈内账目"),
    "release delays by regulation, export control, departures of staff, and access to markets "
    "by country are not in it": ("监管导致的发布延迟、出口管制、人员离职与各国市场准入未纳入"),
    "equity is taken as enterprise value: net debt in 2030 is set to none": (
        "以企业价值作股权价值：2030年净债务设为零"
    ),
    "the value process does not earn the cost of capital on average: a shortfall against plan "
    "counts as news even where the priors make it likely, a failed round costs more than one "
    "that comes brings, and at so wide a spread the median lies far below the mean": (
        "估值过程平均并未赚得资本成本：即便先验已预示不及计划，仍按新消息计；融资失败的折损大"
        "于成功的提升；离散如此之大，中位数远低于均值"
    ),
    "terms of the classes after October 2025 are not public; preferences are priors": (
        "2025年10月之后各类股份的条款未公开；优先清算权为先验"
    ),
    "production cascade: what agreements still have to deliver is lost, what stands runs on; "
    "no stocks, no substitutes, no prices, so a bound from above; makers of chips and sources "
    "of power weigh by their parts in the run at the end of 2030, memory and packaging are "
    "essential": (
        "停产传导：协议尚待交付的部分视为损失，已建成的照常运行；无库存、无替代、无价格，故为"
        "上界；芯片商与电源按模拟2030年末占比加权，存储与封装为必需"
    ),
    "fire sales: losses by first fall and depth, no pair of them more likely than another; "
    "lenders are taken to bear debt up to the high end of adv as a share of plant, SoftBank "
    "net debt up to its policy of loan to value; the part sh_gpu of plant is chips; part of "
    "SoftBank's holdings is not listed and cannot be sold fast": (
        "抛售：损失按首跌幅与市场深度给出，各组合不分可能性高低；假定贷款人容许债务至厂房设备"
        "的 adv 高值，软银净债务至其贷款价值比政策；厂房设备中 sh_gpu 部分为芯片；软银部分持"
        "仓未上市，不能速售"
    ),
    "static book: debts are dated purchases and leases that bind; undated ones (Azure's 250 "
    "bn) and letters of intent are no debts; funding is promised while its receiver pays": (
        "静态账簿：债务指有约束力且有日期的采购与租约；无日期的（Azure 的2500亿美元）与意向书"
        "不算；收款方如期付款时，承诺的资金才到位"
    ),
    "static book: OpenAI pays what its plan costs outside the book first, then suppliers in "
    "proportion; capital expenditure of firms is no debt, so they are short late": (
        "静态账簿：OpenAI 先付账簿之外的计划成本，再按比例付供应商；企业资本开支不算债务，故"
        "其缺口出现较晚"
    ),
    "static book: a promise is paid in part where its payer's cash ends; loans without dates, "
    "such as SoftBank's bridge, bring none": (
        "静态账簿：付款方现金用尽处，承诺只付一部分；没有日期的贷款（如软银过桥贷款）不计资金"
    ),
    "static book: what is executed has been paid: it is cash of who got it, and nobody's "
    "exposure": ("静态账簿：已执行的视为已付：为收款方现金，不构成任何人的敞口"),
    "rivals find a share of their value every year and hardly ever fail, and Google and Meta "
    "spend a fixed part of their cash flow: who is ahead in 2030 does not follow from it": (
        "对手每年可按市值一定比例融资，几乎不会失败；谷歌与 Meta 固定支出现金流的一部分：由此"
        "推不出2030年谁领先"
    ),
    "a shock that leaves no trace in dated payments is answered in the run alone": (
        "在有日期的付款中不留痕迹的冲击，只由模拟回答"
    ),
    "plans are put together only where a set is called mixed; every set says whose figures it "
    "has": ("只有标明混合的一组才并用多版计划；每组都写明数字出自谁"),
    "revenue of 2028 and 2029 in the plan of February 2026 and of 2026, 2027 and 2029 in that "
    "of September 2025 is interpolated": (
        "2026年2月计划中2028、2029年与2025年9月计划中2026、2027、2029年的收入为插值"
    ),
    "own chips, interest and tax are in other cost until they are modelled": (
        "自研芯片、利息与税在建模之前计入其他成本"
    ),
    "Microsoft's share is 20 % of revenue by contract; paid net it was 10 to 13 % in 2024 and "
    "2025": ("微软按合同分成收入的20%；2024与2025年净付为10%至13%"),
    "sums over five years say less than years: the draws also ask when the money goes out": (
        "五年合计不如逐年说明问题：抽样还考察资金何时流出"
    ),
}


SOURCES: Mapping[str, tuple[str, str]] = {
    "seed article": ("one of the five articles", "五篇文章之一"),
    "design specification, proposed": ("our proposal", "我们的设定"),
    "derived by arithmetic in the specification": ("our arithmetic", "我们的推算"),
    "modelling judgement": ("our judgement", "我们的判断"),
    "modelling judgement, range widened by half": (
        "our judgement, range widened by half",
        "我们的判断，区间放宽一半",
    ),
    "press on the contract in force": ("press on the contract in force", "关于现行合同的报道"),
}


def sourced(source: str, language: str) -> str:
    """What a parameter rests on, in a reader's words where the book has a short name for it."""
    pair = SOURCES.get(source)
    return pair[language == "zh"] if pair else source


def noted(note: str, language: str) -> str:
    """A weak point in the language; one that has no Chinese stays in English."""
    return IN_CHINESE.get(note, note) if language == "zh" else note
