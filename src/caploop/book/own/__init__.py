"""Files of one's own: a scenario with its reasons, and an agreement amended without a copy."""
