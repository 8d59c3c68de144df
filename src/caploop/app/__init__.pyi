"""The answers served over HTTP: pages, questions, the levers; read only."""

from .routes import application as application
from .serving import serve as serve
from .site import ServedSite as ServedSite
