"""The question `book`."""
