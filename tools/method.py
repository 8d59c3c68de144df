"""The method page: every mechanism's functions as they run, and every parameter with its source."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from caploop.book.known import known_book
from caploop.book.parameter import Parameter
from caploop.book.vintage.named import vintages
from caploop.consistency import draws as consistency_draws
from caploop.consistency import propagate as consistency_propagate
from caploop.consistency import repair as consistency_change
from caploop.consistency import results as consistency_results
from caploop.consistency import verdict as consistency
from caploop.model.assembly.system import MECHANISMS, reads
from caploop.model.compute import assets, chips, credit_prices, gate, pipeline
from caploop.model.compute import capacity as compute
from caploop.model.default import government, outcome
from caploop.model.default import waterfall as estate
from caploop.model.demand import revenue
from caploop.model.finance import credit, funding, marks
from caploop.model.firms import counterparty, feedback
from caploop.model.inputs import lifts, plan
from caploop.model.power import closing as power_closing
from caploop.model.power import queue as power_queue
from caploop.model.power import supply as power
from caploop.model.rivals import market as rivals_market
from caploop.model.rivals import race as rivals
from caploop.model.rivals import start as rivals_start
from caploop.model.terms.names import symbols_by_name
from caploop.report.text.words import terminal_text
from caploop.study.plan.answer import plan as plans
from caploop.study.shared.open import open_book
from caploop.study.shared.rows import WEAK_POINTS

TITLES: Mapping[str, tuple[str, tuple[ModuleType, ...]]] = {
    "M1": ("Revenue", (revenue,)),
    "M2": ("Compute", (chips, assets, pipeline, compute)),
    "M3": ("Funding", (funding, credit)),
    "M4": ("Cash and outcome states", (outcome, estate)),
    "M5": ("Counterparties", (counterparty,)),
    "M6": ("Feedback", (feedback,)),
    "M7": ("Power", (power_closing, power_queue, power, gate)),
    "M8": ("Government", (government, credit_prices)),
    "M9": ("Rivals", (rivals_start, rivals, rivals_market)),
    "M10": ("Valuation", (marks,)),
}
M11 = (
    consistency_propagate,
    consistency,
    consistency_change,
    consistency_draws,
    consistency_results,
)
HEAD = """# Method of the model

Made from the code by `python -m tools.reference docs/reference`: each function stands as it runs,
for one draw and quarter. `p` are parameters (tables below, money in USD bn, people in millions),
`x["name"]` what an earlier function of the quarter gave, `x.lag("name")` the same a quarter ago,
`t` counts quarters from 2026Q1 = 1, `began(...)` is last quarter's state or its opening. Sections
are those of the specification.
"""


def method_page() -> str:
    """The page as Markdown."""
    held = {p.symbol: p for p in open_book(book=Path(vintages()[-1].id)).parameters}
    parts = [HEAD]
    parts += ["## Plans and inputs", ""]
    for function in (plan.plan_of, plan.prior_spread, plan.cash_out_of_plan, lifts.calibrated):
        parts += _function(function)
    for name, (title, modules) in TITLES.items():
        parts += [f"## {name} {title}", ""]
        for function in (f for module in modules for f in _functions(module)):
            parts += _function(function)
        parts += _series(MECHANISMS[name])
        parts += _table(held[s] for s in reads(name) if s in held)
    parts += ["## M11 Consistency of the plans", ""]
    for module in M11:
        for function in _functions(module):
            parts += _function(function)
    book = open_book(book=Path(vintages()[-1].id))
    tested = plans(known_book(book), draws=1)
    parts += _table(held[p.symbol] for p in tested.priors)
    parts += ["## Weak points", "", *(f"- {terminal_text(note)}" for note in WEAK_POINTS), ""]
    return "\n".join(parts)


def _functions(module: ModuleType) -> list[FunctionType]:
    own = [
        f
        for f in vars(module).values()
        if isinstance(f, FunctionType) and f.__module__ == module.__name__
    ]
    return sorted(own, key=lambda f: f.__code__.co_firstlineno)


def _function(function: Callable[..., Any]) -> list[str]:
    doc = inspect.cleandoc(function.__doc__ or "")
    lines = inspect.getsource(function).splitlines()
    quotes = [i for i, line in enumerate(lines) if '"""' in line]
    if doc and quotes:
        last = quotes[0] if lines[quotes[0]].count('"""') == 2 else quotes[1]
        lines = [*lines[: quotes[0]], *lines[last + 1 :]]
    text = doc.split("\n\n>>>")[0]
    return [f"### `{function.__name__}`", "", text, "", "```python", *lines, "```", ""]


def _series(modules: Iterable[ModuleType]) -> list[str]:
    rows = ["| series | unit | one for each | what |", "|---|---|---|---|"]
    for module in modules:
        for one in module.GIVES:
            axes = ", ".join(one.axes.replace("_", " ").split())
            rows.append(f"| `{one.name}` | {one.unit} | {axes} | {one.says} |")
    return ["Series:", "", *rows, ""]


def _table(parameters: Iterable[Parameter]) -> list[str]:
    names = {symbol: name for name, symbol in symbols_by_name().items()}
    rows = [
        "| parameter | in the code | what | low, central, high | unit | source |",
        "|---|---|---|---|---|---|",
    ]
    for p in parameters:
        claims = f" ({' '.join(p.claims)})" if p.claims else ""
        source = "assumption" if p.assumption else p.source
        three = f"{p.low}, {p.central}, {p.high}"
        code = f"`{names.get(p.symbol, p.symbol)}`"
        told = f"{p.name} | {three} | {p.unit} | {source}{claims}"
        rows.append(f"| `{p.symbol}` | {code} | {told} |")
    return ["Parameters:", "", *rows, ""]
