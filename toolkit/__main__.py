"""``python -m toolkit``."""

import io
import sys

from toolkit.cli import app

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):  # a console may lack the characters of a file's name
        stream.reconfigure(errors="backslashreplace")
app(prog_name="python -m toolkit")
