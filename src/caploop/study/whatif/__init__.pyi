"""The question `whatif`."""

from .answer import prepared as prepared
from .answer import whatif as whatif
from .answer import whatif_asked as whatif_asked
from .answer import whatif_run as whatif_run
from .record import BandRow as BandRow
from .record import BreakableLink as BreakableLink
from .record import LeverInput as LeverInput
from .record import LeverSetting as LeverSetting
from .record import LeverStop as LeverStop
from .record import MovedOutcome as MovedOutcome
from .record import Preset as Preset
from .record import ShortSpan as ShortSpan
from .record import WhatIfLever as WhatIfLever
from .record import WhatIfOutcome as WhatIfOutcome
from .record import WhatIfRecord as WhatIfRecord
from .record import WhatIfRow as WhatIfRow
from .settings import WhatIfSettings as WhatIfSettings
