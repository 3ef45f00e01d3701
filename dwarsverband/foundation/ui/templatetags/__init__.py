"""Template tags: one library, `ui`."""
