"""Figures and periods read out of English and Chinese text; knows nothing of claims."""
