"""Headings, sentences and words of the chapter on circularity in both languages."""

from __future__ import annotations

from collections.abc import Mapping

LOOP: Mapping[str, tuple[str, str]] = {
    "circular": ("How circular is the money?", "钱在打转吗？"),
    "circular.own": (
        "Between {low} and {high} of {party}’s {of} revenue inside can be its own cheque come back",
        "{party}圈内的{of}收入中，\u200b{low}至{high}\u200b可能是自己的投资\u200b转回来",
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
        "Inside are {parties} parties; the window is {first} to {last}. Dollars that return are "
        "given as an interval, because nobody marks money: which dollar pays which bill is not "
        "known. Cash measures read papers at least this firm: {firmness}.",
        "圈内有 {parties} 个主体，时间窗口为 {first} 至 {last} 年。回流金额以区间给出，"
        "因为钱没有记号：不知道哪一块钱付了哪一笔账。现金类指标只读约束力不低于“{firmness}”的文件。",
    ),
    "ring": ("The loops that are on paper", "纸面上的环"),
    "ring.about": (
        "The sides of the loops named below, in {unit}, {first} to {last}, undated amounts "
        "included. Strong rust is the part of a side that the narrowest side of its loop lets "
        "through; what stands beside it leaves the loop.",
        "下文各环的各边，单位{unit}，{first} 至 {last} 年，含未注明日期的金额。"
        "深锈色是环中最窄一边能通过的部分；其余部分离开该环。",
    ),
    "ring.title": ("Payments along the named loops", "各环上的付款"),
    "ring.desc": ("{sides} payments between {parties}.", "{parties}之间的 {sides} 笔付款。"),
    "ring.none": (
        "Nothing on paper returns to a party it left, so there is no loop to draw.",
        "纸面上没有钱回到付出它的主体，没有环可画。",
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
    "own_cheque": ("Revenue that may be one’s own cheque", "可能是自己投资转回的收入"),
    "own_cheque.about": (
        "Of what a party is paid by others inside, how much its own equity cheques paid for, by "
        "the order of dated payments: at least (every other dollar spent first), pro rata "
        "(all dollars alike) and at most (its own dollars spent first).",
        "一个主体从圈内他方收到的钱里，有多少由其自己的股权投资支付，按有日期付款的先后计："
        "至少（先花其他的钱）、按比例（一视同仁）、至多（先花它的钱）。",
    ),
    "own_cheque.none": (
        "No party both invests inside and is paid inside on dated papers this firm.",
        "没有主体在如此约束力、有日期的文件上既在圈内投资又在圈内收款。",
    ),
    "own_cheque.share": ("{share} at most", "至多 {share}"),
    "named_loops": ("The loops by name", "具名的环"),
    "named_loops.about": (
        "Whatever their papers, up to {length} parties long and the {top} with the widest "
        "narrowest side. No loop is firmer than its weakest side; the amounts of two loops are "
        "never added. A side is what falls in the window; the tranche it links to may be more.",
        "不论文件约束力，至多 {length} 个主体，取最窄一边最宽的 {top} 个。"
        "环的约束力不高于其最弱一边；两个环的金额从不相加。"
        "各边为窗口内的金额；所链接的分期可能更大。",
    ),
    "loop.through": ("{amount} at the narrowest side", "最窄一边{amount}"),
    "loop.weakest": ("weakest side: {firmness}", "最弱一边：{firmness}"),
    "loop.undated": ("not all dated", "日期不全"),
    "side.undated": ("not all dated", "日期不全"),
    "covered": ("Does new money come in?", "有新钱进来吗？"),
    "covered.about": (
        "Revenue from outside over what a party has bound itself to pay inside in that year; "
        "above 1 it is enough if nothing else is paid. What is promised without dates stands "
        "beside and is in no year: any of it lowers the ratio. A year with nothing due is empty.",
        "当年圈外收入除以该主体当年对圈内的应付承诺；大于 1 表示不付其他款项时足够。"
        "未注明日期的承诺另列，不计入任何一年：只要其中一部分到期，比率就会下降。无应付之年留空。",
    ),
    "covered.none": (
        "No party owes another inside any dated money in these years.",
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
        "划掉成环的承诺可抵销{removable}，占圈内采购（含无日期者）的 {share}。",
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
    "m.gross": ("promised to suppliers, gross", "对供应商的承诺，毛额"),
    "m.net": ("net of what counts twice", "净额，剔除重复"),
    "m.factor": ("gross over net", "毛额与净额之比"),
    "m.binding": ("of it binding", "其中有约束力"),
    "m.unconditional": ("of it unconditional", "其中无条件"),
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
        "Not counted as cash: papers less firm than “{firmness}”, debt in the loops, sales of "
        "shares between holders, and {undated} the parties above promised without dates. {open} of "
        "{loops} loops have an undated side. For {unknown} of {years} pairs of party and year "
        "with money due no revenue figure is known, and {assumed} rest on an assumption. Lenders "
        "and unnamed investors are outside; money that crosses the line is not followed further.",
        "不计为现金：约束力低于“{firmness}”的文件、环中的债务、持有人之间的股份转让，"
        "以及上述主体{undated}未注明日期的采购承诺。{loops} 个环中有 {open} 个含无日期的边。"
        "{years} 个有应付款的主体—年份中，{unknown} 个没有收入数字，{assumed} 个基于假设。"
        "贷款人与未具名投资人在圈外；越过边界的钱不再追踪。",
    ),
    "col.party": ("party", "主体"),
    "col.least": ("at least", "至少"),
    "col.pro_rata": ("pro rata", "按比例"),
    "col.most": ("at most", "至多"),
    "col.of": ("of revenue inside", "圈内收入"),
    "col.put_in": ("put in as equity", "投入股权"),
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
    "w.firm": ("binding", "有约束力"),
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
