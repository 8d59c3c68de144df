"""What a mechanism sees of a quarter, decision rules, and tags of money."""
