"""Parts of the import of what became public after the frozen book."""
