"""Traditional signs as simplified ones, sign for sign, so that places stay where they are."""

from __future__ import annotations

OLD = (
    "營輝達資總現債務擔諾應貸訂單積壓員裁黃勳亞馬遜軟銀龐雲廠與為對從將於發佈報導據續產業務權價"
    "獲虧損淨潤費銷額網個這後說約億萬兩幾數圓餘過點電戶處顯歐韓臺減縮間張塊顆輛項參訪級連漲億"
    "長動協議談計劃標規擬預測導傳聞認會無開術術創辦執財務僱備關係購買賣併競爭領實際終於籌擴"
    "產線晶圓製造設計國際聯盟達標績紀要該條賬帳頭寸週歲門檻"
)
NEW = (
    "营辉达资总现债务担诺应贷订单积压员裁黄勋亚马逊软银庞云厂与为对从将于发布报导据续产业务权价"
    "获亏损净润费销额网个这后说约亿万两几数圆余过点电户处显欧韩台减缩间张块颗辆项参访级连涨亿"
    "长动协议谈计划标规拟预测导传闻认会无开术术创办执财务雇备关系购买卖并竞争领实际终于筹扩"
    "产线晶圆制造设计国际联盟达标绩纪要该条账账头寸周岁门槛"
)
_TABLE = str.maketrans(OLD, NEW)


def simplified(text: str) -> str:
    """The text in simplified signs as far as the table goes, of the same length."""
    return text.translate(_TABLE)
