"""Published paths of Godley and Lavoie's models: the solver on all of them, the ledgers on ours."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from caploop import sfc
from caploop.sfc import textbook
from caploop.sfc.language.text import evaluate, read_expression

Rename = Callable[[str], str]
LONG = 400
PATHS = ("paths_godley.csv", "paths_pysolve.csv", "printed_tables.csv")
NAMES = [
    "BMW",
    "BMWK",
    "BMW_BOOK",
    "DIS",
    "DISINF",
    "DIS_BOOK",
    "GROWTH",
    "INSOUT",
    "LP",
    "LP1_BOOK",
    "OPEN",
    "OPENFIX",
    "OPEN_BOOK",
    "PC",
    "PCEX1",
    "PCEX2",
    "PC_BOOK",
    "REG",
    "REG_BOOK",
    "SIM",
    "SIMEX",
    "SIMEX_BOOK",
    "SIM_BOOK",
]


def scenarios_of(case: Mapping[str, Any], rename: Rename) -> dict[str, Any]:
    """Published shocks; their periods count the opening as the first."""
    found: dict[str, Any] = {}
    for name, scenario in case["scenarios"].items():
        changes: dict[str, list[sfc.Change]] = defaultdict(list)
        for shock in scenario["shocks"]:
            end = shock["end"] - 1
            change = sfc.Change(shock["value"], start=shock["start"] - 1, end=end)
            changes[rename(shock["variable"])].append(change)
        found[name] = dict(changes)
    return found


def published(case: Mapping[str, Any], folder: Path) -> Iterator[dict[str, Any]]:
    """Rows of the model, with `at` the element of the path, the opening being element 0."""
    for file in PATHS:
        for row in csv.DictReader((folder / file).read_text("utf-8").splitlines()):
            if row["model"] != case["model"]:
                continue
            offset = case["scenarios"].get(row["scenario"], {}).get("period_offset", 1)
            steady = row["period"] == "steady"
            at = LONG if steady else int(row["period"]) - offset
            allowed, value = float(row["tolerance"]), float(row["value"])
            scale = 1.0 if file.startswith("printed") else max(1.0, abs(value))
            text = re.sub(
                r"dplyr::lag\((\w+)\)", r"\1[-1]", row.get("expression") or row["variable"]
            )
            yield {
                **row, "text": text, "at": at, "value": value, "allowed": allowed * scale
            }  # fmt: skip


def paths_of(
    case: Mapping[str, Any], build: Callable[..., sfc.Model], folder: Path, *, rename: Rename
) -> tuple[dict[str, dict[str, np.ndarray]], float]:
    """Every scenario's path by name, the opening first, parameters among them; the worst gap."""
    changes, gap = scenarios_of(case, rename), 0.0
    long = any(r["at"] == LONG for r in published(case, folder))
    periods = LONG if long else case["periods"] - 1
    paths: dict[str, dict[str, np.ndarray]] = {}
    own = [n for n, scenario in case["scenarios"].items() if "start" in scenario]
    for several in ([n for n in changes if n not in own], *([n] for n in own)):
        model = build(case["scenarios"][several[0]].get("start", case["init"]))
        run = sfc.simulate(model, "2001", periods, scenarios={n: changes[n] for n in several})
        gap = max(gap, run.audit.gap, run.audit.residual)
        plain = [str(n) for n in run.data if ":" not in str(n)]
        opening = {n: model.opening.get(n, model.opening_default) for n in plain}
        values = {n: run.data[n].values for n in plain}
        for i, scenario in enumerate(several):
            here = {n: np.r_[opening[n], values[n][i, 0]] for n in plain}
            for name, value in model.parameters.items():
                here[name] = np.full(periods + 1, value)
                for one in changes[scenario].get(name, []):
                    here[name][one.start : one.end + 1] = one.value
            paths[scenario] = here
    return paths, gap


def misses(
    case: Mapping[str, Any], build: Callable[..., sfc.Model], folder: Path, *, rename: Rename
) -> tuple[list[str], int, float]:
    """What misses its tolerance, how many values were compared, and the worst audit gap."""
    paths, gap = paths_of(case, build, folder, rename=rename)
    wrong, compared = [], 0
    for row in published(case, folder):
        text = re.sub(r"[A-Za-z_]\w*", lambda m: rename(m[0]), row["text"])
        expression, at = read_expression(text), row["at"]
        here = paths[row["scenario"]]
        if at == 0 or (expression.lags and at < 2):
            continue
        now = {n: here[n][at] for n in expression.now}
        past = {(n, k): here[n][at - k] for n, k in expression.lags}
        got = float(evaluate(expression, now, past))
        compared += 1
        if not abs(got - row["value"]) <= row["allowed"]:
            wrong.append(f"{row['scenario']} {text} {row['period']}: {got} not {row['value']}")
    return wrong, compared, gap


@pytest.mark.parametrize("name", NAMES)
def test_equations_as_published_give_the_published_paths(name: str, shared_folder: Path) -> None:
    folder = shared_folder / "reference" / "sfc"
    case = json.loads((folder / "models" / f"{name}.json").read_text("utf-8"))

    def build(opening: Mapping[str, float]) -> sfc.Model:
        model = sfc.Model(name, freq="Y")
        model.params(**case["parameters"])
        model.equations("\n".join(f"{left} = {right}" for left, right in case["equations"]))
        variables = {n: v for n, v in opening.items() if n not in case["parameters"]}
        model.start(default=case.get("default_init") or 0.0, **variables)
        return model

    printed = {"SIM_BOOK": PRINTED_SIM, "SIMEX_BOOK": PRINTED_SIMEX}.get(name, {})
    wrong, compared, gap = misses(case, build, folder, rename=lambda n: printed.get(n, n))
    assert not wrong
    assert compared > 10
    assert gap < 1e-11


PLAIN = {"G_d": "Gd", "H_h": "Hh", "H_s": "Hs", "Yd_e": "YDe", "Yd": "YD", "H_d": "Hd"}
PLAIN |= {f"{a}_{b}": f"{a}{b}" for a in "CGTN" for b in "sd"}
BILLS = {"T_x": "T", "B_h": "Bh", "B_s": "Bs", "B_cb": "Bcb", "B_d": "Bd", "V_e": "Ve"}
BILLS |= {"H_h1": "Hh1", "H_d1": "Hd1", "r": "Rbar", "G_d": "Gd"}
BONDS = {"TX": "T", "YDEr": "YDre", "VE": "Ve", "rb": "Rbar", "pbl": "Pblbar", "pebl": "Pble"}
BONDS |= {"rbl": "Rbl", "CGE": "CGe"}
REGIONS = {"r": "Rbar", "TX": "T", "TXN": "TN", "TXS": "TS"}
OPENS = REGIONS | {"rN": "RbarN", "rS": "RbarS", "orN": "ORN", "orS": "ORS", "xr": "XRbar"}
OPENS |= {"pgN": "Pgbar", "pgS": "PgS"}
BANK = {"PR": "pr", "Rlbar": "rl", "Rl": "rl", "Rm": "rm", "Kt": "KT"}
SET = {"R": "Rbar", "Rb": "Rbar", "Pbl": "Pblbar", "RN": "RbarN", "RS": "RbarS"}
SET |= {"XR": "XRbar", "PgN": "Pgbar"}
PRINTED_SIM = {"G": "Gd", "T": "Td", "C": "Cd", "H": "Hh"}
PRINTED_SIMEX = {"G": "G_d", "T": "T_d", "C": "C_d", "H": "H_h", "YD": "Yd", "YDe": "Yd_e"}
LEDGERS: dict[str, tuple[Callable[..., sfc.Model], dict[str, str], dict[str, Any]]] = {
    "SIM": (textbook.sim, PLAIN, {}),
    "SIM_BOOK": (textbook.sim, PLAIN | PRINTED_SIM, {}),
    "SIMEX": (textbook.simex, PLAIN, {}),
    "SIMEX_BOOK": (textbook.simex, PLAIN | PRINTED_SIM, {}),
    "PC": (textbook.pc, PLAIN | BILLS, {}),
    "PC_BOOK": (textbook.pc, {}, {}),
    "PCEX1": (textbook.pcex, PLAIN | BILLS, {}),
    "PCEX2": (textbook.pcex, PLAIN | BILLS, {"thrift_by_rate": True}),
    "LP": (textbook.lp, BONDS, {}),
    "LP1_BOOK": (textbook.lp, {}, {}),
    "REG": (textbook.reg, REGIONS, {}),
    "REG_BOOK": (textbook.reg, {}, {}),
    "OPEN": (textbook.open_economy, OPENS, {}),
    "OPEN_BOOK": (textbook.open_economy, {}, {"rounded": True}),
    "BMW": (textbook.bmw, {}, {}),
    "BMWK": (textbook.bmw, {}, {"by_wage": True}),
    "BMW_BOOK": (textbook.bmw, BANK, {}),
    "DIS": (textbook.dis, {}, {}),
    "INSOUT": (textbook.insout, {}, {}),
    "GROWTH": (textbook.growth, {}, {}),
}


@pytest.mark.parametrize("name", LEDGERS)
def test_models_with_their_ledgers_give_the_published_paths(name: str, shared_folder: Path) -> None:
    folder = shared_folder / "reference" / "sfc"
    case = json.loads((folder / "models" / f"{name}.json").read_text("utf-8"))
    make, table, options = LEDGERS[name]

    def rename(n: str) -> str:
        plain = re.sub(r"_(N|S)$", r"\1", n) if name in {"REG", "OPEN"} else n
        return table.get(plain, table.get(n, plain))

    params = {rename(n): v for n, v in case["parameters"].items()}
    if name == "LP":  # this edition writes the signs into the coefficients
        params |= {f"lambda{k}": -params[f"lambda{k}"] for k in (23, 24, 32, 34)}

    def build(published: Mapping[str, float]) -> sfc.Model:
        opening = {rename(n): v for n, v in published.items()}
        opening |= {n: params[bar] for n, bar in SET.items() if bar in params and n not in opening}
        opening = {n: v for n, v in opening.items() if n not in params}
        if name.startswith("SIM"):
            return make(params=params, start=opening)
        return make(
            params=params, start=opening, default=case.get("default_init") or 0.0, **options
        )

    wrong, compared, gap = misses(case, build, folder, rename=rename)
    assert not wrong
    assert compared > 10
    assert gap < 1e-9
