"""Developers under the same rules (M9)."""

from .alone import Path as Path
from .alone import central_race as central_race
from .alone import slopes as slopes
from .market import CLASSES as CLASSES
from .market import ENDS as ENDS
from .market import RAISERS as RAISERS
from .market import cournot as cournot
from .market import index as index
from .start import DEVELOPERS as DEVELOPERS
from .start import OPENAI as OPENAI
from .start import ROUTES as ROUTES
