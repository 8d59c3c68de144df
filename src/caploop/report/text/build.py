"""Headings, sentences and words of the chapter on building, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

BUILD: Mapping[str, tuple[str, str]] = {
    "build": ("What limits building?", "什么限制了建设？"),
    "build.standfirst": (
        "Held back at least once, in {draws} simulations of the plan of {vintage}. How long "
        "buildings take is an assumption, and chips have no lead time in our sources, so this "
        "cannot say whether power takes longer than chips. How much power there is depends on "
        "a published gap.",
        "按{vintage}计划模拟 {draws} 次，统计至少受限一次者。机房建设时长属假设；芯片没有可据"
        "的交付周期，故无法判断电力是否比芯片更慢。电力多少取决于一个公开的缺口。",
    ),
    "build_states": ("Gigawatts by state", "各状态的吉瓦数"),
    "build_states.about": (
        "OpenAI’s signed capacity at the end of each year, mean of the simulations; each "
        "state follows the one before it. Letters and options beyond it, {named} GW in "
        "{year}, are in the table only.",
        "OpenAI 各年末已签约产能，各次模拟均值；各状态依次递进。此外意向书与选择权所列（{year}"
        "年{named}吉瓦）仅见于表。",
    ),
    "build_limits": ("What holds capacity back", "产能受何所限"),
    "build_limits.about": (
        "Share of quarters and simulations in which each limit is the one that holds, "
        "weighted by the lessors’ parts of the plan. The table has every quarter.",
        "各限制起作用的季度与模拟比例，按出租方在计划中的份额加权。表中列出每个季度。",
    ),
    "build_claim": ("What held projects back at least once", "哪些限制至少拖住过项目一次"),
    "build_claim.about": (
        "Share of the projects the plan reaches by 2030, the most first. Orders: less is "
        "ordered than planned, for want of money. Two articles say that power takes longer "
        "than chips: this is no test of it, as chips hardly can hold anything back here.",
        "计划在2030年前应建项目中的比例，由高到低。“订购”指因资金不足而少订。两篇文章称电力比"
        "芯片更慢：此处并非检验，因为模型中芯片几乎不构成限制。",
    ),
    "build_lead": ("Lead times in months, central and range", "交付周期（月），中值与区间"),
    "build_lead.about": (
        "Assumptions where no source is named in the table below. Chips have none: what is "
        "delivered follows Nvidia’s sales. Engines on site are the way round the grid.",
        "未在下表注明来源者为假设。芯片没有：其交付随英伟达销售而定。现场发电机组可绕开电网。",
    ),
    "build_held": ("Project by project, 2030", "逐个项目，2030年"),
    "build_held.about": (
        "GW in service at the end of the year, and the share of quarters and simulations in "
        "which each limit keeps a project short of the plan. Orders: less is ordered than "
        "planned, for want of money. * Size estimated from its price, an assumption.",
        "年末已投运吉瓦数，以及各限制使项目落后于计划的季度与模拟比例。“订购”指因资金不足而订"
        "购少于计划。*按合同金额折算，属假设。",
    ),
    "build_supply": ("Who supplies what, owned or leased", "谁供应什么，自有还是租用"),
    "build_supply.about": (
        "First the contracts, with the share of what has a size; one capacity can stand in "
        "two contracts. Then the simulation at the end of 2030, mean. We hold no contract for "
        "power; who owns the buildings is an assumption.",
        "先列合同所载，比例按有规模者计算；同一产能可能见于两份合同。后列2030年末模拟均值。我"
        "们没有电力合同；机房归属属假设。",
    ),
    "build.optional": (", optional", "（选择权）"),
    "build.run": ("simulation, {year}", "模拟，{year}年"),
    "build_gaps": ("Published gaps, side by side", "各家公布的缺口"),
    "build_gaps.about": (
        "Missing power of the United States as each source defines it. None follows from "
        "another, none is corrected. In colour: the two that a simulation can be closed with.",
        "美国电力缺口，按各来源自身定义。彼此不能互推，也未作更正。彩色为可用于模拟的两个。",
    ),
    "gap.004-21": (
        "base case; supply met demand in 2024",
        "基准情景，假定2024年供需平衡",
    ),
    "gap.004-23": (
        "high case: data centres grow faster; a quarter of peak load",
        "高情景：数据中心增长更快，相当于峰值负荷的四分之一",
    ),
    "gap.F397": (
        "Morgan Stanley, before quick sources of power; about 13 after them",
        "摩根士丹利，未计快速供电方案；计入后约13",
    ),
    "gap.gap_pace_1": ("broker study, fastest build", "券商研究，建设最快"),
    "gap.gap_pace_2": ("broker study, second build pace", "券商研究，建设次快"),
    "gap.gap_pace_3": ("broker study, third build pace", "券商研究，建设较慢"),
    "gap.gap_pace_4": ("broker study, slowest build", "券商研究，建设最慢"),
    "gap.gap_ms": (
        "Morgan Stanley, as the broker study has it",
        "摩根士丹利，据券商研究转引",
    ),
    "build_balance": ("How a gap is closed", "缺口如何配平"),
    "build_balance.about": (
        "GW of firm capacity to 2030 at central values: what load growth needs with its reserve, "
        "what sources list, and what must be there unlisted for the gap to come out. Below zero: "
        "more load or less supply than listed.",
        "至2030年的可靠容量，吉瓦，中值：负荷增长连同备用所需、来源所列、以及为得出该缺口而须存在却未列明"
        "的部分。负数表示负荷更多或供给更少。",
    ),
    "supply.gas": ("gas", "燃气"),
    "supply.coal": ("coal retired", "煤电退役"),
    "supply.restarts": ("restarts", "核电重启"),
    "supply.nuclear": ("new nuclear", "新核电"),
    "supply.storage": ("storage", "储能"),
    "build_country": ("The United States, year by year", "美国逐年情况"),
    "build_country.about": (
        "Median, nine of ten in brackets. Gap: if all that is asked for were served. Connected: "
        "data centres since 2024, GW. On site: of these on engines that need no grid. Waiting: "
        "asked for and late. Price: USD/MWh.",
        "中位数，括号内为九成区间。缺口：若满足全部需求。已接入：2024年以来的数据中心，吉瓦。"
        "现场发电：其中不依赖电网者。等待：已申请而延误。电价：美元/兆瓦时。",
    ),
    "build_regions": ("Regions at the end of 2030", "2030年末各区域"),
    "build_regions.about": (
        "Means. No source states any region’s opening balance: each part is an assumption "
        "with a wide range, and only the national sums rest on sources. Read regions as an "
        "illustration.",
        "均值。没有来源给出任何区域的期初平衡：各区域份额均为宽区间假设，仅全国合计有据可依。"
        "区域数字仅作示意。",
    ),
    "build_queues": ("How long grid queues take", "并网排队要多久"),
    "build_queues.about": (
        "Requests pass four stages and some withdraw at each. At the rates of all technologies "
        "{through} of the {waiting} GW of gas in the queue come through by 2030; the schedule "
        "above has {schedule}. Naive: the median that quarterly steps would give.",
        "申请依次经过四个阶段，每阶段都有退出。按全部技术的通过率，排队中的{waiting}吉瓦燃气到2030年有"
        "{through}吉瓦建成，而上述时间表为{schedule}吉瓦。“粗算”为逐季近似所得的中位数。",
    ),
    "queue.generation": ("power plants", "发电"),
    "queue.large loads": ("large loads", "大负荷"),
    "build_cost": ("Rent that lessors miss through delay", "延误使出租方少收的租金"),
    "build_cost.about": (
        "On capacity the plan has and that is late, by what holds it back; a gigawatt late by "
        "a quarter costs a quarter of its yearly rent. Mean of the simulations.",
        "计划内而延误的产能少收的租金，按限制划分；一吉瓦晚一季，损失年租金的四分之一。各次模"
        "拟均值。",
    ),
    "build_rest": ("What these numbers rest on", "这些数字的依据"),
    "build_rest.about": (
        "Parameters behind this chapter, with their ranges and sources.",
        "本章所用参数、区间与来源。",
    ),
    "limit.orders": ("orders", "订购"),
    "lead.grid connection": ("grid connection", "电网接入"),
    "lead.transformers": ("transformers", "变压器"),
    "lead.gas turbines": ("gas turbines", "燃气轮机"),
    "lead.engines on site": ("engines on site", "现场发电机组"),
    "lead.shells": ("buildings", "机房"),
    "stage.announced": ("announced", "已宣布"),
    "stage.definitive": ("definitive", "已签约"),
    "stage.financed": ("financed", "已融资"),
    "stage.powered": ("powered", "已供电"),
    "stage.delivered": ("chips delivered", "芯片已到"),
    "stage.commissioned": ("in service", "已投运"),
    "stage.wanted": ("not held back", "未受限"),
    "stage.shell": ("buildings", "机房"),
    "stage.power": ("power", "电力"),
    "stage.chips": ("chips", "芯片"),
    "stage.finance": ("finance", "融资"),
    "layer.compute": ("compute", "算力"),
    "layer.chips": ("chips", "芯片"),
    "layer.racks": ("racks", "机柜"),
    "layer.shells": ("buildings", "机房"),
    "layer.power": ("power", "电力"),
    "supplier.grid": ("grid", "电网"),
    "supplier.engines on site": ("engines on site", "现场发电机组"),
    "supplier.lessors": ("lessors", "出租方"),
    "tenure.rented compute": ("rented compute", "租用算力"),
    "tenure.leased capacity": ("leased", "租赁产能"),
    "tenure.bought chips": ("bought", "采购"),
    "tenure.owned": ("owned", "自有"),
    "tenure.leased by the lessor": ("leased by the lessor", "出租方租入"),
    "tenure.owned by the lessor": ("owned by the lessor", "出租方自有"),
    "tenure.bought power": ("bought", "购电"),
    "tenure.owned or leased on site": ("owned or leased", "自有或租用"),
    "region.pjm": ("PJM", "PJM"),
    "region.ercot": ("ERCOT", "ERCOT"),
    "region.miso": ("MISO", "MISO"),
    "region.spp": ("SPP", "SPP"),
    "region.southeast": ("Southeast", "东南部"),
    "region.west": ("West", "西部"),
    "region.other": ("other", "其他"),
    "col.limit": ("limit", "限制"),
    "col.held_once": ("held back at least once", "至少一次受限"),
    "col.lead": ("for what", "项目"),
    "col.months": ("months", "月"),
    "col.period": ("period", "时期"),
    "col.layer": ("layer", "层级"),
    "col.tenure": ("held as", "方式"),
    "col.by": ("firmness", "约束力"),
    "col.years": ("years", "年份"),
    "col.definition": ("definition", "定义"),
    "col.gap": ("gap, GW", "缺口，吉瓦"),
    "col.needed": ("needed", "所需"),
    "col.unlisted": ("not listed", "未列明"),
    "col.connected": ("connected", "已接入"),
    "col.on_site": ("on site", "现场发电"),
    "col.waiting": ("waiting", "等待"),
    "col.power_price": ("USD/MWh", "美元/兆瓦时"),
    "col.region": ("region", "区域"),
    "col.reserve": ("reserve", "备用率"),
    "col.queue": ("queue", "队列"),
    "col.completes": ("completes", "完成比例"),
    "col.tenths": ("10% to 90%", "10%至90%"),
    "col.naive": ("naive", "粗算"),
    "col.in_queue": ("GW in it", "排队吉瓦"),
    "col.through": ("through by 2030", "2030年前建成"),
    "build.finding": (
        "{first} {most} of projects due by 2030, {beside} {part}",
        "应于2030年前建成的项目，\u200b{most}曾{first}，\u200b{part}曾{beside}",
    ),
    "build.limit.orders": ("Want of money holds back", "因缺钱未订购"),
    "build.limit.shell": ("Buildings hold back", "受机房所限"),
    "build.limit.power": ("Power holds back", "受电力所限"),
    "build.limit.chips": ("Chips hold back", "受芯片所限"),
    "build.limit.finance": ("Lenders hold back", "受融资所限"),
    "build.beside.orders": ("want of money", "因缺钱未订购"),
    "build.beside.shell": ("buildings", "受机房所限"),
    "build.beside.power": ("power", "受电力所限"),
    "build.beside.chips": ("chips", "受芯片所限"),
    "build.beside.finance": ("lenders", "受融资所限"),
}
