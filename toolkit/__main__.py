"""``python -m toolkit``."""

import io
import sys

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):  # a console may lack the characters of a file's name
        stream.reconfigure(errors="backslashreplace")

try:
    from toolkit.cli import app

    app(prog_name="python -m toolkit")
except KeyboardInterrupt:  # before a command has begun
    sys.exit(130)
