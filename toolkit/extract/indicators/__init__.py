"""Indicators: which targets a report sets, which outcomes it states, for when and how firmly."""
