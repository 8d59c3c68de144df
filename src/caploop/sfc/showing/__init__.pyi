"""Balance sheets, flow tables, pictures and what reads what."""

from .trace import Reads as Reads
