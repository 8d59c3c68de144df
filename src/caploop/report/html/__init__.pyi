"""The page and its templates."""

from .names import site_names as site_names
from .page import report_html as report_html
from .pages import ReportRecords as ReportRecords
from .site import site_files as site_files
