"""Tables beside those of a question: what inputs rest on, what was said, clauses of the book."""
