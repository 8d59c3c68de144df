"""Every public function on arrays says their axes; and proof that the rule can fail."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_tidy import ROOT, Source, code, expect_none, findings, parsed

PACKAGES = tuple(
    f"src/caploop/{name}/" for name in ("clearing", "network", "distributions", "stress")
)
ENGINE = "src/caploop/sfc/"
ARRAY = re.compile(r"\b(?:NDArray|ArrayLike|Array|Floats|Ints|Bools|Matrix|csr_array|csc_array)\b")
NAMES = (
    "asset class creditor debtor degree draw edge fact firm holder hop input layer loop "
    "observation owner pair parameter part party path payee payer period point quarter rank row "
    "sample scenario set shock state trip try"
)
AXIS = "|".join((*NAMES.split(), r"\.\.\."))
AXES = re.compile(
    rf"`\w+\[[^\]`]+\](?:\[[^\]`]+\])*`|`\w+`? \((?:{AXIS})(?:, (?:{AXIS}))*\)|"
    rf"[\[(](?:(?:{AXIS}), ?)+(?:{AXIS})?[\])]|\((?:{AXIS})\)|"
    r"\bscalars?\b|\b(?:any|one|same) shape\b"
)
"""`owed[debtor, creditor]`, `owed` (debtor, creditor), (party, scenario), or scalar, shape."""


def prose(docstring: str) -> str:
    """A docstring without its examples."""
    return docstring.split(">>>", 1)[0]


def types_of(function: ast.FunctionDef) -> str:
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    found = [*(a.annotation for a in given), function.returns]
    return " ".join(ast.unparse(type_) for type_ in found if type_ is not None)


def without_axes(source: Source, among: set[str] | None = None) -> Iterator[str]:
    """Public functions, or those `among`, that take or return an array and do not name its axes."""
    for node in parsed(source.text).body:
        if not isinstance(node, ast.FunctionDef) or not ARRAY.search(types_of(node)):
            continue
        if node.name.startswith("_") or (among is not None and node.name not in among):
            continue
        if not AXES.search(prose(ast.get_docstring(node) or "")):
            yield (
                f"{source.path}:{node.lineno}: {node.name} does not name the axes of its arrays; "
                "say `owed_usd[debtor, creditor]`, (party, scenario), scalar, or of any shape"
            )


def door(stub: str) -> set[str]:
    """Names that a package gives to others, as its stub lists them."""
    imports = (node for node in parsed(stub).body if isinstance(node, ast.ImportFrom))
    return {alias.name for node in imports for alias in node.names}


def test_functions_on_arrays_name_the_axes() -> None:
    sources = code("src")
    expect_none(findings(without_axes, [s for s in sources if s.path.startswith(PACKAGES)]))
    engine = [s for s in sources if s.path.startswith(ENGINE)]
    public = door((ROOT / f"{ENGINE}__init__.pyi").read_text("utf-8"))
    assert "simulate" in public
    expect_none(finding for source in engine for finding in without_axes(source, public))


WITH = '''
def owed_to(owed_usd: Matrix) -> Floats:
    """What is owed to each, {0}.

    >>> owed_to(owed_usd)  # `owed_usd[i, j]`
    """
'''


@pytest.mark.parametrize(
    "said",
    [
        "`owed_usd[i, j]` is what i owes j",
        "of `owed_usd` (debtor, creditor)",
        "[party, scenario]",
        "(party) in dollars",
        "a scalar in dollars",
        "of any shape",
        "(period, ...) of any unit",
        "(period,) in quarters",
    ],
)
def test_axes_are_found_as_the_house_writes_them(said: str) -> None:
    assert not list(without_axes(Source("a.py", WITH.format(said))))


@pytest.mark.parametrize(
    "said",
    ["in dollars", "(Eisenberg and Noe, 2001)", "`owed_usd` (see there)", "in shape", "(0, 1)"],
)
def test_a_function_without_axes_is_found(said: str) -> None:
    assert list(without_axes(Source("a.py", WITH.format(said))))


def test_what_takes_no_array_or_is_private_need_not_name_axes() -> None:
    plain = "def f(a: float) -> float: ...\ndef _g(a: ArrayLike) -> Floats: ...\n"
    assert not list(without_axes(Source("a.py", plain)))


def test_of_the_engine_only_what_it_gives_to_others_counts() -> None:
    text = "def run(a: Floats) -> Floats: ...\ndef inner(a: Floats) -> Floats: ...\n"
    (finding,) = without_axes(Source("a.py", text), door("from .a import run as run"))
    assert "run" in finding
