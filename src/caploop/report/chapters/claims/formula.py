"""A cross-check's expression as people write it, its claims as links with their figures."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from caploop.report.chapters.claims.cite import ClaimIndex, Part, cite

BARE = frozenset({"fraction", "x"})
_BETWEEN = {
    "identity": " = ",
    "derive": "; ",
    "greater": " > ",
    "conflict": " ↔ ",
    "compare": " ↔ ",
    "readings": " | ",
    "same_value": " = ",
    "sequence": " → ",
    "funded_between": " → ",
    "band": " ± ",
}
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: " + ",
    ast.Sub: " − ",
    ast.Mult: " × ",
    ast.Div: " ÷ ",
    ast.Pow: " ^ ",
}


def formula(shelf: ClaimIndex, expression: str) -> tuple[Part, ...]:
    """The expression in parts; as it stands where it cannot be read."""
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return (expression,)
    return tuple(_written(tree, shelf, inside=False))


def stated_sides(expression: str) -> tuple[bool, ...]:
    """Of each side of a check, whether it is a claim as it stands and not a computation.

    >>> stated_sides("identity(c('a') + c('b'), c('s'))")
    (False, True)
    """
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return (False, False)
    if not isinstance(tree, ast.Call):
        return (False, False)
    return tuple(_is_claim(side) for side in tree.args) or (False,)


def _is_claim(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="c")):
            return True
        case ast.Call(func=ast.Name(id="as_measure"), args=[first, _]):
            return _is_claim(first)
        case ast.UnaryOp(operand=operand):
            return _is_claim(operand)
        case _:
            return False


def unit_of(shelf: ClaimIndex, expression: str) -> str | None:
    """The unit of the figures a check compares: of one over another where two units divide.

    A ratio that a claim states as a fraction is a fraction; another ratio has no unit.
    """
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return None
    found = _unit(tree, shelf)
    sides = tree.args if isinstance(tree, ast.Call) else []
    return found or ("fraction" if any(_is_fraction(s, shelf) for s in sides) else None)


def _is_fraction(node: ast.expr, shelf: ClaimIndex) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="c"), args=[ast.Constant(value=str(name))]):
            claim = shelf.claims.get(name)
            return claim is not None and claim.unit == "fraction"
        case _:
            return False


def _unit(node: ast.expr, shelf: ClaimIndex) -> str | None:
    match node:
        case ast.Call(func=ast.Name(id="c"), args=[ast.Constant(value=str(name))]):
            claim = shelf.claims.get(name)
            return claim.unit if claim and claim.unit not in BARE else None
        case ast.Call(args=[first, *_]):
            return _unit(first, shelf)
        case ast.BinOp(left=left, op=ast.Mult(), right=ast.Constant(value=1_000_000_000)):
            inner = _unit(left, shelf)
            return f"{inner.removesuffix('W')}GW" if inner and inner.endswith("/W") else inner
        case ast.BinOp(left=left, op=op, right=right):
            return _combined(op, _unit(left, shelf), _unit(right, shelf))
        case ast.UnaryOp(operand=operand):
            return _unit(operand, shelf)
        case _:
            return None


def _combined(op: ast.operator, left: str | None, right: str | None) -> str | None:
    """The unit of a sum, where both have one; of a product or quotient with a bare number."""
    if isinstance(op, ast.Add | ast.Sub):
        return left if left == right else None
    if isinstance(op, ast.Mult):
        return (left or right) if None in (left, right) else None
    if None in (left, right) or left == right:
        return left if right is None else None
    return f"{left}/{right}"


def _written(node: ast.expr, shelf: ClaimIndex, *, inside: bool) -> Iterator[Part]:
    match node:
        case ast.Call(func=ast.Name(id="c"), args=[ast.Constant(value=str(name))]):
            yield cite(shelf, name) if name in shelf.claims else name
        case ast.Call(func=ast.Name(id="power"), args=[base, exponent]):
            yield "(" if isinstance(base, ast.BinOp) else ""
            yield from _written(base, shelf, inside=False)
            yield ") ^ " if isinstance(base, ast.BinOp) else " ^ "
            yield from _written(exponent, shelf, inside=True)
        case ast.Call(func=ast.Name(id="as_measure"), args=[first, _]):
            yield from _written(first, shelf, inside=inside)
        case ast.Call(func=ast.Name(id=word), args=sides) if word in _BETWEEN:
            yield from _joined(sides, _BETWEEN[word], shelf, inside=False)
        case ast.Call(func=ast.Name(id=word), args=[side]):
            yield from _written(side, shelf, inside=False)
        case ast.Call(func=ast.Name(id=word), args=sides):
            yield f"{word.replace('_', ' ')} ("
            yield from _joined(sides, ", ", shelf, inside=False)
            yield ")"
        case ast.BinOp(left=left, op=op, right=right):
            weak = isinstance(op, ast.Add | ast.Sub)
            yield "(" if inside and weak else ""
            yield from _written(left, shelf, inside=not weak)
            yield _SIGNS.get(type(op), " ? ")
            yield from _written(right, shelf, inside=not isinstance(op, ast.Add))
            yield ")" if inside and weak else ""
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            written = tuple(_written(operand, shelf, inside=True))
            head = written[0] if isinstance(written[0], str) else written[0].text
            yield "−(" if head.startswith("−") else "−"
            yield from written
            yield ")" if head.startswith("−") else ""
        case _:
            yield ast.unparse(node)


def _joined(sides: list[ast.expr], sign: str, shelf: ClaimIndex, *, inside: bool) -> Iterator[Part]:
    for number, side in enumerate(sides):
        if number:
            yield sign
        yield from _written(side, shelf, inside=inside)
