"""Headings, sentences and words of the chapter on agreements in both languages."""

from __future__ import annotations

from collections.abc import Mapping

BOOK: Mapping[str, tuple[str, str]] = {
    "agreed": ("What was agreed", "签了哪些合同"),
    "agreed.signed": (
        "{party} has signed for {signed} of supplies; {open} of it has no dates",
        "{party}已签约{signed}采购，\u200b其中{open}\u200b未注明日期",
    ),
    "agreed.signed.dated": (
        "{party} has signed for {signed} of supplies, all of it with dates",
        "{party}已签约{signed}采购，\u200b均注明日期",
    ),
    "agreed.unsigned": (
        "{gross} is promised to suppliers, none of it signed",
        "对供应商承诺{gross}，\u200b均未签约",
    ),
    "agreed.none": (
        "{agreements} agreements, and no money promised to suppliers",
        "{agreements} 份协议，\u200b没有以金额计的\u200b采购承诺",
    ),
    "agreed.standfirst": (
        "Signed does not mean payable come what may: take-or-pay floors and termination fees are "
        "not public. What has no dates is in no cash flow here. What a supplier owes its own "
        "suppliers is the same money one level down: it is shown apart and never added.",
        "已签约不等于无论如何都须支付：照付不议下限与终止费均未公开。未注明日期的金额不计入任何现金流。"
        "供应方再付给上游的是同一笔钱的下一环，单独列示，从不相加。",
    ),
    "agreed.priceless": (
        "A further {power} is ordered on conditions, at no published price.",
        "另有 {power} 为附条件订购，未公布价格。",
    ),
    "agreed.numbers": ("The agreements in numbers", "协议数字一览"),
    "b.users": ("signed for by users of the capacity", "容量使用方已签约"),
    "b.undated": ("of it without dates", "其中未注明日期"),
    "b.passed": (
        "signed for by their suppliers in turn: not to be added",
        "供应方对上游已签约，不可相加",
    ),
    "b.agreements": ("agreements", "份协议"),
    "b.tranches": ("parts of agreements (tranches)", "个批次"),
    "b.shared": ("of agreements rest on two or more origins", "的协议有两个以上独立来源"),
    "b.read": ("of agreements have a source we read", "的协议有一处原文经我们核对"),
    "payers": ("Who has signed for how much", "谁签了多少"),
    "payer.user": ("user of the capacity", "容量使用方"),
    "payer.supplier": ("supplier paying its own suppliers", "供应方，再付上游"),
    "col.as": ("as", "角色"),
    "col.open": ("of it without dates", "其中未注明日期"),
    "timeline": ("Who owes whom, and how firmly", "谁欠谁，约束力如何"),
    "timeline.about": (
        "The {shown} pairs of payer and payee with the largest single promise in money or power, "
        "of {all}; in each, up to {bars} promises, those still in force first. Promises without a "
        "figure, and parts of others, are in the list at the end.",
        "全部 {all} 对付款方与收款方中，单笔承诺（金额或功率）最大的 {shown} 对；"
        "每对至多 {bars} 笔，仍有效的优先。没有数额的以及属于其他承诺一部分的，见文末列表。",
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
        "quarter. Gross is what press lists add up; net leaves out what describes or repeats "
        "another promise; signed is signed, executed or conditional. “Up to” counts in full, “at "
        "least” at its floor.",
        "有效的、本季度之前尚未到期的算力、容量与芯片采购，以美元计。毛额是新闻清单的加总；净额剔除描述或"
        "重复其他承诺的部分；已签约含已执行与附条件。“至多”按全额计，“至少”按下限计。",
    ),
    "promised.equal": (
        "No signed promise with a price has a condition on record, so the last two are equal.",
        "有价格的已签约承诺均无已知条件，故末两列相等。",
    ),
    "promised.none": (
        "No money was promised to suppliers by these two dates.",
        "在这两个日期之前没有以金额计的采购承诺。",
    ),
    "promised.rest": ("Smaller promises", "较小的承诺"),
    "nought": ("none", "无"),
    "open_end": ("not known", "未知"),
    "why.total": ("a total of what is counted beside it", "合计数，其构成已另计"),
    "why.part": ("part of another promise", "另一承诺的一部分"),
    "why.with": ("counted with {other}", "已计入{other}"),
    "why.soft": ("{firmness}: does not bind", "{firmness}：无约束力"),
    "why.left": ("of it {left} still to come", "其中尚余{left}"),
    "why.condition": ("on a condition", "附条件"),
    "layer.gross": ("gross", "毛额"),
    "layer.net": ("net", "净额"),
    "layer.binding": ("signed", "已签约"),
    "layer.free": ("signed, no condition on record", "已签约且无已知条件"),
    "changed": ("What changed last", "最近的变化"),
    "changed.about": (
        "{new} parts of agreements became known and {ended} ended between {first} and {last}.",
        "{first}至{last}，新增 {new} 个批次，结束 {ended} 个。",
    ),
    "changed.none": ("Nothing changed in the last weeks.", "最近几周没有变化。"),
    "changed.earlier": ("Earlier changes", "更早的变化"),
    "changed.was": ("replaces", "取代"),
    "left_out": ("Agreements left out of the cash flows", "未计入现金流的协议"),
    "left_out.about": (
        "{with_flow} parts of agreements give {flows} quarterly payments; {without} in force give "
        "none, for these reasons.",
        "{with_flow} 个批次给出 {flows} 笔季度付款；{without} 个有效批次未计入，原因如下。",
    ),
    "left_out.none": (
        "Every part of an agreement in force is in the cash flows.",
        "每个有效批次都计入现金流。",
    ),
    "out.aggregate": ("a total of other entries", "其他条目的合计"),
    "out.breakdown": ("part of another entry", "另一条目的一部分"),
    "out.counted": ("counted with another entry", "已计入另一条目"),
    "out.unit": ("not in money", "不以金额计"),
    "out.shares": ("paid in shares", "以股份支付"),
    "out.amount": ("no amount known", "数额未知"),
    "out.dates": ("no dates known", "日期未知"),
    "out.other": ("other reasons", "其他原因"),
    "tranches": ("Every agreement, part by part", "全部协议与批次"),
    "tranches.about": (
        "{tranches} parts (tranches) of {agreements} agreements, each with the claims behind it. "
        "“Assumption” marks a field that rests on our judgement.",
        "{agreements} 份协议的 {tranches} 个批次，各附其依据的陈述。“假设”表示该项为我们的判断。",
    ),
    "tranches.open": ("The list", "列表"),
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
    "col.tranche": ("tranche", "批次"),
    "col.user": ("user", "使用方"),
    "col.supplier": ("supplier", "供应方"),
    "col.held": ("held as", "持有方式"),
    "col.bar": ("promised", "承诺"),
    "col.gross": ("gross", "毛额"),
    "col.net": ("net", "净额"),
    "col.binding": ("signed", "已签约"),
    "col.unconditional": ("no condition on record", "无已知条件"),
    "col.why": ("why they differ", "差异原因"),
    "col.condition": ("condition", "条件"),
    "col.behind": ("claims", "依据"),
    "col.days": ("days", "日期"),
    "change.new": ("new", "新增"),
    "change.ended": ("ended", "结束"),
    "standing.due": ("in force", "有效"),
    "standing.done": ("carried out", "已履行"),
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
