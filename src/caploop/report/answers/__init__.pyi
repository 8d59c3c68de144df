"""An answer as people get it: on a terminal, in files, as charts, in a notebook."""

from .chart import ChartPicture as ChartPicture
from .chart import chart_list as chart_list
from .chart import chart_of as chart_of
from .chart import check_chart as check_chart
from .files import written as written
from .library import PICTURES as PICTURES
from .library import check_library as check_library
from .notebook import dataset as dataset
from .notebook import fragment as fragment
from .notebook import framed as framed
from .notebook import plotted as plotted
from .path import BLOCKS as BLOCKS
from .shown import ShownAnswer as ShownAnswer
from .shown import shown_answer as shown_answer
from .shown import with_inputs as with_inputs
from .terminal import Terminal as Terminal
from .terminal import answer_text as answer_text
from .then import next_command as next_command
