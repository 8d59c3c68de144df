"""Units, money, periods, numerals, problems and errors: what every other package may use."""
