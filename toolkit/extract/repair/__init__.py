"""Raw text to clean text: page marks out, broken lines joined, misread characters mended."""
