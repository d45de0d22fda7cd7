"""What one calls from a shell: the commands, their work, executed notebooks, the record of a study."""

import shlex
import sys
from pathlib import Path

RAW, CLEAN = Path("data/raw"), Path("data/clean")  # where a command is given no other


def typed(*words: object) -> str:
    """A command to be typed next, begun as this one was: by its name, or by the Python of a folder."""
    *_, folder, name = Path("/", sys.argv[0]).parts
    python = sys.orig_argv[0] if (folder, name) == ("toolkit", "__main__.py") else "python"
    begun = ["toolkit"] if Path(name).stem == "toolkit" else [python, "-m", "toolkit"]
    return shlex.join([*begun, *map(str, words)])
