"""Compiled code kept between processes."""

from .executable import MOST as MOST
from .executable import ExecutableCache as ExecutableCache
