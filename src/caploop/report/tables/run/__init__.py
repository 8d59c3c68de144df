"""The answer of `caploop run` as tables."""
