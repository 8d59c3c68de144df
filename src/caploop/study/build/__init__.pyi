"""The question `build`."""

from .answer import build as build
from .platforms import Platform as Platform
from .record import BuildRecord as BuildRecord
from .record import Counted as Counted
from .record import Gap as Gap
from .record import ProjectGate as ProjectGate
from .record import Supplier as Supplier
