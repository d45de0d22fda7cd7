"""Cited documents 《…》 and quotations “…”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.extract.model import Mention

_LONGEST_TITLE, _LONGEST_QUOTATION = 120, 600
_CITED = re.compile(
    rf"《([^《》\n]{{1,{_LONGEST_TITLE}}}(?:《[^《》\n]{{1,60}}》[^《》\n]{{0,60}})?)》"
)
_QUOTED = re.compile(rf"“([^“”\n]{{1,{_LONGEST_QUOTATION}}})”")
_BRACKETS = str.maketrans("（）〈〉﹤﹥<>［］", "()〈〉〈〉〈〉[]")


def citations(text: str) -> Iterator[Mention]:
    """Every 《…》 with its title in one form."""
    for match in _CITED.finditer(text):
        yield Mention(match.start(), match.end(), match[0], "citation", normal_title(match[1]))


def quotations(text: str) -> Iterator[Mention]:
    """Every “…” with its words."""
    for match in _QUOTED.finditer(text):
        yield Mention(match.start(), match.end(), match[0], "quotation", "".join(match[1].split()))


def normal_title(title: str) -> str:
    """A title without white space, its brackets of one width, inner titles in 〈〉.

    >>> normal_title("关于 贯彻《某条例》的意见（试行）")
    '关于贯彻〈某条例〉的意见(试行)'
    """
    plain = "".join(title.split()).translate(_BRACKETS)
    return plain.replace("《", "〈").replace("》", "〉")
