"""What a value implies: multiples, discounted cash flow and its inverse, classes, returns."""
