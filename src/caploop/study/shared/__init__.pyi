"""What several questions share: the book opened, a run, its paths and provenance."""

from .answered import AnswerRecord as AnswerRecord
from .kept import afresh as afresh
from .kept import found as found
from .mean_error import differ as differ
from .open import BookCheck as BookCheck
from .open import BookRecord as BookRecord
from .open import Shown as Shown
from .open import Traced as Traced
from .open import book_record as book_record
from .open import check_book as check_book
from .open import open_book as open_book
from .open import read_book as read_book
from .open import show_agreement as show_agreement
from .opening import load_book as load_book
from .opening import open_ledger as open_ledger
from .own_check import OwnCheck as OwnCheck
from .own_check import check_own as check_own
from .own_files import refuse_other_files as refuse_other_files
from .ready import begin as begin
from .ready import prepare as prepare
from .rows import WEAK_POINTS as WEAK_POINTS
from .rows import PriorRow as PriorRow
from .rows import QuantileRow as QuantileRow
from .saved import reopened as reopened
from .since import BookSince as BookSince
from .since import other_book as other_book
