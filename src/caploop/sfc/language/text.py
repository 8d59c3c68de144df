"""Equations as an economist writes them: `C = alpha1*YD + alpha2*H[-1]   # consumption`.

`X[-1]` is last period's value, `d(X)` the change, `if_true(a > b)` one or zero; all equations of a
period hold at once. The text is read as Python's grammar, and only arithmetic is let through.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from math import inf, isfinite
from types import CodeType
from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.core.errors import InputInvalidError
from caploop.core.problem import Place, Problem

ONE = 1
FUNCTIONS: dict[str, tuple[Any, int | None]] = {
    "log": (jnp.log, ONE),
    "exp": (jnp.exp, ONE),
    "sqrt": (jnp.sqrt, ONE),
    "abs": (jnp.abs, ONE),
    "min": (lambda *values: reduce(jnp.minimum, values), None),
    "max": (lambda *values: reduce(jnp.maximum, values), None),
    "if_true": (lambda condition: _where(abs(condition) > 0, condition == 0), ONE),
}
"""What each name computes and how many arguments it takes; None is two or more."""
COMPARED: dict[type[ast.cmpop], tuple[str, Any]] = {
    ast.Gt: ("_gt", lambda a, b: _where(a > b, a <= b)),
    ast.GtE: ("_ge", lambda a, b: _where(a >= b, a < b)),
    ast.Lt: ("_lt", lambda a, b: _where(a < b, a >= b)),
    ast.LtE: ("_le", lambda a, b: _where(a <= b, a > b)),
}
SCOPE: dict[str, Any] = {
    "__builtins__": {},
    **{name: function for name, (function, _) in FUNCTIONS.items()},
    **dict(COMPARED.values()),
}


def _where(holds: Any, fails: Any) -> Array:
    """One, zero, or NaN where neither can be said of a NaN."""
    return jnp.where(holds, 1.0, jnp.where(fails, 0.0, jnp.nan))


Lag = tuple[str, int]
SMOOTH = (ast.BinOp, ast.UnaryOp, ast.Constant, ast.Call, ast.Compare)
WHOLE_MOST = 2**53
ARITHMETIC: dict[type[ast.operator], Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
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
    line: int = 1


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
            raise self._refused("an index must be a lag such as X[-1]")
        self.lags.add((node.value.id, -lag))
        return _look_up("lag", _key(node.value.id, -lag))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if (
            name == "d"
            and not node.keywords
            and len(node.args) == 1
            and isinstance(node.args[0], ast.Name)
        ):
            last = ast.Subscript(node.args[0], ast.Constant(-1), ast.Load())
            return ast.BinOp(self.visit(node.args[0]), ast.Sub(), self.visit(last))
        if name == "d":
            raise self._refused("d takes one name, such as d(X)")
        if name not in FUNCTIONS or node.keywords:
            known = ", ".join(["d", *FUNCTIONS])
            raise self._refused(f"{name or 'this call'} is not one of {known}")
        takes = FUNCTIONS[name][1]
        if takes is None and len(node.args) < 2:
            raise self._refused(f"{name} takes two or more arguments, not {len(node.args)}")
        if takes is not None and len(node.args) != takes:
            raise self._refused(f"{name} takes one argument, not {len(node.args)}")
        args: list[ast.expr] = [self.visit(a) for a in node.args]
        return ast.Call(ast.Name(name, ast.Load()), args, [])

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """One where all hold (`a < b < c` is both), zero where not, NaN where NaN is compared."""
        sides = [self.visit(side) for side in (node.left, *node.comparators)]
        found: ast.expr | None = None
        for i, kind in enumerate(node.ops):
            if type(kind) not in COMPARED:
                raise self._refused(f"{type(kind).__name__} is no comparison; use < <= > >=")
            name = ast.Name(COMPARED[type(kind)][0], ast.Load())
            one = ast.Call(name, [sides[i], sides[i + 1]], [])
            found = one if found is None else ast.BinOp(found, ast.Mult(), one)
        assert found is not None
        return found

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if type(node.value) not in (int, float):
            raise self._refused(f"{node.value!r} is not a number")
        return self._number(node.value)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        made = self.generic_visit(node)
        assert isinstance(made, ast.UnaryOp)
        if isinstance(made.operand, ast.Constant):
            value: Any = made.operand.value
            return self._number(-value if isinstance(made.op, ast.USub) else value)
        return made

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Arithmetic of numbers alone is done once, here, so that it can be refused."""
        made = self.generic_visit(node)
        assert isinstance(made, ast.BinOp)
        if isinstance(made.op, ast.Div) and getattr(made.right, "value", None) == 0:
            raise self._refused(f"{ast.unparse(node)} is not finite (division by zero)")
        if not (isinstance(made.left, ast.Constant) and isinstance(made.right, ast.Constant)):
            return made
        a: Any = made.left.value
        b: Any = made.right.value
        is_power = isinstance(made.op, ast.Pow)
        is_whole = is_power and isinstance(a, int) and isinstance(b, int) and b >= 0
        try:
            value = ARITHMETIC[type(made.op)](float(a) if is_power else a, b)
            fits = is_whole and abs(value) <= WHOLE_MOST
            return self._number(int(value) if fits else value)
        except (OverflowError, ZeroDivisionError) as error:
            raise self._refused(f"{ast.unparse(node)} is not finite ({error})") from None

    def generic_visit(self, node: ast.AST) -> ast.AST:
        allowed = (*SMOOTH, *OPERATORS, ast.Expression, ast.Load)
        if not isinstance(node, allowed):
            raise self._refused(f"{type(node).__name__} is not arithmetic")
        return super().generic_visit(node)

    def _number(self, value: Any) -> ast.Constant:
        """A number as it is computed with: what is whole stays so while a float holds it."""
        if isinstance(value, complex):
            raise self._refused("a negative number to a broken power has no real value")
        try:
            found = value if isinstance(value, int) and abs(value) <= WHOLE_MOST else float(value)
        except OverflowError:
            found = inf
        if not isfinite(found):
            raise self._refused("a number in it is not finite")
        return ast.Constant(found)

    def _refused(self, message: str) -> InputInvalidError:
        return _refusal(self.text, self.line, message)


def read_expression(text: str, *, line: int = 1) -> Expression:
    """One expression; raises `InputInvalidError` with the line and what is not arithmetic."""
    reader = _Reader(text.strip(), line)
    try:
        tree = ast.parse(text.strip(), mode="eval")
        ready = ast.fix_missing_locations(reader.visit(ast.parse(text.strip(), mode="eval")))
        code = compile(ready, f"<equation, line {line}>", "eval")
    except SyntaxError as error:
        raise _refusal(text, line, f"not an expression: {error.msg}") from None
    except (RecursionError, MemoryError, ValueError):
        raise _refusal(text, line, "too deep or not text; split it into several") from None
    return Expression(
        text=" ".join(text.split()),
        tree=tree.body,
        code=code,
        now=frozenset(reader.now),
        lags=frozenset(reader.lags),
        line=line,
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
    """The expression's value; `now` and `lag` hold arrays of one draw, units as the model's.

    Raises `InputInvalidError` with the line where it cannot be computed, such as arrays of groups
    that differ in size.
    """
    scope = {**SCOPE, "_now": now, "_lag": lag}
    try:
        value: Array = eval(expression.code, scope)
    except (TypeError, ValueError, ArithmeticError) as error:
        told = str(error).partition("\n")[0]
        raise _refusal(expression.text, expression.line, f"cannot be computed: {told}") from error
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
