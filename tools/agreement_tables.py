"""Conditions and schedules of the research file's agreements, read by us into expressions."""

from __future__ import annotations

# Tranche id → condition. The words as written stay beside it in `condition_text`.
CONDITIONS = {
    "nvidia-openai-2025-loi/equity/v2025-09-22": (
        "definitive_nvidia_openai >= 1 and gw_openai_nvidia >= 1"
    ),
    "nvidia-openai-2025-loi/equity-breakdown/first-10": (
        "definitive_nvidia_openai >= 1 and gw_openai_nvidia >= 1"
    ),
    "nvidia-openai-2025-loi/equity-breakdown/remaining-90": (
        "definitive_nvidia_openai >= 1 and gw_openai_nvidia >= 2"
    ),
    "nvidia-openai-2025-loi/equity/v2025-11-19": (
        "definitive_nvidia_openai >= 1 and gw_openai_nvidia >= 1"
    ),
    "openai-nvidia-2025-loi/systems/all": "definitive_nvidia_openai >= 1",
    "amazon-openai-2026-round/equity/conditional": (
        "ipo_openai >= 1 or agi_openai >= 1 or amazon_elects >= 1"
    ),
    "softbank-openai-2025-round/equity/second-closing-v2025-04-01": "for_profit_openai >= 1",
    "softbank-openai-2025-round/equity/second-closing-v2025-10-25": "for_profit_openai >= 1",
    "investors-oracle-2026-equity/equity/at-the-market": "drawn_oracle_market >= 1",
    "nvidia-coreweave-2025-residual/capacity/all": "unsold_coreweave >= 1",
    "meta-coreweave-2025/option/2032": "chooses_meta_coreweave >= 1",
    "coreweave-core-scientific-2025/acquisition/all": "vote_core_scientific >= 1",
    "openai-amd-2025/chips/remaining": "ordered_openai_amd >= 2",
    "amd-openai-2025-warrant/warrant/all": "gw_openai_amd >= 1",
    "amd-openai-2025-warrant/warrant-breakdown/first": "gw_openai_amd >= 1",
    "amd-openai-2025-warrant/warrant-breakdown/final": "gw_openai_amd >= 6 and price_amd >= 600",
    "meta-amd-2026/chips/remaining": "ordered_meta_amd >= 2",
    "amd-meta-2026-warrant/warrant/all": "gw_meta_amd >= 1",
    "openai-broadcom-2025/systems/all": "term_sheet_broadcom_final >= 1",
    "openai-foxconn-2025/option/purchase": "chooses_openai_foxconn >= 1",
    "openai-tata-2026/option/to-1gw": "chooses_openai_tata >= 1",
    "meta-hyperion-2025/guarantee/residual-value": "meta_leaves_hyperion >= 1",
    "microsoft-nebius-2025/option/extra": "chooses_microsoft_nebius >= 1",
    "nvidia-anthropic-2025/equity/all": "closed_nvidia_anthropic >= 1",
    "microsoft-anthropic-2025/equity/all": "closed_microsoft_anthropic >= 1",
    "google-terawulf-2025/guarantee/all": "rent_missed_fluidstack >= 1",
    "google-cipher-2025/guarantee/all": "rent_missed_fluidstack >= 1",
    "google-hut8-2025/guarantee/all": "rent_missed_fluidstack >= 1",
    "amd-crusoe-2026/guarantee/all": "unplaced_crusoe >= 1",
    "disney-openai-2025/equity/all": "closed_disney_openai >= 1",
    "openai-disney-2025-warrant/warrant/all": "closed_disney_openai >= 1",
    "openai-disney-2025-licence/right/sora-characters": "closed_disney_openai >= 1",
    "us-government-openai-2025-amic/policy_request/credit-35": "law_48d_extended >= 1",
}

# Amounts that would be counted twice beside another tranche: back-to-back, or the same project.
OVERLAPS = {
    "openai-oracle-2025/capacity/all": ("openai-oracle-2025/compute/contract",),
    "openai-amazon-2026/capacity/trainium": ("openai-amazon-2026/compute/expansion",),
    "openai-g42-2025-uae/capacity/phase-1": ("openai-g42-2025-uae/capacity/total",),
    "openai-tata-2026/option/to-1gw": ("openai-tata-2026/capacity/phase-1",),
    "tesla-xai-2026/equity-breakdown/all": ("investors-xai-2026-series-e/equity/all",),
    "nvidia-xai-spv-2025/equity-breakdown/all": ("investors-xai-spv-2025/equity/all",),
    "investors-openai-2024-round/aggregate/all": (
        "nvidia-openai-2024-round/equity/all",
        "microsoft-openai-2024-round/equity/all",
    ),
    "xai-spv-nvidia-2025/chips/all": ("xai-xai-spv-2025/lease/all",),
    "anthropic-nvidia-2025/compute/up-to-1gw": ("anthropic-microsoft-2025/compute/azure",),
    "fluidstack-terawulf-2025/lease/initial": (),
}

UNITS = {
    "USD bn": ("USD", 10**9),
    "USD bn/yr": ("USD/year", 10**9),
    "GW": ("W", 10**9),
    "percent": ("fraction", None),
    "shares mn": ("share", 10**6),
    "thousand wafers/month": ("wafer/month", 10**3),
}

# Bought with shares: no cash moves.
PAID_IN_SHARES = frozenset(
    {
        "openai-io-2025/acquisition/stock",
        "openai-io-2025/aggregate/total",
        "spacex-xai-2026/acquisition/all",
        "coreweave-core-scientific-2025/acquisition/all",
        "coreweave-openai-2025-stock/equity/all",
    }
)

YEARS = {
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
    "15": 15,
}

# Kinds of promise whose money moves once, when it is due, rather than over a term.
AT_ONCE = frozenset({"equity", "loan", "acquisition"})
