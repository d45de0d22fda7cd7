"""Text reuse: near-identical passages of different reports, with what differs spelled out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.across.align import Aligned
from toolkit.across.body import Body
from toolkit.across.compared import Compared
from toolkit.across.letters import Letters

BETWEEN = "; "  # two differences


def find_reuse(compared: Compared) -> list[dict[str, Any]]:
    """The rows of ``reuse``, in reading order of the first passage."""
    bodies, sequence, pairs = compared.bodies, compared.sequence, compared.aligned
    digits = max(4, len(str(len(pairs))))
    return [
        {"reuse_id": f"u{number:0{digits}d}", **_row(bodies, sequence, pair)}
        for number, pair in enumerate(pairs, 1)
    ]


def _row(bodies: Sequence[Body], sequence: Letters, pair: Aligned) -> dict[str, Any]:
    start_a, end_a = sequence.raw(bodies, pair.start_a, pair.end_a)
    start_b, end_b = sequence.raw(bodies, pair.start_b, pair.end_b)
    return {
        "report_a": bodies[int(sequence.owner[pair.start_a])].report_id,
        "start_a": start_a,
        "end_a": end_a,
        "report_b": bodies[int(sequence.owner[pair.start_b])].report_id,
        "start_b": start_b,
        "end_b": end_b,
        "similarity": round(pair.similarity, 4),
        "differences": differences(bodies, sequence, pair) or None,
    }


def differences(bodies: Sequence[Body], sequence: Letters, pair: Aligned) -> str:
    """What differs between two passages, in order: a→b replaced, +b and -a on one side only.

    A number is named whole: 15→18, not 5→8.
    """
    said = []
    for start_a, end_a, start_b, end_b in _apart(sequence, pair):
        a = sequence.written(bodies, start_a, end_a)
        b = sequence.written(bodies, start_b, end_b)
        said.append(f"{a}→{b}" if a and b else f"+{b}" if b else f"-{a}")
    return BETWEEN.join(said)


def _apart(sequence: Letters, pair: Aligned) -> Iterator[tuple[int, int, int, int]]:
    """The stretches between the blocks that agree, widened to whole numbers."""
    codes = sequence.codes
    gap: list[int] = []
    for (a, b, n), (next_a, next_b, _) in zip(pair.blocks, pair.blocks[1:], strict=False):
        start_a, end_a, start_b, end_b = a + n, next_a, b + n, next_b
        numeral = any(map(_is_digit, (*codes[start_a:end_a], *codes[start_b:end_b])))
        while numeral and start_a > pair.start_a and start_b > pair.start_b:
            if codes[start_a - 1] != codes[start_b - 1] or not _is_digit(codes[start_a - 1]):
                break
            start_a, start_b = start_a - 1, start_b - 1
        while numeral and end_a < pair.end_a and end_b < pair.end_b:
            if codes[end_a] != codes[end_b] or not _is_digit(codes[end_a]):
                break
            end_a, end_b = end_a + 1, end_b + 1
        if gap and (start_a < gap[1] or start_b < gap[3] or (start_a, start_b) == (gap[1], gap[3])):
            gap = [gap[0], max(gap[1], end_a), gap[2], max(gap[3], end_b)]
            continue
        if gap:
            yield gap[0], gap[1], gap[2], gap[3]
        gap = [start_a, end_a, start_b, end_b]
    if gap:
        yield gap[0], gap[1], gap[2], gap[3]


def _is_digit(code: int) -> bool:
    return 0x30 <= code <= 0x39
