"""Rows of each answer, for the terminal."""

from .book import book_table as book_table
from .book import check_text as check_text
from .book import shown_text as shown_text
from .book import story_text as story_text
from .card import rests_on as rests_on
from .card import show_claim as show_claim
from .card import show_parameter as show_parameter
from .cell import AnswerTable as AnswerTable
from .drivers import outcome_list as outcome_list
from .frame import TextTable as TextTable
from .frame import as_csv as as_csv
from .frame import as_text as as_text
from .frame import table as table
from .own import ListedName as ListedName
from .own import ListedScenario as ListedScenario
from .own import changes_table as changes_table
from .own import list_table as list_table
from .own import names_table as names_table
from .own import pairs_table as pairs_table
from .plain import plain_table as plain_table
from .shown import Reader as Reader
from .shown import cells as cells
from .shown import headings as headings
from .shown import title as title
