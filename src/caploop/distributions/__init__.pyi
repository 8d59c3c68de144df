"""Distribution families, and the one that three stated quantiles fit."""

from .fit import Fit as Fit
from .fit import family_of as family_of
from .fit import fault_of as fault_of
from .fit import fitted as fitted
from .fit import quantile as quantile
from .fit import scaled as scaled
