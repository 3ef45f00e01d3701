"""Dutch words as search takes them: folded, reduced to a stem, split into parts, compared."""
