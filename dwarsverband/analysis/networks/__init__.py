"""Measures of a network of people in groups: nodes are numbers, groups are numbers."""
