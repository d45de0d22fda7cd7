"""One document's text to rows: pure functions of strings, no files, no pandas."""
