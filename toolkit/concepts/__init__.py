"""Concepts: a researcher's word lists and rules, found in the reports and counted."""
