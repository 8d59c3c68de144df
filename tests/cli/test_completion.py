"""Names complete as they are typed, and no engine is loaded for it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from caploop.cli.main import main
from tests.cli.test_main import run


def completed(*words: str) -> list[str]:
    told = {
        "_CAPLOOP_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("caploop", *words)),
        "COMP_CWORD": str(len(words)),
    }
    result = CliRunner().invoke(main, env=told, prog_name="caploop")
    return [line.removeprefix("plain,") for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("runway", "--scenario", "S0+S11"), "S0+S11-capped"),
        (("compare", "S0", "no-"), "no-new-money"),
        (("runway", "--set", "chi_P"), "chi_Plus="),
        (("runway", "--set", "fund"), "funding_window="),
        (("stress", "--break", "openai-round"), "openai-round-2026"),
        (("book", "show", "nvidia-openai-2026"), "nvidia-openai-2026-round"),
        (("runway", "--party", "ora"), "oracle"),
        (("claims", "list", "--party", "nvi"), "nvidia"),
    ],
)
def test_a_name_begun_is_completed(words: tuple[str, ...], wanted: str) -> None:
    assert wanted in completed(*words)


def test_a_scenario_may_be_a_file() -> None:
    assert "file,my" in completed("runway", "--scenario", "my")


def test_no_engine_is_loaded() -> None:
    code = (
        "import sys\n"
        "from caploop.cli.main import main\n"
        "try:\n    main(prog_name='caploop')\n"
        "except SystemExit:\n    pass\n"
        "print('jax' in sys.modules, file=sys.stderr)\n"
    )
    told = {
        **os.environ,
        "_CAPLOOP_COMPLETE": "bash_complete",
        "COMP_WORDS": "caploop runway --scenario S1",
        "COMP_CWORD": "3",
    }
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=told, capture_output=True, text=True, check=True)
    assert "S10" in done.stdout
    assert done.stderr.strip() == "False"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_CAPLOOP_COMPLETE" in result.stdout
