"""One folder for each question; command, page and chapter show the record its function returns."""
