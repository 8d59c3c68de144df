"""Compiled code kept between processes."""

from .executable import MOST as MOST
from .executable import ExecutableCache as ExecutableCache
from .executable import load_ahead as load_ahead
