"""Simulation over draws and scenarios, its audit and its store."""
