"""What a run reads of the book: priors, plan, openings, agreed cheques, projects."""
