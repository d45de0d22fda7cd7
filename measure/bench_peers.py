"""What others use for the same work, called as they mean it to be called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import combinations

Count = Callable[[str], int]


def difflib_shared(texts: Sequence[str], least: int) -> int:
    """How many passages of so many letters and digits difflib finds in pairs of texts."""
    letters = ["".join(filter(str.isalnum, text)) for text in texts]
    return sum(
        block.size >= least
        for a, b in combinations(letters, 2)
        for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    )


def number_readers() -> dict[str, Count | None]:
    """Readers of Chinese numbers by name, each counting what it finds; None: not installed."""
    return {
        "Recognizers-Text, number + date": _or_none(_recognizers),
        "JioNLP, money + time": _or_none(_jionlp),
    }


def _or_none(make: Callable[[], Count]) -> Count | None:
    try:
        return make()
    except ImportError:
        return None


def _recognizers() -> Count:
    from recognizers_date_time import recognize_datetime  # noqa: PLC0415
    from recognizers_number import recognize_number  # noqa: PLC0415

    def count(text: str) -> int:
        return sum(
            len(recognize_number(line, "zh-cn")) + len(recognize_datetime(line, "zh-cn"))
            for line in text.splitlines()
        )

    return count


def _jionlp() -> Count:
    import jionlp  # noqa: PLC0415

    def count(text: str) -> int:
        return sum(
            len(jionlp.ner.extract_money(line) or ()) + len(jionlp.ner.extract_time(line) or ())
            for line in text.splitlines()
        )

    return count
