"""A folder of files to raw texts: what lies there, its bytes, formats and encodings, her metadata."""
