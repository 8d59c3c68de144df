"""Equations as an economist writes them: `C = alpha1*YD + alpha2*H[-1]   # consumption`.

`X[-1]` is last period's value, `d(X)` the change, `if_true(a > b)` one or zero; all equations of a
period hold at once. The text is read as Python's grammar, and only arithmetic is let through.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.core.errors import InputInvalidError
from caploop.core.problem import Place, Problem

FUNCTIONS: dict[str, Any] = {
    "log": jnp.log,
    "exp": jnp.exp,
    "sqrt": jnp.sqrt,
    "abs": jnp.abs,
    "min": jnp.minimum,
    "max": jnp.maximum,
    "if_true": lambda condition: jnp.where(condition, 1.0, 0.0),
}
Lag = tuple[str, int]
SMOOTH = (ast.BinOp, ast.UnaryOp, ast.Constant, ast.Call, ast.Compare)
OPERATORS = (
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub, ast.UAdd,
    ast.Gt, ast.GtE, ast.Lt, ast.LtE,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Expression:
    """Arithmetic over this period's names and lagged ones; `code` computes it."""

    text: str
    tree: ast.expr
    code: CodeType
    now: frozenset[str]
    lags: frozenset[Lag]


@dataclass(frozen=True, kw_only=True)
class Equation:
    """One name, the expression it equals, and what it means in words."""

    name: str
    value: Expression
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name} = {self.value.text}"


class _Reader(ast.NodeTransformer):
    """Turns names into look-ups by time; refuses whatever is not arithmetic."""

    def __init__(self, text: str, line: int) -> None:
        self.text, self.line = text, line
        self.now: set[str] = set()
        self.lags: set[Lag] = set()

    def visit_Name(self, node: ast.Name) -> ast.expr:
        self.now.add(node.id)
        return _look_up("now", ast.Constant(node.id))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        lag = _whole_number(node.slice)
        if not isinstance(node.value, ast.Name) or lag is None or lag >= 0:
            raise _refusal(self.text, self.line, "an index must be a lag such as X[-1]")
        self.lags.add((node.value.id, -lag))
        return _look_up("lag", _key(node.value.id, -lag))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "d" and len(node.args) == 1 and isinstance(node.args[0], ast.Name):
            last = ast.Subscript(node.args[0], ast.Constant(-1), ast.Load())
            return ast.BinOp(self.visit(node.args[0]), ast.Sub(), self.visit(last))
        if name not in FUNCTIONS or node.keywords:
            known = ", ".join(["d", *FUNCTIONS])
            raise _refusal(self.text, self.line, f"{name or 'this call'} is not one of {known}")
        args: list[ast.expr] = [self.visit(a) for a in node.args]
        return ast.Call(ast.Name(name, ast.Load()), args, [])

    def generic_visit(self, node: ast.AST) -> ast.AST:
        allowed = (*SMOOTH, *OPERATORS, ast.Expression, ast.Load)
        if not isinstance(node, allowed):
            raise _refusal(self.text, self.line, f"{type(node).__name__} is not arithmetic")
        if isinstance(node, ast.Constant) and not isinstance(node.value, int | float):
            raise _refusal(self.text, self.line, f"{node.value!r} is not a number")
        return super().generic_visit(node)


def read_expression(text: str, *, line: int = 1) -> Expression:
    """One expression; raises `InputInvalidError` with the line and what is not arithmetic."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError as error:
        raise _refusal(text, line, f"not an expression: {error.msg}") from None
    reader = _Reader(text.strip(), line)
    ready = ast.fix_missing_locations(reader.visit(ast.parse(text.strip(), mode="eval")))
    return Expression(
        text=" ".join(text.split()),
        tree=tree.body,
        code=compile(ready, f"<equation, line {line}>", "eval"),
        now=frozenset(reader.now),
        lags=frozenset(reader.lags),
    )


def read_equations(text: str) -> tuple[Equation, ...]:
    """One equation a line: `name = expression  # note`; an open bracket goes on to the next."""
    found = []
    for number, body, note in _statements(text):
        name, equals, right = body.partition("=")
        if not equals or not name.strip().isidentifier():
            raise _refusal(body.strip(), number, "an equation is written: name = expression")
        value = read_expression(right, line=number)
        found.append(Equation(name=name.strip(), value=value, note=note))
    return tuple(found)


def _statements(text: str) -> Iterator[tuple[int, str, str]]:
    """First line number, equation and note; lines are joined while a bracket is open."""
    first, parts, notes = 0, list[str](), list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        body, _, note = line.partition("#")
        if not body.strip():
            continue
        first = first if parts else number
        parts.append(body.strip())
        notes += [note.strip()] if note.strip() else []
        joined = " ".join(parts)
        if joined.count("(") <= joined.count(")"):
            yield first, joined, " ".join(notes)
            parts, notes = [], []
    if parts:
        raise _refusal(parts[0], first, "a bracket that opens here is never closed")


def evaluate(expression: Expression, now: Mapping[str, Any], lag: Mapping[Lag, Any]) -> Array:
    """The expression's value; `now` and `lag` hold arrays of one draw, units as the model's."""
    scope = {"__builtins__": {}, **FUNCTIONS, "_now": now, "_lag": lag}
    value: Array = eval(expression.code, scope)
    return value


def slopes(tree: ast.expr, unknowns: frozenset[str]) -> tuple[int, frozenset[str]]:
    """Degree of the expression in the unknowns (0, 1, or 2 for not linear) and, when linear, the

    names on which its slopes depend; a lagged name is written with `[`.
    """
    if isinstance(tree, ast.Name):
        return (1, frozenset()) if tree.id in unknowns else (0, frozenset())
    if isinstance(tree, ast.Constant | ast.Subscript):
        return 0, frozenset()
    if isinstance(tree, ast.UnaryOp):
        return slopes(tree.operand, unknowns)
    if isinstance(tree, ast.BinOp):
        return _slopes_of_two(tree, unknowns)
    inside = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    is_change = isinstance(tree, ast.Call) and getattr(tree.func, "id", "") == "d"
    if not inside & unknowns:
        return 0, frozenset()
    return (1, frozenset()) if is_change else (2, frozenset())


def _slopes_of_two(tree: ast.BinOp, unknowns: frozenset[str]) -> tuple[int, frozenset[str]]:
    left, by_left = slopes(tree.left, unknowns)
    right, by_right = slopes(tree.right, unknowns)
    if isinstance(tree.op, ast.Add | ast.Sub):
        return max(left, right), by_left | by_right
    if left + right == 0:
        return 0, frozenset()
    factor = tree.right if left else tree.left
    is_product = isinstance(tree.op, ast.Mult) and left + right == 1
    is_ratio = isinstance(tree.op, ast.Div) and (left, right) == (1, 0)
    if is_product or is_ratio:
        return 1, by_left | by_right | _names(factor)
    return 2, frozenset()


def _names(tree: ast.expr) -> frozenset[str]:
    lagged = {n.value.id for n in ast.walk(tree) if _is_lag(n)}  # type: ignore[attr-defined]
    lagged |= {
        n.args[0].id  # type: ignore[attr-defined]
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "d"
    }
    current = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - {"d", *FUNCTIONS}
    return frozenset(current | {f"{name}[" for name in lagged})


def _is_lag(node: ast.AST) -> bool:
    return isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name)


def _look_up(table: str, key: ast.expr) -> ast.Subscript:
    return ast.Subscript(ast.Name(f"_{table}", ast.Load()), key, ast.Load())


def _key(name: str, periods: int) -> ast.expr:
    return ast.Tuple([ast.Constant(name), ast.Constant(periods)], ast.Load())


def _whole_number(node: ast.expr) -> int | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, int) else None


def _refusal(text: str, line: int, message: str) -> InputInvalidError:
    hint = "write arithmetic with + - * / **, lags X[-1], d(X), log, exp, min, max, if_true(a > b)"
    place = Place(file="equations", line=line)
    problem = Problem(code="equation", subject=text, message=message, hint=hint, place=place)
    return InputInvalidError([problem])
