"""Raw text to clean text, with every change logged.

Each kind of damage is found on its own and becomes an edit. What is not certain is left
alone: a false repair is worse than a miss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolkit.extract.repair.blanks import blanks, odd_blanks
from toolkit.extract.repair.broken_lines import broken_lines
from toolkit.extract.repair.joins import joins
from toolkit.extract.repair.letters import control, doubled, shapes, width
from toolkit.extract.repair.markup import markdown, tags
from toolkit.extract.repair.misread import misread
from toolkit.extract.repair.pagebreaks import find_breaks, line_breaks
from toolkit.extract.repair.pagemarks import page_marks
from toolkit.extract.repair.runningheads import running_heads
from toolkit.extract.repair.unwrap import unwrap
from toolkit.extract.text import Edit, Text

Span = tuple[int, int]

ROUNDS = 4  # more than this were never needed


def repair(raw: str, damaged: Sequence[Span] = ()) -> Text:
    r"""The clean text. damaged: spans of the raw text that are mojibake, to be left out.

    >>> text = repair("本市共有１２个镇\u200b，较去年减少15%o各镇")
    >>> text.clean
    '本市共有12个镇，较去年减少15%。各镇'
    >>> [edit.kind for edit in text.edits]
    ['width', 'control', 'misread_character']
    """
    text = Text(raw, [Edit(start, end, "\n", "mojibake") for start, end in damaged])
    seen: dict[Stage, Text] = {}  # what each stage was last run on: what is still so is left alone
    for stages in (FORM, *[DAMAGE] * ROUNDS):
        before = text
        for stage in stages:
            if seen.get(stage) is not text:
                seen[stage] = text
                text = text.mend(stage(text.clean))
        if stages is DAMAGE and text is before:
            break
    return text


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


Stage = Callable[[str], Iterator[Edit]]
# What the file or program that a text comes from made of it, each once: page marks, which stand
# between the lines of a text of fixed width, before its lines.
FORM: tuple[Stage, ...] = (control, shapes, doubled, odd_blanks, paging, unwrap, tags, markdown)
# What was lost or misread: one repair may show another.
DAMAGE: tuple[Stage, ...] = (paging, misread, width, blanks, broken_lines, joins)
