"""The order of a quarter, inputs of a run and its levers."""
