"""What one calls from a shell: the commands, their work, executed notebooks, the record of a study."""

from pathlib import Path

RAW, CLEAN = Path("data/raw"), Path("data/clean")  # where a command is given no other
