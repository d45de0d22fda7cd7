"""Raw text to clean text, with every change logged.

Each kind of damage is found on its own and becomes an edit. What is not certain is left
alone: a false repair is worse than a miss.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from toolkit.extract.repair.broken_lines import broken_lines
from toolkit.extract.repair.misread import misread
from toolkit.extract.repair.pagebreaks import find_breaks, line_breaks
from toolkit.extract.repair.pagemarks import page_marks
from toolkit.extract.repair.runningheads import running_heads
from toolkit.extract.text import Edit, Text

Span = tuple[int, int]

ROUNDS = 4  # one repair may show another; more rounds than this were never needed

_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffc]+"
)
_LINE_END = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_WIDE = re.compile(
    "[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])(?:．[０-９]+)?％?|[０-９Ａ-Ｚａ-ｚ％]+(?:．[０-９]+％?)?"
)
_POINT = re.compile(r"(?<=\d)．(?=\d)")
_ITEM = re.compile(r"(?:\A|[\s。；;：:！？])\d{1,2}\Z")  # 1．2025年
_AMOUNT = re.compile(r"\d{1,3}[％%‰万亿个倍元亩吨米人]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Shapes of Han that exist only to match older character sets: ⼀ for 一, 樂 for 樂.
_SHAPE = re.compile("[\u2f00-\u2fdf\uf900-\ufaff﹪℅]")

_BLOCK = r"p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|tbody|section|article|center"
_TAG = rf"</?(?:{_BLOCK}|strong|b|em|i|span|font|a|u|img)(?=[\s/>])[^<>\n]{{0,300}}>|<!--[^<>\n]{{0,300}}-->"
_MARKUP = re.compile(rf"(?:{_TAG})+", re.I)
_PARTS = re.compile(rf"</?(?:{_BLOCK})(?=[\s/>])", re.I)
_ENTITIES = {"nbsp": " ", "ldquo": "“", "rdquo": "”", "middot": "·", "mdash": "—", "hellip": "…"}
_ENTITY = re.compile(f"&({'|'.join(_ENTITIES)});")


def repair(raw: str, damaged: Sequence[Span] = ()) -> Text:
    r"""The clean text. damaged: spans of the raw text that are mojibake, to be left out.

    >>> text = repair("本市共有１２个镇\u200b，较去年减少15%o各镇")
    >>> text.clean
    '本市共有12个镇，较去年减少15%。各镇'
    >>> [edit.kind for edit in text.edits]
    ['width', 'control', 'misread_character']
    """
    text = Text(raw, [Edit(start, end, "\n", "mojibake") for start, end in damaged])
    for _ in range(ROUNDS):
        before = len(text.edits)
        for stage in STAGES:
            text = text.mend(stage(text.clean))
        if len(text.edits) == before:
            break
    return text


def control(text: str) -> Iterator[Edit]:
    """Characters without width or meaning that copying leaves behind, and rare line ends."""
    for match in _CONTROL.finditer(text):
        yield Edit(match.start(), match.end(), "", "control")
    for match in _LINE_END.finditer(text):
        yield Edit(match.start(), match.end(), "\n", "line_end")


def markup(text: str) -> Iterator[Edit]:
    """Tags of a web page that was saved as text: those that end a line become a line break."""
    for match in _MARKUP.finditer(text) if "<" in text else ():
        yield Edit(match.start(), match.end(), "\n" if _PARTS.search(match[0]) else "", "markup")
    for match in _ENTITY.finditer(text) if "&" in text else ():
        yield Edit(match.start(), match.end(), _ENTITIES[match[1]], "markup")


def paging(text: str) -> Iterator[Edit]:
    """Page marks, what every page repeats, and the line breaks that belong to them.

    Running heads that stand by themselves are looked for where no marks are left.
    """
    marks, kind = page_marks(text), "page_mark"
    if not marks:
        marks, kind = running_heads(text), "running_head"
    breaks = find_breaks(text, marks)
    for page in breaks:
        yield Edit(page.mark.start, page.mark.end, "", kind)
        for start, end in page.heads:
            yield Edit(start, end, "", "running_head")
    for start, end in line_breaks(text, breaks):
        yield Edit(start, end, "", "broken_line")


def width(text: str) -> Iterator[Edit]:
    """Full-width digits and letters, and the points and commas inside numbers.

    >>> Text("增长３．５％，１，２００户").mend(width("增长３．５％，１，２００户")).clean
    '增长3.5%，1,200户'
    """
    for match in _WIDE.finditer(text):
        number, point, rest = match[0].partition("．")
        if point and _is_item(text, match.start() + len(number)):
            yield _narrowed(number, match.start())
            yield _narrowed(rest, match.end() - len(rest))
        else:
            yield _narrowed(match[0], match.start())
    for match in _POINT.finditer(text) if "．" in text else ():
        if not _is_item(text, match.start()):
            yield _narrowed("．", match.start())


def _narrowed(wide: str, start: int) -> Edit:
    return Edit(start, start + len(wide), wide.translate(_NARROW), "width")


def _is_item(text: str, point: int) -> bool:
    """Whether a point closes the number of an item and does not stand inside a decimal."""
    begins = _ITEM.search(text, max(0, point - 3), point) is not None
    return begins and _AMOUNT.match(text, point + 1) is None


def shapes(text: str) -> Iterator[Edit]:
    """Look-alikes that other character sets brought along, to the character they stand for."""
    for match in _SHAPE.finditer(text):
        yield Edit(match.start(), match.end(), _as_meant(match[0]), "variant_character")


def _as_meant(char: str) -> str:
    return "%" if char in "﹪℅" else unicodedata.normalize("NFKC", char)


STAGES: tuple[Callable[[str], Iterator[Edit]], ...] = (
    control,
    markup,
    shapes,
    paging,
    misread,
    width,
    broken_lines,
)
