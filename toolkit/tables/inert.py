"""Text is data: what a spreadsheet or a terminal would act on is only shown."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

# What spreadsheets pass over before they look for a formula: blanks, quotes, invisible characters.
LEAD = "\x00-\x20\"'\x7f-\xa0\u1680\u2000-\u200f\u2018-\u201f\u2028-\u202f\u205f-\u206f\u3000\ufeff＂＇"
FORMULA = "=+@\\-\t\r\u2212﹢﹣﹦﹫＋－＝＠"  # what begins one, the full-width forms included
GUARD = "'"
RUNS = f"[{LEAD}]*[{FORMULA}]"

# Control characters, line separators, surrogates, and marks that turn the direction of writing.
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def guarded(cells: pa.Array) -> pa.Array:
    """Cells with an apostrophe before those that a spreadsheet would run; `bare` undoes it.

    >>> guarded(pa.array(["=1+1", "-县+镇", " ＝A1", "'+1", "'twas", "减少-5%"])).to_pylist()
    ["'=1+1", "'-县+镇", "' ＝A1", "''+1", "'twas", '减少-5%']
    """
    return pc.replace_substring_regex(cells, f"^({RUNS})", rf"{GUARD}\1")


def bare(cells: pa.Array) -> pa.Array:
    """Cells without the apostrophe that `guarded` put before them.

    >>> bare(pa.array(["'=1+1", "''+1", "'twas"])).to_pylist()
    ['=1+1', "'+1", "'twas"]
    """
    return pc.replace_substring_regex(cells, f"^{GUARD}({RUNS})", r"\1")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run a text."""
    return re.match(RUNS, text) is not None


def visible(text: str, keep: str = "") -> str:
    r"""A text with its control characters written out, so that a terminal only shows them.

    keep: those that may stay, such as the line ends of a passage.

    >>> print(visible("list\x1b[2J\n.txt"))
    list\x1b[2J\n.txt
    """
    return HIDDEN.sub(lambda found: found[0] if found[0] in keep else _written(found[0]), text)


def _written(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
