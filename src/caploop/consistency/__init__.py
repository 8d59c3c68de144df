"""Whether stated figures can hold together, and which must move if they do."""
