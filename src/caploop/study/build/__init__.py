"""The question `build`."""

from caploop.study.build.answer import build
from caploop.study.build.record import BuildRecord

__all__ = ["BuildRecord", "build"]
