"""Vintages of the book, what is laid on the first, and what changed between two days."""
