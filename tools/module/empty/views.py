"""The pages of $name."""
