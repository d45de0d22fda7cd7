"""Clean text to reports, sections, sentences and records."""
