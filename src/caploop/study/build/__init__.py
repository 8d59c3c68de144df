"""The question `build`."""

from caploop.study.build.answer import build
from caploop.study.build.record import BuildRecord, Gap, ProjectGate, Supplier

__all__ = ["BuildRecord", "Gap", "ProjectGate", "Supplier", "build"]
