"""One tree of errors for callers' mistakes; each knows the exit code of the command line."""

from __future__ import annotations

from collections.abc import Iterable

from caploop.core.problem import Problem

EXIT_CODES = (
    "Exit codes: 0 done, 1 failure, 2 usage, 3 not found, 4 input invalid, 5 a check failed, "
    "6 findings present with --fail-on."
)


class CaploopError(Exception):
    """Root of every error caploop raises on purpose."""

    exit_code = 1


class UsageError(CaploopError):
    """The call itself is wrong: a missing date, an unknown name."""

    exit_code = 2


class NotFoundError(CaploopError):
    """Nothing has the id or name asked for."""

    exit_code = 3


class ProblemsError(CaploopError):
    """Input was refused; `problems` lists everything that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputInvalidError(ProblemsError):
    """A file or row cannot be taken as it is; nothing was stored."""

    exit_code = 4


class CheckFailedError(ProblemsError):
    """A check did not hold: a figure that is not where the claim says."""

    exit_code = 5
