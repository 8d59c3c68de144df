"""Who opens the real book: tests of facts about it; and proof that the rule can fail."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.real_book import real_book
from tests.test_tidy import Source, code, expect_none, parsed

HOME = "tests/reference/"
OPENERS = {
    "BUNDLED",
    "bundled",
    "bundled_agreements",
    "open_book",
    "read_book",
    "read_bundled",
    "real_book",
    "real_central",
    "real_known",
}
"""Names by which the book that comes with the program is had."""


STILL_REAL = {
    **dict.fromkeys(
        (
            "tests/book/conftest.py",
            "tests/book/test_commitment.py",
            "tests/book/test_database.py",
            "tests/book/vintage/test_diff.py",
            "tests/book/test_execute.py",
            "tests/book/test_flow.py",
            "tests/book/test_parameter.py",
            "tests/book/test_party.py",
            "tests/book/test_position.py",
            "tests/book/test_scenario.py",
            "tests/book/test_store.py",
        ),
        "facts of the bundled tables stand beside the case of the part",
    ),
    **dict.fromkeys(
        (
            "tests/evidence/conftest.py",
            "tests/evidence/test_conflict.py",
            "tests/evidence/test_crosscheck.py",
            "tests/evidence/test_flag.py",
            "tests/evidence/test_resolve.py",
            "tests/evidence/test_revision.py",
            "tests/evidence/outcomes/test_rumour.py",
            "tests/evidence/test_store.py",
            "tests/evidence/outcomes/test_target.py",
            "tests/evidence/test_track.py",
        ),
        "facts of the bundled claims stand beside the case of the part",
    ),
    **dict.fromkeys(
        (
            "tests/report/chapters/test_whatif.py",
            "tests/report/html/test_front.py",
            "tests/report/html/test_in_browser.py",
            "tests/report/html/test_site.py",
        ),
        "pages are measured and looked at as they are given to readers",
    ),
    "tests/later_layer.py": "lays the layer of later facts on the book it stands on",
    "tests/small_calibration.py": "a calibration is on the claims of the book",
    "tests/tools/test_import_later.py": "the import makes a layer that stands on the real book",
    "tests/cli/test_book.py": "the program's own book is what a user has without --book",
    **dict.fromkeys(
        (
            "tests/model/assembly/test_inputs.py",
            "tests/model/assembly/test_system.py",
            "tests/model/assembly/test_system_scenarios.py",
            "tests/model/assembly/test_system_signs.py",
            "tests/model/assembly/test_system_vintages.py",
            "tests/model/compute/test_capacity.py",
            "tests/model/assembly/test_system_reads.py",
            "tests/model/assembly/test_system_scenarios.py",
            "tests/model/assembly/test_system_signs.py",
            "tests/model/conftest.py",
            "tests/model/default/test_government.py",
            "tests/model/finance/test_anchor.py",
            "tests/model/finance/test_credit.py",
            "tests/model/firms/test_failure.py",
            "tests/model/finance/test_maturities.py",
            "tests/model/finance/test_rounds.py",
            "tests/model/firms/test_outside.py",
            "tests/model/rivals/cases.py",
            "tests/model/rivals/test_alone.py",
            "tests/model/rivals/test_money.py",
            "tests/model/rivals/test_race.py",
            "tests/model/terms/test_names.py",
            "tests/model/terms/test_units.py",
            "tests/model/whole_model.py",
        ),
        "the whole model reads hundreds of parameters, which only the real book has",
    ),
    **dict.fromkeys(
        (
            "tests/stress/test_static_case.py",
            "tests/stress/test_world.py",
        ),
        "a shock is put to the whole model",
    ),
    **dict.fromkeys(
        (
            "tests/study/book/test_check.py",
            "tests/study/build/test_answer.py",
            "tests/study/calibrate/test_answer.py",
            "tests/study/changes/test_answer.py",
            "tests/study/drivers/test_answer.py",
            "tests/study/earn/test_answer.py",
            "tests/study/earn/test_cohorts.py",
            "tests/study/loop/test_answer.py",
            "tests/study/loop/test_hub.py",
            "tests/study/plan/test_answer.py",
            "tests/study/register/test_answer.py",
            "tests/study/rivals/test_answer.py",
            "tests/study/run/test_answer.py",
            "tests/study/run/test_opening.py",
            "tests/study/run/test_broken_link.py",
            "tests/study/run/test_suppliers.py",
            "tests/study/runway/test_answer.py",
            "tests/study/runway/test_bridge.py",
            "tests/study/runway/test_default.py",
            "tests/study/score/test_answer.py",
            "tests/study/shared/test_kept.py",
            "tests/study/shared/test_open.py",
            "tests/study/shared/test_provenance.py",
            "tests/study/shared/test_scenario_settings.py",
            "tests/study/stress/test_answer.py",
            "tests/study/stress/test_fire.py",
            "tests/study/stress/test_reverse.py",
            "tests/study/value/test_answer.py",
            "tests/study/whatif/test_answer.py",
        ),
        "a question is asked of the whole model or of the whole evidence",
    ),
    **dict.fromkeys(
        (
            "tests/report/chapters/book/test_changes.py",
            "tests/report/chapters/book/test_chapter_page.py",
            "tests/report/chapters/book/test_money.py",
            "tests/report/chapters/book/test_supply.py",
            "tests/report/chapters/book/test_time.py",
            "tests/report/chapters/claims/test_fate.py",
            "tests/report/chapters/loop/test_chapter.py",
            "tests/report/chapters/loop/test_picture.py",
            "tests/report/chapters/plan/test_chapter.py",
            "tests/report/chapters/stress/test_chapter.py",
            "tests/report/chapters/test_build.py",
            "tests/report/chapters/test_policy.py",
            "tests/report/chapters/test_rivals.py",
            "tests/report/chapters/test_value.py",
            "tests/report/html/test_page.py",
            "tests/report/real_records.py",
            "tests/report/test_headlines.py",
            "tests/report/test_page_chapters.py",
            "tests/report/text/test_words.py",
        ),
        "a chapter is judged on the records of the real book",
    ),
    "tests/house/test_books.py": "the rule itself asks it to refuse",
    "tests/real_book.py": "opens it for all others",
}
"""Who else opens it today, each with the reason; the list only shrinks."""


def module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def opens(source: Source) -> bool:
    """Whether a file says one of the names itself, as a name, an attribute or a fixture."""
    for node in ast.walk(parsed(source.text)):
        if isinstance(node, ast.Name | ast.arg):
            found = node.id if isinstance(node, ast.Name) else node.arg
        elif isinstance(node, ast.alias | ast.Attribute):
            found = node.name if isinstance(node, ast.alias) else node.attr
        else:
            continue
        if found in OPENERS:
            return True
    return False


def leans_on(source: Source) -> set[str]:
    """Modules of the tests that a file imports."""
    nodes = [n for n in ast.walk(parsed(source.text)) if isinstance(n, ast.ImportFrom)]
    return {n.module for n in nodes if n.module and n.module.startswith("tests.")}


def readers(sources: Iterable[Source]) -> set[str]:
    """Files that open the real book, by themselves or through another file of the tests."""
    held = {module(s.path): s for s in sources}
    found = {name for name, source in held.items() if opens(source)}
    while True:
        given = {name for name in found if not name.endswith(".conftest")}
        more = {name for name, source in held.items() if leans_on(source) & given} - found
        if not more:
            return {held[name].path for name in found}
        found |= more


def strangers(paths: Iterable[str], allowed: Iterable[str]) -> Iterator[str]:
    """Files that open the real book outside its home without a reason; reasons not needed."""
    outside = {path for path in paths if not path.startswith(HOME)}
    listed = set(allowed)
    for path in sorted(outside - listed):
        yield f"{path}: opens the real book; give it a small one, or move it to {HOME}"
    for path in sorted(listed - outside):
        yield f"{path}: does not open the real book; take it off the list"


def test_the_real_book_is_opened_where_facts_of_it_are_told() -> None:
    expect_none(strangers(readers(code("tests")), STILL_REAL))


def test_the_real_book_is_not_opened_at_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    with pytest.raises(RuntimeError, match="in a test or a fixture"):
        real_book.__wrapped__()


OPEN = Source("tests/a/test_a.py", "def test_a(bundled: Ledger) -> None: ...\n")
SMALL = Source("tests/a/test_b.py", "def test_b(small: Ledger) -> None: ...\n")


@pytest.mark.parametrize(
    "text",
    [
        "from tests.real_book import real_book\n",
        "import caploop\ncaploop.open_book()\n",
        "def test_a(bundled_agreements: object) -> None: ...\n",
        "from caploop.evidence.store import BUNDLED\n",
    ],
)
def test_a_file_that_opens_the_real_book_is_found(text: str) -> None:
    assert readers([Source("tests/a/test_a.py", text), SMALL]) == {"tests/a/test_a.py"}


def test_a_file_is_found_that_leans_on_one_that_opens_the_real_book() -> None:
    through = Source("tests/b/test_c.py", "from tests.a.test_a import case\n")
    further = Source("tests/b/test_d.py", "from tests.b.test_c import case\n")
    assert readers([OPEN, SMALL, through, further]) == {s.path for s in (OPEN, through, further)}
    assert readers([SMALL, through]) == set()


def test_a_reader_without_a_reason_and_a_reason_without_a_reader_are_found() -> None:
    home = f"{HOME}a/test_a.py"
    assert len(list(strangers([OPEN.path, home], []))) == 1
    assert len(list(strangers([home], [OPEN.path]))) == 1
    assert not list(strangers([OPEN.path, home], [OPEN.path]))
