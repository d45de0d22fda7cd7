"""Coverage-guided fuzzing of decoding, numerals and structure: make fuzz, or

    python -m measure.fuzz numerals -max_total_time=600

Inputs that reach code no other has reached are kept and changed further (atheris, libFuzzer). What
breaks an invariant stops the run with the input; it becomes a case in tests/test_robust.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import isfinite

import atheris

with atheris.instrument_imports(include=["toolkit"]):
    from measure import invariants, mutants
    from toolkit.extract.document import extract
    from toolkit.extract.numbers.numerals import NUMBER, read_number
    from toolkit.extract.numbers.runs import classify
    from toolkit.reading import reading

NUMERALS = "0123456789一二两三四五六七八九十百千万亿零〇几数余多来点分之又半廿壹贰拾xX*○.,，/^e-—~至:：%‰年月日第个元 \n"


def decoding(data: bytes) -> list[str]:
    return list(invariants.of_reading(reading.read(data, ".txt")))


def numerals(data: bytes) -> list[str]:
    """Each byte is a character that numbers are written with."""
    text = "".join(NUMERALS[byte % len(NUMERALS)] for byte in data)
    numbers = [read_number(match[0]) for match in NUMBER.finditer(text)]
    numbers += [found.number for found in classify(text).quantities]
    ends = [(n.low, n.value, n.high) for n in numbers if n is not None]
    return [f"{end}" for end in ends if not all(isfinite(x) for x in end if x is not None)]


def structure(data: bytes) -> list[str]:
    """Each byte is a piece of a report."""
    text = "".join(mutants.PIECES[byte % len(mutants.PIECES)] for byte in data)
    return invariants.of_rows(extract("d", text), text)


TARGETS: dict[str, Callable[[bytes], list[str]]] = {
    "decoding": decoding,
    "numerals": numerals,
    "structure": structure,
}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"Say what to fuzz: python -m measure.fuzz {{{'|'.join(TARGETS)}}} [options]")
    target = TARGETS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        wrong = target(data)
        assert not wrong, wrong

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
