"""``python -m toolkit``."""

from toolkit.cli import app

app(prog_name="python -m toolkit")
