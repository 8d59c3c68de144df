"""What was agreed, so that it can be executed: parties, agreements, positions, parameters."""
