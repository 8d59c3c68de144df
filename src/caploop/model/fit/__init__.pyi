"""What claims say that the model gives, and the fit to them."""

from .calibrate import FITTED as FITTED
from .calibrate import SCALES as SCALES
from .calibrate import Posterior as Posterior
from .calibrate import QuantileTable as QuantileTable
from .calibrate import compared as compared
from .calibrate import coverage as coverage
from .calibrate import sampled as sampled
from .calibrate import table_of as table_of
from .calibrate import told as told
from .observables import Observation as Observation
from .observables import predictor as predictor
from .observables import quantity_of as quantity_of
