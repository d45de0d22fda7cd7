"""What a worker of a cluster does in tests: it reads, but takes its time, and may end itself."""

from __future__ import annotations

import os
import time

from toolkit import pipeline


def slowly(*given):
    """Reading that takes a while; a file named so ends the process."""
    time.sleep(0.4)
    if given[1].startswith("deadly"):
        os._exit(1)
    return pipeline.read_document(*given)
