"""The little language of cross-checks: arithmetic over claims, read as Python, run by us alone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from caploop.core.errors import InputInvalidError
from caploop.core.problem import Problem
from caploop.evidence.claim import CrossCheck
from caploop.extraction import number_fault

Scope = Mapping[str, Callable[..., Any]]

_BINARY: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


def evaluate(expression: str, scope: Scope, *, subject: str) -> Any:
    """Value of an expression in which only the names of `scope` can be called.

    Raises InputInvalidError where the text is not such an expression.
    """
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError as error:
        raise _refused(subject, f"{expression!r} cannot be read: {error.msg}") from error
    return _value(tree, scope, subject)


VERDICT_WORDS = frozenset(
    {
        "identity",
        "derive",
        "greater",
        "conflict",
        "compare",
        "plausible",
        "readings",
        "same_value",
        "sequence",
        "funded_between",
        "restated",
        "band",
    }
)
INNER_WORDS = frozenset({"c", "as_measure", "power", "geometric_sum"})


def check_words(expression: str, *, subject: str) -> list[Problem]:
    """What is wrong with an expression before any claim is looked at: its form and its words."""
    try:
        tree = ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as error:
        return list(_refused(subject, f"{expression!r} cannot be read: {error}").problems)
    outer = tree.func.id if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) else ""
    if outer not in VERDICT_WORDS:
        words = ", ".join(sorted(VERDICT_WORDS))
        return list(_refused(subject, f"{expression!r} begins with none of {words}").problems)
    known = VERDICT_WORDS | INNER_WORDS
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id not in known:
                return list(_refused(subject, f"{node.func.id!r} is not a word").problems)
        elif not isinstance(node, _ALLOWED) or _is_no_number(node):
            return list(_refused(subject, f"{ast.unparse(node)!r} is not allowed").problems)
    return []


def _is_no_number(node: ast.AST) -> bool:
    """Whether a constant is neither text nor a figure of anything: True, 1j, 1e999."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, str):
        return False
    is_real = isinstance(node.value, int | float) and not isinstance(node.value, bool)
    return not is_real or number_fault(Decimal(str(node.value))) is not None


_ALLOWED = (ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.Name, ast.Load)


def called(expression: str, name: str) -> list[str]:
    """First text argument of each call of `name`, in order: which claims a check reads.

    >>> called("c('a') + c('b')", "c")
    ['a', 'b']
    """
    calls = [n for n in ast.walk(ast.parse(expression, mode="eval")) if isinstance(n, ast.Call)]
    mine = [n for n in calls if isinstance(n.func, ast.Name) and n.func.id == name and n.args]
    mine.sort(key=lambda n: (n.lineno, n.col_offset))
    return [str(n.args[0].value) for n in mine if isinstance(n.args[0], ast.Constant)]


def claims_of(check: CrossCheck) -> list[str]:
    """The claims a check reads, each once; none where it cannot be read."""
    try:
        return list(dict.fromkeys(called(check.expression, "c")))
    except (SyntaxError, ValueError, RecursionError):
        return []


def _value(node: ast.expr, scope: Scope, subject: str) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str):
        return node.value if isinstance(node.value, str) else Decimal(str(node.value))
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        left, right = (_value(side, scope, subject) for side in (node.left, node.right))
        return _BINARY[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, scope, subject)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        if node.func.id in scope:
            given = [_value(a, scope, subject) for a in node.args]
            return _called(node, scope[node.func.id], given, subject=subject)
        raise _refused(subject, f"{node.func.id!r} is not a word of cross-checks", scope)
    raise _refused(subject, f"{ast.unparse(node)!r} is not allowed in a cross-check", scope)


def _called(node: ast.Call, word: Callable[..., Any], given: list[Any], *, subject: str) -> Any:
    try:
        return word(*given)
    except (TypeError, AttributeError, ValueError, IndexError) as error:
        raise _refused(subject, f"{ast.unparse(node)!r} cannot be computed: {error}") from error


def _refused(subject: str, message: str, scope: Scope | None = None) -> InputInvalidError:
    words = ", ".join(sorted(scope)) if scope else "see docs/reference/crosschecks.md"
    hint = f"use numbers, + - * / and these words: {words}"
    problem = Problem(code="crosscheck-invalid", subject=subject, message=message, hint=hint)
    return InputInvalidError([problem])
