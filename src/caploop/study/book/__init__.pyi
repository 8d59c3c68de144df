"""The question `book`."""

from .check import check_figures as check_figures
