"""A model: sectors, instruments, equations, distributions, and their order."""
