"""Documents to their text: one module for each kind of file.

Each takes bytes and gives `Extracted`: the text, where its characters stand on the pages, and what
a researcher should know about it. What cannot or should not be read is `RefusedError`, with the reason
and what to do. None of them looks at anything but the bytes it is given.
"""
