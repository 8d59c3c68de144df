"""What a warrant on a supplier's shares is worth today, by what is delivered and the price."""

from __future__ import annotations

from collections.abc import Iterable

from caploop.book import Parameter
from caploop.model.finance import warrant_value
from caploop.study.value.record import Warrant

TRANCHES = 6
HURDLES = tuple(f"H_{n}" for n in range(1, TRANCHES + 1))
SYMBOLS = ("N_w", "S_amd", "sig_amd", "T_w", "r_w", "G_amd_firm", *HURDLES)
CASES = ("low", "central", "high")
BN = 1e-3


def warrants_of(parameters: Iterable[Parameter]) -> tuple[Warrant, ...]:
    """AMD's warrant at the low, central and high price and volatility of its shares.

    Each gigawatt delivered opens one of six equal tranches, which vests once its price has been
    reached. `signed` is worth where the signed gigawatts alone are delivered, `whole` where all six
    are; `most` where every tranche has vested at its own price.
    """
    rows = {p.symbol: p for p in parameters if p.symbol in SYMBOLS}
    return tuple(_warrant(rows, case) for case in CASES)


def _warrant(rows: dict[str, Parameter], case: str) -> Warrant:
    at = {name: float(row.central) for name, row in rows.items()}
    price, volatility = (float(getattr(rows[n], case)) for n in ("S_amd", "sig_amd"))
    each = at["N_w"] / TRANCHES
    hurdles = [at[name] for name in HURDLES]
    signed = [1.0 if n < at["G_amd_firm"] else 0.0 for n in range(TRANCHES)]

    def worth(delivered: list[float]) -> float:
        value = warrant_value(
            shares=[each] * TRANCHES,
            hurdles=hurdles,
            delivered=delivered,
            price=price,
            volatility=volatility,
            years=at["T_w"],
            rate=at["r_w"],
        )
        return round(value * BN, 6)

    return Warrant(
        issuer="amd",
        holder="openai",
        case=case,
        shares=at["N_w"],
        price=price,
        volatility=volatility,
        signed=worth(signed),
        whole=worth([1.0] * TRANCHES),
        most=round(each * sum(hurdles) * BN, 6),
    )
