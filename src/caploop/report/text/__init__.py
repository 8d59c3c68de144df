"""Words of pages in English and Chinese."""
