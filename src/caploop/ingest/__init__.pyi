"""From documents to candidates of claims: what a text says in figures, of whom, and when."""

from .article import Article as Article
from .article import read_article as read_article
from .candidate import Candidate as Candidate
from .candidate import candidates as candidates
from .vocabulary import rows_of as rows_of
