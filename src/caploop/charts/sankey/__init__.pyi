"""Rings of payments, laid out and drawn."""

from .diagram import Firmness as Firmness
from .diagram import Node as Node
from .diagram import Ribbon as Ribbon
from .diagram import circular_sankey as circular_sankey
from .words import Words as Words
from .words import number as number
