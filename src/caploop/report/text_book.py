"""Headings, sentences and words of the chapter on agreements in both languages."""

from __future__ import annotations

from collections.abc import Mapping

BOOK: Mapping[str, tuple[str, str]] = {
    "agreed": ("What was agreed", "约定了什么"),
    "agreed.binds": (
        "Of {gross} promised to suppliers, {binding} binds",
        "对供应商的\u200b{gross}承诺中，\u200b{binding}有约束力",
    ),
    "agreed.largest": (
        "; {share} of that is {party}’s",
        "，\u200b其中\u200b{party}占\u200b{share}",
    ),
    "agreed.none": (
        "{agreements} agreements, and no money promised to suppliers",
        "{agreements} 份协议，\u200b没有以金额计的\u200b采购承诺",
    ),
    "agreed.standfirst": (
        "Gross is what press lists add up, less what fell due earlier. Net leaves out what "
        "describes or repeats another promise. Binding is what is signed, executed or "
        "conditional; unconditional is what hangs on nothing else.",
        "毛额是新闻清单的加总，扣除此前已到期的部分。净额剔除描述或重复其他承诺的部分。"
        "有约束力指已签约、已执行或附条件；无条件指不取决于任何其他事件。",
    ),
    "agreed.priceless": (
        "A further {power} is ordered on conditions and has no price of its own.",
        "另有 {power} 为附条件订购，没有单列价格。",
    ),
    "agreed.numbers": ("The agreements in numbers", "协议数字一览"),
    "b.gross": ("promised to suppliers, gross", "对供应商的承诺，毛额"),
    "b.net": ("net of what counts twice", "净额，剔除重复"),
    "b.binding": ("of it binding", "其中有约束力"),
    "b.unconditional": ("of it unconditional", "其中无条件"),
    "b.agreements": ("agreements", "份协议"),
    "b.tranches": ("tranches", "个分期"),
    "b.shared": ("of agreements rest on two or more claims", "的协议有两条以上陈述支持"),
    "timeline": ("Who owes whom, and how firmly", "谁对谁有义务，约束力如何"),
    "timeline.about": (
        "The {shown} pairs of payer and payee with the largest single promise in money or power, "
        "of {all}; in each, up to {bars} promises, those still in force first. Promises without a "
        "figure, and parts of others, are in the list of tranches.",
        "全部 {all} 对付款方与收款方中，单笔承诺（金额或功率）最大的 {shown} 对；"
        "每对至多 {bars} 笔，仍有效的优先。没有数额的以及属于其他承诺一部分的，见分期列表。",
    ),
    "timeline.desc": (
        "Bars from the day of signature to the end, for {shown} pairs of payer and payee: {list}.",
        "{shown} 对付款方与收款方的横条，自签署日至结束：{list}。",
    ),
    "timeline.scale": (
        "Left of {day} time runs at one scale, right of it at another.",
        "{day}左右两侧的时间刻度不同。",
    ),
    "timeline.table": ("The bars as a table", "横条数据表"),
    "timeline.none": (
        "No agreement with an amount was known by these two dates.",
        "在这两个日期之前没有已知数额的协议。",
    ),
    "timeline.more": ("{more} more", "另有 {more} 笔"),
    "key.cut": ("ended early: replaced or lapsed", "提前结束：被取代或失效"),
    "key.denied": ("denied or withdrawn", "被否认或撤回"),
    "key.open": ("no end date known", "结束日期未知"),
    "key.hue.other": ("other rights", "其他权利"),
    "key.hue.equity": ("equity", "股权"),
    "key.hue.debt": ("debt and guarantees", "债务与担保"),
    "key.hue.purchase": ("purchases", "采购"),
    "supplied": ("Who supplies what to whom", "谁向谁供应什么"),
    "supplied.about": (
        "Capacity and chips in force, by user (across) and supplier (down). The {shown} users with "
        "the most money and power, of {all}; {rest} relations of others are in the table. Power "
        "that repeats another promise is left out.",
        "有效的容量与芯片供应，横向为使用方，纵向为供应方。图中为 {all} 个使用方里金额与功率最大的 "
        "{shown} 个；其余 {rest} 条关系见表。重复其他承诺的功率不计。",
    ),
    "supplied.desc": (
        "A table of marks: {suppliers} suppliers and {users} users. {list}.",
        "标记表：{suppliers} 个供应方，{users} 个使用方。{list}。",
    ),
    "supplied.table": ("All supply relations as a table", "全部供应关系表"),
    "supplied.none": (
        "Nothing is known of who supplies whom by these two dates.",
        "在这两个日期之前不知道谁向谁供应。",
    ),
    "glyph.rented": ("rented compute", "租用算力"),
    "glyph.leased": ("leased capacity", "租赁容量"),
    "glyph.bought": ("bought chips: owned", "购入芯片：自有"),
    "glyph.option": ("an option only", "仅为选择权"),
    "on_condition": ("on conditions", "附条件"),
    "unknown": ("no figure", "没有数字"),
    "promised": ("Promises to suppliers, gross and net", "对供应商的承诺：毛额与净额"),
    "promised.about": (
        "Purchases of compute, capacity and chips in dollars, in force and not due before this "
        "quarter; a total counts where no part of it has an amount. The figure at the "
        "end of a bar is gross, and net where that differs; the reason stands beside it. "
        "“Up to” counts in full, “at least” without a figure above it not at all.",
        "有效的、本季度之前尚未到期的算力、容量与芯片采购，以美元计；"
        "构成没有数额时按合计数计。横条末端为毛额，不同时再列净额；"
        "原因列于右侧。“至多”按全额计，只有下限的“至少”不计。",
    ),
    "promised.none": (
        "No money was promised to suppliers by these two dates.",
        "在这两个日期之前没有以金额计的采购承诺。",
    ),
    "promised.rest": ("Smaller promises", "较小的承诺"),
    "nought": ("none", "无"),
    "why.total": ("a total of what is counted beside it", "合计数，其构成已另计"),
    "why.part": ("part of another promise", "另一承诺的一部分"),
    "why.with": ("counted with {other}", "已计入{other}"),
    "why.soft": ("{firmness}: does not bind", "{firmness}：无约束力"),
    "why.left": ("of it {left} still to come", "其中尚余{left}"),
    "why.condition": ("on a condition", "附条件"),
    "layer.gross": ("gross", "毛额"),
    "layer.net": ("net", "净额"),
    "layer.binding": ("binding", "有约束力"),
    "layer.free": ("unconditional", "无条件"),
    "changed": ("What changed last", "最近的变化"),
    "changed.about": (
        "{new} tranches became known and {ended} ended between {first} and {last}.",
        "{first}至{last}，新增 {new} 个分期，结束 {ended} 个。",
    ),
    "changed.none": ("Nothing changed in the last weeks.", "最近几周没有变化。"),
    "changed.earlier": ("Earlier changes", "更早的变化"),
    "changed.was": ("replaces", "取代"),
    "left_out": ("What brings no flow, and why", "哪些没有流量，为何"),
    "left_out.about": (
        "{flows} quarterly flows come from {with_flow} tranches; {without} in force bring none.",
        "{with_flow} 个分期给出 {flows} 笔季度流量；{without} 个有效分期没有流量。",
    ),
    "left_out.none": ("Every tranche in force brings flows.", "每个有效分期都有流量。"),
    "out.aggregate": ("a total over other tranches", "其他分期的合计"),
    "out.breakdown": ("a part of another tranche", "另一分期的一部分"),
    "out.counted": ("counted with another tranche", "已计入另一分期"),
    "out.unit": ("not in money", "不以金额计"),
    "out.shares": ("paid in shares", "以股份支付"),
    "out.amount": ("no amount known", "数额未知"),
    "out.dates": ("no dates known", "日期未知"),
    "out.other": ("other reasons", "其他原因"),
    "tranches": ("Every tranche", "全部分期"),
    "tranches.about": (
        "{tranches} tranches of {agreements} agreements, each with the claims behind it. "
        "“Assumption” marks a field that rests on our judgement.",
        "{agreements} 份协议的 {tranches} 个分期，各附其依据的陈述。“假设”表示该项为我们的判断。",
    ),
    "tranches.open": ("The list of tranches", "分期列表"),
    "assumption": ("assumption", "假设"),
    "assumed": ("assumption: {fields}", "假设：{fields}"),
    "field.amount": ("amount", "数额"),
    "field.condition": ("condition", "条件"),
    "field.spread": ("spread over time", "时间分布"),
    "field.capacity_w": ("power", "功率"),
    "until": ("to {day}", "至{day}"),
    "since": ("{state}, {day}", "{day}{state}"),
    "per_year": ("{x} a year", "每年{x}"),
    "col.from": ("from", "自"),
    "col.to": ("to", "至"),
    "col.tranche": ("tranche", "分期"),
    "col.user": ("user", "使用方"),
    "col.supplier": ("supplier", "供应方"),
    "col.held": ("held as", "持有方式"),
    "col.bar": ("promised", "承诺"),
    "col.gross": ("gross", "毛额"),
    "col.net": ("net", "净额"),
    "col.binding": ("binding", "有约束力"),
    "col.unconditional": ("unconditional", "无条件"),
    "col.why": ("why they differ", "差异原因"),
    "col.condition": ("condition", "条件"),
    "col.behind": ("claims", "依据"),
    "col.days": ("days", "日期"),
    "change.new": ("new", "新增"),
    "change.ended": ("ended", "结束"),
    "standing.due": ("due", "到期应付"),
    "standing.waiting": ("waiting", "待定"),
    "standing.lapsed": ("lapsed", "已失效"),
    "standing.superseded": ("replaced", "已被取代"),
    "standing.denied": ("denied", "已被否认"),
    "standing.retracted": ("withdrawn", "已撤回"),
    "standing.not_binding": ("not binding", "无约束力"),
    "kind.equity": ("equity", "股权"),
    "kind.loan": ("loan", "贷款"),
    "kind.compute_purchase": ("compute", "算力"),
    "kind.lease": ("lease", "租赁"),
    "kind.chip_purchase": ("chips", "芯片"),
    "kind.acquisition": ("acquisition", "收购"),
    "kind.warrant": ("warrant", "认股权证"),
    "kind.right": ("right", "权利"),
    "kind.option": ("option", "选择权"),
    "kind.guarantee": ("guarantee", "担保"),
    "kind.revenue_share": ("revenue share", "收入分成"),
    "kind.policy_request": ("request to government", "政策请求"),
    "kind.buy_back": ("residual purchase", "剩余产能回购"),
    "role.aggregate": ("a total", "合计"),
    "role.breakdown": ("a part", "部分"),
}
