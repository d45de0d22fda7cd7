"""``python -m toolkit``, also installed as the command ``toolkit``."""

import io
import sys


def main() -> None:
    """Run a command; one stopped before it has begun says so by its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a console may lack the characters of a file's name
            stream.reconfigure(errors="backslashreplace")
    try:
        from toolkit.commands.cli import app  # noqa: PLC0415  (seconds in which Ctrl-C is to work already)

        app(prog_name="python -m toolkit")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
