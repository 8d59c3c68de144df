"""A group of commands that ends with messages and exit codes, whatever happens in it."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import traceback
from contextlib import suppress
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from caploop.core.errors import CaploopError, UsageError
from caploop.core.secret import passwords_of, without_passwords
from caploop.core.streams import ready_streams

KILLED, STOPPED = 128 + signal.SIGTERM, 128 + signal.SIGINT


def _fail(message: str, *, code: int = CaploopError.exit_code) -> NoReturn:
    """Ends the command with a message in which no password stands."""
    secrets = passwords_of(word for word in sys.argv if ":" in word)
    click.echo(without_passwords(message, secrets=secrets), err=True)
    sys.exit(code)


def _leave(code: int) -> NoReturn:
    """Ends at Ctrl-C, or killed politely, without waiting for threads.

    A compiler can hold one up for a minute. What was half-written has been removed on the way here.
    """
    click.echo("\nstopped", err=True)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def refuse_idle(*names: str, where: str) -> None:
    """Refuses what was given on the command line and would change nothing.

    `names` are parameters of the command that runs; `where` says where they mean nothing. Raises
    UsageError. Outside of a command there is nothing to refuse.
    """
    context = click.get_current_context(silent=True)
    if context is None:
        return
    for option in context.command.params:
        told = context.get_parameter_source(option.name or "")
        if option.name in names and told is ParameterSource.COMMANDLINE:
            shown = option.opts[-1] if isinstance(option, click.Option) else option.name
            raise UsageError(f"{shown} changes nothing {where}; leave it out")


class Commands(click.Group):
    """A group whose commands end with caploop's exit codes instead of tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns; a CaploopError becomes a message and its exit code.

        No message shows a password, nor does the trace of an error that nobody foresaw.
        """
        ready_streams()
        # The compiler's own alarms mean nothing to a person who asked a question.
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        # Killed politely, a command ends as by Ctrl-C: what it began to write is removed.
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(KILLED))
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _leave(STOPPED)
        except SystemExit as error:
            if error.code == KILLED:
                _leave(KILLED)
            raise
        except CaploopError as error:
            _fail(f"error: {error}", code=error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            _fail(f"error: {error.strerror}: {error.filename}; name another")
        except Exception as error:
            if type(error).__module__.startswith("sqlalchemy"):
                _fail(f"error: the database refused: {error}")
            _fail("".join(traceback.format_exception(error)).removesuffix("\n"))
