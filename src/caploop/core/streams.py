"""Standard output and error on any console: data in UTF-8, text with what letters there are."""

from __future__ import annotations

import io
import sys


def ready_streams() -> None:
    """Text to a terminal replaces letters that it lacks; what is piped or filed is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream is sys.stdout and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="strict")
        else:
            stream.reconfigure(errors="replace")


def utf8_output() -> None:
    """Data to standard output in UTF-8, whatever the console."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="strict")
