"""The chapter of `book`."""
