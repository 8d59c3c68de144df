"""One chapter a question: its sections, charts and finding."""

from .build import build_chapter as build_chapter
from .earn import earn_chapter as earn_chapter
from .policy import policy_chapter as policy_chapter
from .register import register_chapter as register_chapter
from .rivals import rivals_chapter as rivals_chapter
from .run import run_chapter as run_chapter
from .runway import runway_chapter as runway_chapter
from .stress.chapter import stress_chapter as stress_chapter
from .value import value_chapter as value_chapter
from .whatif import shown_runs as shown_runs
from .whatif import whatif_chapter as whatif_chapter
