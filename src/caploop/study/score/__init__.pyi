"""The question `score`."""

from .answer import score as score
from .outcomes import bundled_outcomes as bundled_outcomes
from .outcomes import bundled_unscored as bundled_unscored
from .record import GroupScore as GroupScore
from .record import NotScored as NotScored
from .record import ScoredFact as ScoredFact
from .record import ScoreRecord as ScoreRecord
from .said import Said as Said
from .said import bundled_said as bundled_said
from .said import said_of as said_of
