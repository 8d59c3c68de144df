"""What the import knows beside the seed files: documents, names, units, plan vintages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caploop.evidence.claim import Document, State

KNOWN_BY = date(2026, 3, 1)

DOCUMENTS = {
    d.id: d
    for d in (
        Document(
            id="000_dd43ca0ab74da03d.txt",
            publisher="Sou Hu Cai Jing",
            title="OpenAI 向美国政府发出 “求救信号” 意味着什么?",
            language="en",
            translated=True,
            published="2025-11-11",
            known_at=date(2025, 11, 11),
            origin="sohu",
            sha256="7bacb7c7a662c691c1de96983a3090076171e9fa6e510ac295259d38a0694c05",
            note="English summary of a Chinese report",
        ),
        Document(
            id="001_2dabc1fc848ee67a.txt",
            publisher="NetEase / Xinzhiyuan",
            title="烧6000亿算力,冲2800亿营收!OpenAI豪赌2030",
            language="zh",
            published="2026-02-21",
            known_at=date(2026, 2, 21),
            origin="cnbc",
            sha256="529d51b04a7f5ec3731b0bedf205387748e52b7cde74a5c323af2c0c90eec833",
            note="names a CNBC report of 2026-02-20 as its source",
        ),
        Document(
            id="002_a1f86971b87016fa.txt",
            publisher="21st Century Business Herald",
            title="OpenAI“硬”转身:联手富士康,锁定AI基建主动权",
            language="en",
            translated=True,
            published="2025-11-21",
            known_at=date(2025, 11, 21),
            origin="21st_century_business_herald",
            sha256="57a1a5b4acdf7bcdb1bb975287420c2dad247ba7c1357264ab5baf3478d4b640",
            note="English summary of a Chinese report",
        ),
        Document(
            id="003_66bcb7f3a5287fb8.txt",
            publisher="PANews",
            title="When Financing Becomes the Engine",
            language="en",
            translated=True,
            known_at=KNOWN_BY,
            known_at_precision="no_later_than",
            origin="panews",
            sha256="b2f5f7eb4125ff63a27756d8ba0d41410f96fe338d5b96fe89f865ae0f52f74d",
            note="undated copy (says only how many hours ago); reads like a translation",
        ),
        Document(
            id="004_41c1895cad9e0842.txt",
            publisher="not stated in the copy",
            language="zh",
            published="2026-02-05",
            known_at=date(2026, 2, 5),
            origin="article_004",
            sha256="fb860e184a4e4110bf833c3a130823a2a0eaffa024fca2714c3f13a7b7c532b9",
            note="Chinese report on the relation of the two companies",
        ),
    )
}

AGREEMENT_KEYS = {
    "agr:nvidia-openai-100b": "nvidia-openai-2025-loi",
    "round:openai-2026": "investors-openai-2026-round",
    "agr:openai-tata": "openai-tata-2026",
    "agr:openai-io": "openai-io-2025",
    "agr:openai-foxconn": "openai-foxconn-2025",
    "agr:stargate": "stargate-us-2025",
    "agr:openai-coreweave": "openai-coreweave-2025",
    "agr:openai-aws": "openai-amazon-2025",
    "pol:amic-extension": "us-government-openai-2025-amic",
    "pol:fed-guarantee": "us-government-openai-2025-guarantee",
}

NATURE_STATUS = {
    "actual": "reported",
    "guidance": "target",
    "forecast": "forecast",
    "analysis": "estimated",
    "commentary": "estimated",
    "rumour": "estimated",
}

FACT_PARTIES: dict[str, tuple[str, str | None]] = {
    "Alphabet": ("google", None),
    "AWS": ("amazon", "aws"),
    "Tata (TCS)": ("tata", None),
    "Tata (TCS HyperVault)": ("tata", None),
    "United States": ("us_grid", None),
    "Valor SPV": ("xai_spv", None),
    "Valor SPV investors": ("xai_spv_investors", None),
    "bank group": ("lenders", None),
    "bond investors": ("lenders", None),
    "sector": ("ai_ecosystem", None),
    "Crusoe/Blue Owl JV": ("crusoe_blue_owl_jv", None),
    "Cipher Mining": ("cipher", None),
    "Hut 8": ("hut8", None),
    "Samsung; SK hynix": ("samsung;sk_hynix", None),
}

_BN = Decimal(10) ** 9

FACT_UNITS: dict[tuple[str, str, bool], tuple[str, Decimal]] = {
    ("bn", "USD", False): ("USD", _BN),
    ("bn", "USD", True): ("USD/W", Decimal(1)),
    ("trn", "JPY", False): ("JPY", _BN * 1000),
    ("trn", "TWD", False): ("TWD", _BN * 1000),
    ("GW", "", False): ("W", _BN),
    ("pct", "", False): ("fraction", Decimal("0.01")),
    ("mn", "", False): ("user", Decimal(10) ** 6),
    ("mn_shares", "", False): ("share", Decimal(10) ** 6),
    ("years", "", False): ("year", Decimal(1)),
    ("racks_per_week", "", False): ("rack/week", Decimal(1)),
    ("thousand_wafers_per_month", "", False): ("wafer/month", Decimal(1000)),
}

_V0 = "F042 F043 F044 F045 F046 F047 F055 F056 F065 F074 004-53"
_V1 = "F064 plan:openai-1.4t 001-10 001-11 001-14 000-01 000-02 002-27 002-28"
_V2 = (
    "F048 F049 F050 F051 F052 F053 F054 F061 F062 F063 F071 F072 F075 plan:openai-600b "
    "001-02 001-04 001-16 001-17 001-24 001-71"
)
_MARCH = "F036 F037 F038 F039 F040 F041"

PLAN_VINTAGES: dict[str | None, str] = {
    name: vintage
    for vintage, names in (("V0", _V0), ("V1", _V1), ("V2", _V2), ("2025-03", _MARCH))
    for name in names.split()
}

# Words of the facts file whose row says more than its kind: "weekly active", "India weekly".
SEED_MEASURES: dict[str, tuple[str, str | None]] = {
    "F088": ("weekly_active_users", None),
    "F089": ("weekly_active_users", None),
    "F093": ("weekly_active_users", "IN"),
    "F061": ("compute_spend_cumulative", None),
    "F062": ("compute_spend_cumulative", "training"),
    "F063": ("compute_spend_cumulative", None),
    "F064": ("compute_commitment_total", None),
    "F065": ("compute_spend_cumulative", "rental"),
    "F066": ("compute_spend_cumulative", None),
    "F056": ("cash_burn_cumulative", None),
    "F058": ("cash_burn_cumulative", None),
    "F441": ("chip_purchase_capacity", "inference"),
    "F442": ("chip_purchase_capacity", "training"),
    "F113": ("ownership_stake", "before_recent_rounds"),
    "F128": ("equity_investment", "cumulative"),
    "F068": ("compute_commitment_total", None),
}

WITHDRAWN: dict[str, State] = {"F240": "superseded", "F524": "lapsed", "F164": "denied"}
