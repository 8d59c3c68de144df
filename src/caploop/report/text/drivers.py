"""Headings and words of what moves a result, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

_HOW = (
    "Rank correlation goes from −1 to 1; of {tested} inputs, chance alone lets one reach {floor} "
    "(* below that). All inputs together account for {explained} of the variance of ranks; the "
    "rest is luck, and what inputs do jointly. Bars: from lowest to highest third; tick: all.",
    "秩相关介于−1与1之间；{tested}个参数中，仅凭偶然可达{floor}（带*者低于此）。全部参数合计解释秩方差的"
    "{explained}，其余为运气与参数的共同作用。横条由参数最低三分之一到最高三分之一，刻线为全部路径。",
)
DRIVERS: Mapping[str, tuple[str, str]] = {
    "pay_moves": ("What moves it", "什么左右结果"),
    "pay_moves.about": (
        "Cash is out by the end of 2030 in {value} of {draws} draws; {beyond} inputs go with it "
        "more than chance explains. " + _HOW[0],
        "{draws}条路径中有{value}到2030年底现金耗尽；{beyond}个参数与之的关联超出偶然。" + _HOW[1],
    ),
    "value_moves": ("What moves it", "什么左右结果"),
    "value_moves.about": (
        "Simulated value at the end of 2030, before new money: {value} in the middle of {draws} "
        "draws; {beyond} inputs go with it more than chance explains. " + _HOW[0],
        "2030年底的模拟价值（不含新增资金），{draws}条路径的中位数为{value}；"
        "{beyond}个参数与之的关联超出偶然。" + _HOW[1],
    ),
    "col.input": ("input", "参数"),
    "col.prior": ("5% – 50% – 95%", "5% – 50% – 95%"),
    "col.correlation": ("rank correlation", "秩相关"),
    "col.in_lowest": ("in its lowest third", "最低三分之一时"),
    "col.in_highest": ("in its highest third", "最高三分之一时"),
    "input.Ads_30": ("Advertising and commerce revenue 2030", "2030年广告与商业收入"),
    "input.Ads_26": ("Advertising and commerce revenue 2026", "2026年广告与商业收入"),
    "input.eps_tok": ("Price elasticity of API demand", "API需求的价格弹性"),
    "input.g_tokv": ("Growth of tokens at constant price", "价格不变时词元用量增速"),
    "input.g_ptok": ("Fall of the API price at given capability", "同等能力下API价格降幅"),
    "input.g_alg": ("Algorithmic efficiency of training", "训练算法效率"),
    "input.S_E30": ("Enterprise AI market 2030", "2030年企业AI市场"),
    "input.kappa_m": ("Share of online adults that adopts in the end", "上网成人最终采用比例"),
    "input.q_m": ("Speed of imitation in adoption", "采用的模仿速度"),
    "input.u": ("Users that take several assistants", "同时使用多个助手的程度"),
    "input.h_ipo": ("Chance of a listing per quarter", "每季上市概率"),
    "input.I_ipo": ("Size of the offering", "上市募资额"),
    "input.I_round": ("Size of the round of 2026", "2026年一轮规模"),
    "input.T_build": ("Months to build a first phase", "首期建设月数"),
    "input.rho_plan": ("Plan's response to a shortfall", "计划对短缺的修订幅度"),
    "input.b0": ("Chance of a round at plan", "符合计划时融资成功率"),
    "input.b1": ("Round’s response to revenue news", "融资对营收消息的反应"),
    "input.b_mkt": ("Round’s response to the market", "融资对市场的反应"),
    "input.sig_V": ("Volatility of the value", "价值波动率"),
    "input.k_10": ("Return asked until 2030", "2030年前要求回报"),
    "input.eta_V": ("Value’s response to revenue news", "价值对营收消息的反应"),
    "input.j_up": ("Jump of the value after a round", "融资成功后价值跃升"),
    "input.j_down": ("Fall of the value after a failed round", "融资失败后价值下跌"),
    "input.ell": ("Price of a GW-year", "每吉瓦年租价"),
    "input.Cash_2025Q4": ("Opening cash", "期初现金"),
    "input.e_0": ("Enterprise share of revenue today", "目前企业收入占比"),
    "input.dD": ("New US data-centre load to 2030", "2030年前美国新增数据中心负荷"),
    "input.u_res": ("Weight of a strategic rescue", "战略救助的权重"),
}
