"""Currencies as a table: how each is written before and behind a number."""

from __future__ import annotations

# code; signs before the number; Chinese and Japanese words; words in Latin letters
MONEY = (
    (
        "HKD",
        r"HKD?\$",
        "港元|港币|香港ドル",
        r"(?:Hong\sKong|HK)[\s-]dollars?|HKD|HK\$",
    ),
    (
        "TWD",
        r"NTD?\$|NTD",
        "元?新台币|元?台币|新台元|台湾ドル",
        r"(?:(?:New\s)?Taiwan(?:ese)?|NT)[\s-]dollars?|TWD|NTD|NT\$",
    ),
    ("CAD", r"CAD?\$|C\$", "加元|加币|カナダドル", r"Canadian[\s-]dollars?|CAD"),
    ("AUD", r"AUD?\$|A\$", "澳元|澳币|豪ドル", r"Australian[\s-]dollars?|AUD"),
    ("NZD", r"NZD?\$", "新西兰元|纽元|纽币", r"New\sZealand[\s-]dollars?|NZD"),
    (
        "SGD",
        r"SGD?\$|S\$",
        "新加坡元|新元|新币|シンガポールドル",
        r"Singapore(?:an)?[\s-]dollars?|SGD",
    ),
    ("BRL", r"R\$", "巴西雷亚尔|雷亚尔", r"(?:Brazilian\s)?reais|BRL"),
    ("MXN", r"MXN?\$|Mex\$", "墨西哥比索", r"Mexican\spesos?|MXN"),
    (
        "USD",
        r"USD?\s?\$|U\.S\.\s?\$|\$",
        "美元|美金|米?ドル",
        r"(?:U\.?S\.?[\s-])?dollars?|USD|US\$|dólares|Dollars?",
    ),
    (
        "CNY",
        r"CN¥|RMB¥|RMB|Rmb",
        "元人民币|人民币元|人民币|人民元|块钱",
        r"(?:Chinese\s)?yuan|renminbi|RMB|CNY",
    ),
    ("JPY", "JP¥", "日元|円|日币", r"(?:Japanese\s)?yen|JPY"),
    ("CNY", "", "元(?!宇宙|旦|素|件|老|首|气|年|月|勋|/)|元(?=/)", ""),
    ("EUR", "€", "欧元|ユーロ", "euros?|EUR"),
    ("GBP", "£", "英镑|ポンド", r"(?:British\s)?pounds(?:\ssterling)?|sterling|GBP"),
    ("KRW", "₩", "韩元|韩币|韩圜|ウォン|원", r"(?:(?:South\s)?Korean\s)?won|KRW"),
    ("INR", r"₹|Rs\.?|Re\.?|[Rr]upees", "印度卢比|卢比|ルピー", r"(?:Indian\s)?rupees?|INR"),
    ("CHF", r"SFr\.?|Fr\.", "瑞士法郎|瑞郎|スイスフラン", r"Swiss\sfrancs?|Franken|Fr\.|CHF"),
    ("SAR", "", "沙特里亚尔|里亚尔", r"(?:Saudi\s)?riyals?|SAR"),
    ("AED", r"Dh", "阿联酋迪拉姆|迪拉姆", r"(?:UAE\s)?dirhams?|AED"),
    ("SEK", "SKr", "瑞典克朗", r"(?:Swedish\s)?kronor|Swedish\s(?:kron[ae]r?|crowns)|SEK"),
    ("NOK", "NKr", "挪威克朗", r"Norwegian\s(?:kron[eao]r?|crowns)|NOK"),
    ("DKK", "DKr", "丹麦克朗", r"Danish\s(?:kron[eao]r?|crowns)|DKK"),
    ("PLN", "", "兹罗提", r"(?:Polish\s)?zlot(?:ys?|ych)|zł|PLN"),
    ("CZK", "", "捷克克朗", r"Czech\s(?:koruna|crowns)|CZK"),
    ("HUF", "", "福林", r"(?:Hungarian\s)?forints?|HUF"),
    ("TRY", "₺", "土耳其里拉", r"(?:Turkish\s)?lira|TRY"),
    ("RUB", "₽", "卢布", r"(?:Russian\s)?rou?bles?|RUB"),
    ("ILS", "₪", "谢克尔", r"(?:Israeli\s|new\s)?shekels?|ILS|NIS"),
    ("THB", "฿", "泰铢", r"(?:Thai\s)?baht|THB"),
    ("IDR", "Rp", "印尼盾|印尼卢比", r"(?:Indonesian\s)?rupiah|IDR"),
    ("MYR", "RM", "林吉特|马币|令吉", r"(?:Malaysian\s)?ringgit|MYR"),
    ("PHP", "₱", "菲律宾比索", r"Philippine\spesos?|PHP"),
    ("VND", "₫", "越南盾", r"(?:Vietnamese\s)?dong|VND"),
    ("ZAR", "", "南非兰特|兰特", r"(?:South\sAfrican\s)?rand|ZAR"),
    ("KWD", "", "科威特第纳尔", r"Kuwaiti\sdinars?|KWD"),
    ("QAR", "", "卡塔尔里亚尔", r"Qatari\sri[ya]als?|QAR"),
    ("MOP", r"MOP\$", "澳门元", r"(?:Macau\s)?patacas?|MOP"),
)
CENTS = (("USD", "美分", r"(?:U\.?S\.?\s)?cents?"), ("GBP", "便士", "pence"))
SIGNS_BEHIND = (
    ("USD", r"US\$|\$"), ("EUR", "€"), ("GBP", "£"), ("KRW", "₩"), ("INR", "₹"), ("¥", "¥"),
)  # fmt: skip
CODES = tuple(dict.fromkeys((*(code for code, *_ in MONEY), "RMB")))
# Several countries have one of these; a name of a country before them that is not in the table
# leaves the currency open.
OPEN = (
    r"pesos?|kroner|kron[ae]|kr\b\.?|crowns|francs?|dinars?|rials?|[A-Z][A-Za-z.-]+\s"
    r"(?i:dollars?|pesos?|rupees?|pounds?|francs?|crowns?|kron[aeo]r|dinars?|ri[ya]als?|yen|won)"
)
OPEN_ZH = "比索|克朗|第纳尔|法郎|里拉|フラン|クローネ|クローナ"
