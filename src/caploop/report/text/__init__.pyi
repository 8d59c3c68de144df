"""Words of pages in English and Chinese."""

from .words import message_text as message_text
from .words import say as say
from .words import terminal_text as terminal_text
