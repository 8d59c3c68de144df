"""The limits every file keeps, each a test of its own, and proof that each test can fail."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("src", "tests", "tools", "benchmarks", "examples")
LINES_PER_FILE = 400
LINES_PER_FUNCTION = 50
LINE_LENGTH = 100
POSITIONAL_ARGUMENTS = 3
COMMENT_SHARE = 0.05
PUBLIC_NAMES = 30
NOT_COMMITTED = {"out", "dist", "__pycache__"}
HIDDEN_BUT_COMMITTED = {".ci", ".gitignore", ".gitattributes"}
TESTS_WITHOUT_A_MODULE = {
    "tests/report/html/test_in_browser.py": "judges the pages as a browser shows them",
    "tests/report/test_headlines.py": "judges the headlines of all chapters",
    "tests/test_public.py": "judges the names of the package",
    "tests/test_tidy.py": "judges all files",
    "tests/test_house.py": "judges where files stand",
    "tests/test_order.py": "judges in which order tests run",
    "tests/test_postgres_server.py": "judges the server of the tests",
    "tests/test_benchmarks.py": "judges what the benchmarks load and show",
    "tests/clearing/test_demands.py": "judges all measures of clearing side by side",
    "tests/ingest/test_articles.py": "judges the rules on whole articles",
    "tests/ingest/test_hostile.py": "judges all kinds of documents that mean harm",
    "tests/sfc/test_not_finite.py": "judges what every statistic says of draws without a number",
}
FREE_TEST_FOLDERS = ("tests/house/", "tests/reference/", "tests/tools/")

# Put together here so that this file does not trip its own rules.
UNFINISHED = re.compile(r"\b(?:" + "TO" + "DO|FIX" + r"ME)\b")
INDEX_HOST = re.compile(r"pypi\.[a-z]|python" + r"hosted\.|registry\.npm" + r"js|/pypi" + "/simple")
MACHINE_PATH = re.compile(r"(?<![\w.:/~$}>-])/(?:root|work|home|tmp|Users)/[\w.]")
TEXT_SUFFIXES = {"", ".py", ".toml", ".md", ".txt", ".json", ".jsonl", ".csv", ".cfg", ".html"}
PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*==[^\s;]+(?: ; [^\\]+?)?(?: \\)?$")

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source(NamedTuple):
    """One file as the rules see it: its path from the root of the checkout, and its text."""

    path: str
    text: str


Rule = Callable[[Source], Iterator[str]]


def committed_files() -> Iterator[Path]:
    """Files of the checkout, whether git is there or not: no caches, no results, no .venv."""

    def is_ours(name: str) -> bool:
        hidden = name.startswith(".") and name not in HIDDEN_BUT_COMMITTED
        return not hidden and name not in NOT_COMMITTED and not name.endswith(".egg-info")

    def below(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if is_ours(path.name):
                yield from below(path) if path.is_dir() else [path]

    return below(ROOT)


def texts() -> Iterator[Source]:
    for path in committed_files():
        if path.suffix in TEXT_SUFFIXES:
            yield Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


def code(*folders: str) -> list[Source]:
    return [s for s in texts() if s.path.endswith(".py") and s.path.split("/")[0] in folders]


@cache
def parsed(text: str) -> ast.Module:
    """The tree of a file, read once for all rules."""
    return ast.parse(text)


@pytest.fixture(scope="module", autouse=True)
def _let_go() -> Iterator[None]:
    """Trees of a thousand files are not held for the rest of the session."""
    yield
    parsed.cache_clear()


def functions(source: Source) -> Iterator[Function]:
    for node in ast.walk(parsed(source.text)):
        if isinstance(node, Function):
            yield node


def positional(function: Function) -> list[ast.arg]:
    """Arguments that may be given by position, self and cls apart."""
    arguments = [*function.args.posonlyargs, *function.args.args]
    return arguments[1:] if arguments and arguments[0].arg in {"self", "cls"} else arguments


def docstring_lines(function: Function) -> int:
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return 0
    return first.end_lineno - first.lineno + 1


def long_file(source: Source) -> Iterator[str]:
    count = len(source.text.splitlines())
    if count > LINES_PER_FILE:
        yield f"{source.path}:{count}: {count} lines, {LINES_PER_FILE} at most; split by subject"


def long_function(source: Source) -> Iterator[str]:
    for function in functions(source):
        last = function.end_lineno or function.lineno
        count = last - function.lineno + 1 - docstring_lines(function)
        if count > LINES_PER_FUNCTION:
            where = f"{source.path}:{function.lineno}"
            yield f"{where}: {function.name} has {count} lines; take a step out as a function"


def many_positional(source: Source) -> Iterator[str]:
    for function in functions(source):
        count = len(positional(function))
        if count > POSITIONAL_ARGUMENTS:
            where = f"{source.path}:{function.lineno}"
            yield f"{where}: {function.name} takes {count} by position; put * before the rest"


def unannotated(source: Source) -> Iterator[str]:
    for function in functions(source):
        extra = [function.args.vararg, function.args.kwarg]
        every = [*positional(function), *function.args.kwonlyargs, *filter(None, extra)]
        missing = [argument.arg for argument in every if argument.annotation is None]
        missing += ["return"] if function.returns is None else []
        if missing:
            where = f"{source.path}:{function.lineno}"
            yield f"{where}: {function.name} lacks a type for {', '.join(missing)}; annotate"


def matching_lines(source: Source, pattern: re.Pattern[str], advice: str) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), start=1):
        found = pattern.search(line)
        if found:
            yield f"{source.path}:{number}: {found.group()!r}; {advice}"


def unfinished(source: Source) -> Iterator[str]:
    return matching_lines(source, UNFINISHED, "do it now, or write it down as an issue")


def index_host(source: Source) -> Iterator[str]:
    return matching_lines(source, INDEX_HOST, "leave the package index to the machine's settings")


def machine_path(source: Source) -> Iterator[str]:
    return matching_lines(source, MACHINE_PATH, "take the path as an argument or from tempfile")


def long_line(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), start=1):
        if len(line) > LINE_LENGTH:
            yield f"{source.path}:{number}: {len(line)} characters; break the line (make format)"


def comment_lines(source: Source) -> list[int]:
    """Numbers of the lines that hold nothing but a comment."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    comments = (token for token in tokens if token.type == tokenize.COMMENT)
    return [t.start[0] for t in comments if not t.line[: t.start[1]].strip()]


def many_comments(sources: Iterable[Source]) -> Iterator[str]:
    """The places of all comment lines, if together they pass the share allowed."""
    sources = list(sources)
    total = sum(len(source.text.splitlines()) for source in sources)
    places = [f"{source.path}:{line}" for source in sources for line in comment_lines(source)]
    if len(places) > COMMENT_SHARE * total:
        yield f"{len(places)} comment lines in {total}; keep the why, drop the what: {places}"


def many_public_names(source: Source) -> Iterator[str]:
    for node in parsed(source.text).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            count = len(getattr(getattr(node, "value", None), "elts", ()))
            if count > PUBLIC_NAMES:
                yield f"{source.path}:{node.lineno}: {count} public names; keep some inside"


def homeless_test(path: str, modules: set[str]) -> Iterator[str]:
    """A finding where no module, package or listed reason stands behind a test file."""
    if path in TESTS_WITHOUT_A_MODULE or path.startswith(FREE_TEST_FOLDERS):
        return
    home = path.replace("tests/", "src/caploop/", 1).replace("/test_", "/").removesuffix(".py")
    words = home.split("_")
    homes = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
    if not any(f"{h}{end}" in modules for h in homes for end in (".py", "/__init__.py")):
        yield f"{path}:1: no {home}.py; move it, or add it to TESTS_WITHOUT_A_MODULE with a reason"


def loose_pin(source: Source) -> Iterator[str]:
    """Lines of a lock file that are no pin, hash or comment, and pins without a hash."""
    lines = [line for line in source.text.splitlines() if not line.lstrip().startswith("#")]
    for number, line in enumerate(lines):
        is_hash = line.startswith("    --hash=sha256:")
        follower = lines[number + 1] if number + 1 < len(lines) else ""
        if not is_hash and not PIN.match(line):
            yield f"{source.path}: {line!r} is neither a pin nor a hash; run make lock"
        elif not is_hash and not follower.startswith("    --hash="):
            yield f"{source.path}: {line!r} has no hash; run make lock"


def findings(rule: Rule, sources: Iterable[Source]) -> list[str]:
    return [finding for source in sources for finding in rule(source)]


def expect_none(found: Iterable[str]) -> None:
    lines = list(found)
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def test_no_file_is_longer_than_400_lines() -> None:
    expect_none(findings(long_file, code(*CODE)))


def test_no_function_is_longer_than_50_lines() -> None:
    expect_none(findings(long_function, code(*CODE)))


def test_no_function_takes_more_than_3_arguments_by_position() -> None:
    expect_none(findings(many_positional, code("src", "tools")))


def test_every_function_is_fully_annotated() -> None:
    expect_none(findings(unannotated, code("src", "tests", "tools")))


def test_nothing_is_left_unfinished() -> None:
    expect_none(findings(unfinished, texts()))


def test_no_line_is_longer_than_100_characters() -> None:
    expect_none(findings(long_line, code(*CODE)))


def test_comments_are_at_most_5_percent_of_the_lines_in_src() -> None:
    expect_none(many_comments(code("src")))


def test_no_subpackage_has_more_than_30_public_names() -> None:
    packages = [s for s in code("src") if s.path.endswith("/__init__.py")]
    expect_none(findings(many_public_names, packages))


def test_no_file_is_yaml() -> None:
    found = [path for path in committed_files() if path.suffix in {".yml", ".yaml"}]
    expect_none(
        f"{path.relative_to(ROOT)}:1: write it as TOML, JSON lines or CSV" for path in found
    )


def test_every_test_file_has_its_module_in_src() -> None:
    modules = {source.path for source in code("src")}
    tests = [s.path for s in code("tests") if s.path.split("/")[-1].startswith("test_")]
    expect_none(finding for path in tests for finding in homeless_test(path, modules))


def test_no_file_names_a_package_index() -> None:
    expect_none(findings(index_host, texts()))


def test_no_file_names_a_path_of_one_machine() -> None:
    expect_none(findings(machine_path, texts()))


def test_every_requirement_is_pinned_with_hashes() -> None:
    lock = Source("requirements.txt", (ROOT / "requirements.txt").read_text("utf-8"))
    assert "==" in lock.text, "requirements.txt:1: empty; run make lock"
    expect_none(loose_pin(lock))


BODY = "    pass\n"
BAD: list[tuple[Rule, str]] = [
    (long_file, "x = 0\n" * 401),
    (long_function, "def f() -> None:\n" + BODY * 50),
    (long_function, 'def f() -> None:\n    """Two\n    lines."""\n' + BODY * 50),
    (many_positional, "def f(a: int, b: int, c: int, d: int) -> None: ..."),
    (many_positional, "class A:\n    def f(self, a: int, b: int, c: int, d: int) -> None: ..."),
    (unannotated, "def f(a) -> None: ..."),
    (unannotated, "async def f(): ..."),
    (unannotated, "def f(*args, **kwargs) -> None: ..."),
    (unfinished, "x = 0  # " + "TO" + "DO later"),
    (index_host, "see https://" + "pypi" + ".org/simple"),
    (machine_path, 'x = "/' + 'home/me/data"'),
    (long_line, "x" * 101),
    (many_public_names, f"__all__ = {[f'n{i}' for i in range(31)]}"),
    (many_public_names, f"__all__: list[str] = {[f'n{i}' for i in range(31)]}"),
    (loose_pin, "click>=8\n    --hash=sha256:aa\n"),
    (loose_pin, "click==8.1\n"),
    (loose_pin, "--index-url https://example.org\n"),
]
GOOD: list[tuple[Rule, str]] = [
    (long_file, "x = 0\n" * 400),
    (long_function, 'def f() -> None:\n    """Two\n    lines."""\n' + BODY * 49),
    (many_positional, "class A:\n    def f(self, a: int, b: int, c: int, *, d: int) -> None: ..."),
    (unannotated, "class A:\n    def f(self, *a: int, **k: int) -> None: ..."),
    (machine_path, "see https://example.org/" + "home/me, or GET /" + "home"),
    (long_line, "x" * 100),
    (many_public_names, f"__all__ = {[f'n{i}' for i in range(30)]}"),
    (loose_pin, "# made\nclick==8.1 ; os_name == 'nt' \\\n    --hash=sha256:aa\n    # via x\n"),
]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_rule_finds_what_breaks_it(rule: Rule, text: str) -> None:
    assert list(rule(Source("bad.py", text)))


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_a_rule_is_silent_on_what_keeps_it(rule: Rule, text: str) -> None:
    assert not list(rule(Source("good.py", text)))


def test_too_many_comment_lines_are_found() -> None:
    assert list(many_comments([Source("bad.py", "# what\n" * 2 + "x = 0\n" * 30)]))


def test_a_comment_behind_code_is_not_a_comment_line() -> None:
    assert not list(many_comments([Source("good.py", "x = 0  # why\n" * 30)]))


def test_a_test_without_a_module_is_found() -> None:
    assert list(homeless_test("tests/core/test_nothing.py", {"src/caploop/core/problem.py"}))


def test_a_test_beside_its_module_or_package_is_at_home() -> None:
    modules = {"src/caploop/core/problem.py", "src/caploop/core/__init__.py"}
    assert not list(homeless_test("tests/core/test_problem.py", modules))
    assert not list(homeless_test("tests/test_core.py", modules))
