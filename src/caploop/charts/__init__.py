"""Charts as SVG text, drawn from plain values."""

import lazy_loader

# A function that bears its module's name is bound here, or the module would stand in its place.
from caploop.charts.fan import fan as fan
from caploop.charts.layers import layers as layers
from caploop.charts.matrix import matrix as matrix
from caploop.charts.picture import picture as picture
from caploop.charts.png import png as png
from caploop.charts.ranges import ranges as ranges
from caploop.charts.shares import shares as shares
from caploop.charts.spark import spark as spark
from caploop.charts.stacks import stacks as stacks
from caploop.charts.step_line import step_line as step_line
from caploop.charts.surface import surface as surface
from caploop.charts.timeline import timeline as timeline

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
