"""What several questions share: the book opened, a run, its paths and provenance."""
