"""One chapter a question: its sections, charts and finding."""
