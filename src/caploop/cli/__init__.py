"""The command line: options in, an answer out."""
