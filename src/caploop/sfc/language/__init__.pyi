"""A model: sectors, instruments, equations, distributions, and their order."""

from .distribution import Distribution as Distribution
from .distribution import Triangular as Triangular
from .draw import stream as stream
from .model import Parameter as Parameter
