"""Simulation over draws and scenarios, its audit and its store."""

from .pinned import PinnedEnds as PinnedEnds
from .pinned import Setting as Setting
from .pinned import beneath as beneath
from .pinned import ends as ends
from .pinned import parts as parts
from .rank import explained as explained
from .rank import largest_possible as largest_possible
from .rank import noise_floor as noise_floor
from .rank import rank_correlations as rank_correlations
from .rank import standard_error as standard_error
from .reads import BehaviourReads as BehaviourReads
from .third import level as level
from .third import middle as middle
from .third import thirds as thirds
from .warmed import Warm as Warm
from .warmed import warm as warm
