"""Words: every code of a message has its texts, every text its code, gaps their values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from string import Formatter

import pytest

from caploop.core.message import Message, message
from caploop.report.text.words import LANGUAGES, _messages, message_text, terminal_text, texts
from caploop.study.loop import loop
from caploop.study.plan import plan
from tests.real_book import real_known
from tests.report.html.test_page import bundled
from tests.report.real_records import bundled_book
from tests.report.text.sentences import sentences
from tests.test_tidy import code


def calls() -> Iterator[ast.Call]:
    """Calls that make a message."""
    for source in code("src"):
        for node in ast.walk(ast.parse(source.text)):
            by_name = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if by_name and node.func.id in {"message", "Message"} and node.args:
                yield node


def literals(node: ast.expr) -> Iterator[str]:
    """Codes an expression can be, as far as it says."""
    if isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))
    elif isinstance(node, ast.Constant):
        yield str(node.value)


def gaps(name: str, language: str) -> set[str]:
    return {gap for _, gap, _, _ in Formatter().parse(texts()[name][language]) if gap}


def text_of(code: str) -> str:
    return next(n for n in texts() if n.rpartition(".")[2] == code and is_message(n))


def is_message(name: str) -> bool:
    kind = name.rpartition(".")[0]
    return kind in {"reason", "note"} or kind.endswith(".headline")


def test_every_code_has_its_words() -> None:
    codes = {c for call in calls() for c in literals(call.args[0])}
    assert codes <= set(_messages()), codes - set(_messages())


def test_every_text_of_a_message_has_its_code() -> None:
    said = {
        node.value
        for source in code("src")
        for node in ast.walk(ast.parse(source.text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made_up = {"limit-", "over-", "waterfall-"}
    left = {c for c in set(_messages()) - said if not any(c.startswith(m) for m in made_up)}
    assert left == set()


def test_what_fills_the_gaps_is_given() -> None:
    for call in calls():
        for one in literals(call.args[0]):
            given = {k.arg for k in call.keywords}
            if isinstance(call.func, ast.Name) and call.func.id == "message" and None not in given:
                for language in LANGUAGES:
                    assert gaps(text_of(one), language) <= given, one


def test_every_message_is_told_in_chinese() -> None:
    for name in filter(is_message, texts()):
        text = texts()[name]["zh"]
        bare = "".join(literal for literal, *_ in Formatter().parse(text)).strip()
        assert not bare or any("\u3000" <= c <= "\uffef" for c in bare) or bare in {"GW"}, name


def test_the_terminal_has_names_as_they_are_in_the_data() -> None:
    why = message("different-measures", one="arr", other="compute_purchase")
    assert terminal_text(why) == "different measures: arr and compute_purchase"
    assert "compute_purchase" not in message_text(why, "en")
    assert terminal_text(None) == ""


def test_a_message_in_a_message_is_told_in_its_language() -> None:
    inner = message("more-exact")
    assert message_text(message("agrees", claim="a", why=inner), "zh") == (
        "与 a 一致，后者数字更精确"
    )


def test_lists_are_told_with_their_last_word() -> None:
    sets = message("sets-hold", sets=("V0", "V1", "V2"))
    assert terminal_text(sets) == "V0, V1 and V2 each hold together"
    assert message_text(sets, "zh").startswith("V0、V1和V2 ")


def test_billions_are_told_in_yi() -> None:
    own = message("own-money-to-2030", party="amazon", middle=4.5, least=2.0, most=1044.0)
    assert "45亿美元" in message_text(own, "zh")
    assert "10,440亿美元" in message_text(own, "zh")


def test_a_code_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        message_text(message("no-such-code"), "en")


@pytest.mark.parametrize("name", ["claims", "book", "loop", "plan"])
def test_a_record_holds_no_sentence_of_ours(name: str) -> None:
    made = {
        "claims": bundled,
        "book": bundled_book,
        "loop": lambda: loop(real_known()),
        "plan": lambda: plan(real_known(), draws=200),
    }
    assert list(sentences(made[name]())) == []


def test_a_sentence_in_a_record_is_found() -> None:
    said = Message("x", {"why": "it is so because we say so"})
    assert list(sentences(said)) == ["values.why: it is so because we say so"]
    assert list(sentences({"note": "as the source has it in its words"})) == []


def test_no_pattern_reads_our_own_english() -> None:
    files = (s for s in code("src") if s.path.startswith("src/caploop/report/"))
    assert [p for source in files for p in patterns(source.text)] == []
    assert list(patterns('import re\n_A = re.compile(r"different periods")\n'))


def patterns(text: str) -> Iterator[str]:
    """Regular expressions that hold two words of English in a row."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            for part in node.args[:1]:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    words = part.value.split(" ")
                    if any(a.isalpha() and b.isalpha() for a, b in pairwise(words)):
                        yield part.value
