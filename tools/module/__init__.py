"""Adds a module with all its doors, still empty."""
