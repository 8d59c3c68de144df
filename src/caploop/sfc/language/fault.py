"""What stops a run: accounts that do not close, equations that do not solve."""

from __future__ import annotations

from caploop.core.errors import CaploopError


class AuditError(CaploopError):
    """Somewhere an account does not close; the message tells draw, period and party."""

    exit_code = 5


class ConvergenceError(CaploopError):
    """A block of simultaneous equations was not solved."""

    exit_code = 5


class GradientError(CaploopError):
    """A gradient was asked for that would silently be zero or wrong."""

    exit_code = 2


class StoreError(CaploopError):
    """A stored run lacks a piece, or one was changed; the message names it."""

    exit_code = 5
