"""Headings, sentences and words of the chapter on circularity in both languages."""

from __future__ import annotations

from collections.abc import Mapping

LOOP: Mapping[str, tuple[str, str]] = {
    "circular": ("How circular is the money?", "循环融资规模有多大？"),
    "circular.short": (
        "In {year} {party} owes {due} under contract; its plan expects {outside} of revenue",
        "{year}年{party}按合同应付{due}，\u200b计划收入{outside}",
    ),
    "circular.own.also": (
        " Of  the {of} {party} is paid within the group, {low} to {high} may be its own investment "
        "returning as sales.",
        "{party}从圈内收取的{of}中，{low}至{high}可能来自其自身投资的回流。",
    ),
    "circular.own": (
        "{low} to {high} of {party}’s {of} sales within the group may be its own money",
        "{party}的{of}圈内收入中，\u200b{low}至{high}\u200b可能是自身投资回流",
    ),
    "circular.paper": (
        "Loops on paper: {loops}; no dated money comes back along any of them",
        "纸面上有 {loops} 个环，\u200b没有一个有\u200b注明日期的钱转回",
    ),
    "circular.none": (
        "No loop: no money on paper comes back to a party it left",
        "没有环：\u200b纸面上没有钱\u200b回到付出它的主体",
    ),
    "circular.standfirst": (
        "Cash figures count agreements with dates that are {firmness} or firmer; what has no date "
        "comes on top.{own} Dollars cannot be traced, so it is an interval.",
        "现金类数字只计有日期且约束力不低于“{firmness}”的合同；未注明日期的另计。{own}"
        "资金无法逐笔追踪，故以区间给出。",
    ),
    "ring": ("Payments that could go round", "主要资金环路"),
    "ring.about": (
        "The loops named below, in {unit}, {first} to {last}, amounts without dates included: more "
        "than the dated interval further down can show. Strong rust: the most that can go round, "
        "as its smallest payment limits a loop; the rest leaves it.",
        "下文各环路的各笔付款，单位{unit}，{first} 至 {last} 年，含未注明日期的金额，"
        "故大于下文只计有日期付款的区间。深锈色为能绕行一周的上限，即环中的瓶颈金额；其余部分离开该环。",
    ),
    "ring.title": ("Payments along the loops", "各环路上的付款"),
    "ring.desc": ("{sides} payments between {parties}.", "{parties}之间的 {sides} 笔付款。"),
    "ring.none": (
        "Nothing on paper returns to a party it left, so there is no loop to draw.",
        "协议中没有资金回到付出方，没有环路可画。",
    ),
    "ring.table": ("The picture as a table", "图的数据表"),
    "ring.unit": ("bn USD", "亿美元"),
    "ring.through": ("{kind}, round the loop", "{kind}，环内"),
    "ring.key.loop": ("the part that can go round", "能绕环一周的部分"),
    "ring.key.equity": ("equity beyond it", "其余股权"),
    "ring.key.purchases": ("purchases beyond it", "其余采购"),
    "flow.equity": ("equity", "股权"),
    "flow.purchases": ("purchases", "采购"),
    "flow.debt": ("debt", "债务"),
    "own_cheque": ("Sales that may be one’s own money", "可能来自自身投资回流的收入"),
    "own_cheque.about": (
        "How much of what a company is paid within the group its own equity paid for, by the order "
        "of dated payments: at least (customers spend all other money first), pro rata, and at "
        "most (they spend this money first). Equity without a date is in none of the three; the "
        "picture above counts it.",
        "一家公司从圈内收到的款项中，有多少由其自身的股权投资支付，按有日期付款的先后计：至少（客户先花"
        "其他资金）、按比例、至多（客户先花这笔资金）。未注明日期的股权不计入三者，上图则已计入。",
    ),
    "own_cheque.none": (
        "No company both invests within the group and is paid in it on dated contracts this firm.",
        "没有公司在如此约束力、有日期的合同下既在圈内投资又在圈内收款。",
    ),
    "own_cheque.share": ("{share} at most", "至多 {share}"),
    "named_loops": ("The loops by name", "各环路明细"),
    "named_loops.about": (
        "However firm, up to {length} companies long, the {top} whose smallest payment is largest. "
        "A loop is only as firm as its weakest payment; amounts of two loops are never added. A "
        "payment is what falls in the window; the agreement it links to may be more.",
        "不论约束力，至多 {length} 家公司，取瓶颈金额最大的 {top} 个。"
        "环路的约束力不高于其最弱一笔；两个环路的金额从不相加。各笔为窗口内的金额；所链接的协议可能更大。",
    ),
    "loop.through": ("{amount} at most can go round", "瓶颈金额{amount}"),
    "loop.weakest": ("weakest payment: {firmness}", "最弱一笔：{firmness}"),
    "loop.undated": ("not all dated", "日期不全"),
    "side.undated": ("not all dated", "日期不全"),
    "covered": ("Does revenue from customers cover what is owed?", "客户收入够付合同款吗？"),
    "covered.about": (
        "Revenue from outside the group over what falls due inside it under dated contracts that "
        "year; above 1 it is enough if nothing else is paid. Promises without dates are in no "
        "year: any of them lowers the ratio. Plans are one plan, not a mixture; a year between "
        "published figures is interpolated and marked. A year with nothing due is empty.",
        "当年圈外收入除以有日期合同当年对圈内的应付款；大于 1 表示不付其他款项时足够。"
        "未注明日期的承诺不计入任何一年：只要其中一部分到期，比率就会下降。计划收入只取同一版计划；未公布的年份为插值并标明。"
        "无应付之年留空。",
    ),
    "covered.interpolated": (
        "between published years of the plan of {plan}, interpolated",
        "{plan}计划未公布的年份，插值",
    ),
    "covered.none": (
        "No company owes another in the group any dated money in these years.",
        "这些年里没有主体对圈内他方有注明日期的应付款。",
    ),
    "covered.level": (
        "revenue of the year to {day}, held level",
        "截至{day}一年的收入，假设保持不变",
    ),
    "covered.over": ("{outside} over {due}", "{outside}／{due}"),
    "covered.unknown": ("no figure over {due}", "无数字／{due}"),
    "gross_net": ("From gross to net", "从毛额到净额"),
    "gross_net.round": (
        "Striking out promises that run in a circle would remove {removable}, {share} of the "
        "purchases inside, dated and undated.",
        "轧差可抵销成环的承诺{removable}，占圈内采购（含未注明日期者）的 {share}。",
    ),
    "gross_net.straight": (
        "Promises to suppliers run one way: none runs in a circle, so netting would remove "
        "nothing.",
        "对供应商的承诺是单向的：没有一笔成环，轧差不会抵销任何金额。",
    ),
    "gross_net.none": (
        "No money was promised to suppliers by these two dates.",
        "在这两个日期之前没有以金额计的采购承诺。",
    ),
    "m.gross": ("promised to suppliers at all levels, gross", "对供应商的承诺，毛额（各环节合计）"),
    "m.net": ("net of what counts twice", "净额，剔除重复"),
    "m.factor": ("gross over net", "毛额与净额之比"),
    "m.binding": ("of it signed, at all levels", "其中已签约（各环节合计）"),
    "m.unconditional": ("of it without a condition on record", "其中无已知条件"),
    "m.removable": ("removable by netting", "可轧差抵销"),
    "by_chance": ("Indices beside chance", "指数与随机对照"),
    "by_chance.about": (
        "Each index reads one type of flow. Beside it stands what rewired networks give in which "
        "every party pays and receives as much as it does: mean, standard deviation (sd) and how "
        "many networks.",
        "每个指数只读一类流量。旁边是各主体收付总额不变、随机重连网络的结果：均值、标准差和网络个数。",
    ),
    "by_chance.none": ("Nothing flows, so there is no index.", "没有流量，因而没有指数。"),
    "index.finn_cycling": ("share that cycles (Finn)", "循环份额（Finn）"),
    "index.share_removable_by_netting": ("share removable by netting", "可轧差份额"),
    "index.trophic_incoherence": ("trophic incoherence", "营养级不一致度"),
    "scope.as asked": ("as asked", "按所问"),
    "scope.vehicles merged": ("vehicles merged", "合并特殊目的公司"),
    "chance.none": ("nothing flows", "没有流量"),
    "chance.few": ("only {samples} rewired networks fit", "只有 {samples} 个重连网络符合"),
    "chance.fixed": (
        "every rewired network gives the same: no finding",
        "重连网络结果全同：不构成发现",
    ),
    "chance.within": ("{sd} sd from chance: no finding", "距随机 {sd} 个标准差：不构成发现"),
    "chance.above": ("{sd} sd above chance", "高于随机 {sd} 个标准差"),
    "chance.below": ("{sd} sd below chance", "低于随机 {sd} 个标准差"),
    "not_seen": ("What is left out", "未计入的部分"),
    "not_seen.about": (
        "Not counted as cash: agreements less firm than “{firmness}”, debt in the loops, sales of "
        "shares between holders, and {undated} that the companies above promised without dates. "
        "{open} of {loops} loops have a payment without a date. Of {years} years with money due, "
        "{unknown} have no known revenue and {assumed} rest on an assumption. Lenders and unnamed "
        "investors are outside; money that leaves the group is not followed further.",
        "不计为现金：约束力低于“{firmness}”的文件、环中的债务、持有人之间的股份转让，"
        "以及上述主体{undated}未注明日期的采购承诺。{loops} 个环中有 {open} 个含无日期的边。"
        "{years} 个有应付款的主体—年份中，{unknown} 个没有收入数字，{assumed} 个基于假设。"
        "贷款人与未具名投资人在圈外；越过边界的钱不再追踪。",
    ),
    "col.open_equity": ("equity promised without dates", "未注明日期的股权承诺"),
    "col.party": ("party", "主体"),
    "col.least": ("at least", "至少"),
    "col.pro_rata": ("pro rata", "按比例"),
    "col.most": ("at most", "至多"),
    "col.of": ("of sales within the group", "圈内收入"),
    "col.put_in": ("equity put in, dated", "投入股权（有日期）"),
    "col.share": ("share of all its revenue", "占其全部收入"),
    "col.payer": ("payer", "付款方"),
    "col.receiver": ("receiver", "收款方"),
    "col.sort": ("kind", "类别"),
    "col.undated": ("promised without dates", "无日期的承诺"),
    "col.basis": ("revenue rests on", "收入依据"),
    "col.index": ("index", "指数"),
    "col.flow": ("flow", "流量"),
    "col.scope": ("perimeter", "范围"),
    "col.value": ("value", "数值"),
    "col.mean": ("mean by chance", "随机均值"),
    "col.sd": ("sd", "标准差"),
    "col.samples": ("networks", "网络数"),
    "col.remark": ("remark", "说明"),
    "w.nothing": ("No payment to draw.", "没有可画的付款。"),
    "w.parties": ("Parties: {names}.", "主体：{names}。"),
    "w.firm": ("signed or conditional", "已签约或附条件"),
    "w.letter": ("stated or letter of intent", "声明或意向书"),
    "w.talks": ("rumoured or in talks", "传闻或洽谈"),
    "w.talks.short": ("unsigned", "未签"),
    "w.received": ("in {amount}", "收 {amount}"),
    "w.paid": ("out {amount}", "付 {amount}"),
    "w.pays": (
        "{source} pays {target} {amount} {unit}, {kind}, {firmness}",
        "{source}付给{target} {amount} {unit}，{kind}，{firmness}",
    ),
    "w.totals": (
        "{name}: receives {received}, pays {paid} {unit}",
        "{name}：收 {received}，付 {paid} {unit}",
    ),
    "w.in_loop": ("part of the loop", "环的一部分"),
    "w.key": ("This thick: {amount}. All figures in {unit}.", "此宽度：{amount}。单位：{unit}。"),
    "w.edges": (
        "Dashed edge: stated or letter of intent. Dotted edge: rumoured or in talks.",
        "虚线边：声明或意向书。点线边：传闻或洽谈。",
    ),
    "w.cut": (
        "Not shown: the {count} smallest of {all}, together {amount} {unit}.",
        "未画出：{all} 笔中最小的 {count} 笔，合计 {amount} {unit}。",
    ),
    "w.alone": ("Without a payment shown: {names}.", "没有画出付款的主体：{names}。"),
    "w.loop_also": ("In the loop too: {names}.", "同在环中：{names}。"),
}
