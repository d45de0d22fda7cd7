"""Rows to checked tables in a folder that is whole before, during and after, and back."""
