"""A report's own numbers held against each other."""
