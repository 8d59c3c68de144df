"""What claims say that the model gives, and the fit to them."""
