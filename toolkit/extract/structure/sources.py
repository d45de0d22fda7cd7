"""Lines that say where a text was taken from and who edited it: 来源：某日报, 责任编辑：某某.

They stand at the head or the foot of a report, or outside of all. A problem may have its source
too (来源：群众举报), so what stands in between is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

from toolkit import lexicon
from toolkit.extract.model import Mention, Report
from toolkit.extract.structure.lines import Line, Lines, lines_of

_HEAD_LINES, _FOOT_LINES = 12, 6
_LONGEST, _LONGEST_NAME = 80, 20
_BRACKETS = "（）()【】[] \u3000"
_NAME = re.compile(rf"[\u4e00-\u9fff《》·、 \u3000]{{2,{_LONGEST_NAME}}}")


@cache
def _labels() -> re.Pattern[str]:
    words = [word.replace("，", "[，,]") for word in lexicon.words("source_labels")]
    either = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(
        rf"[（(【\[]?(?:{either})(?:[ \u3000]*[：:]|(?<=[自于])(?=[ \u3000]*[《“\u4e00-\u9fff]))"
        rf"(?P<value>[^。；]{{0,{_LONGEST}}})"
    )


def find_sources(clean: str, reports: Sequence[Report]) -> list[Mention]:
    r"""The lines of a document that name its source, with what they name.

    >>> text = "来源：青岭日报\n今年会议少了。\n责任编辑：\n王一"
    >>> [(source.text, source.value) for source in find_sources(text, [])]
    [('来源：青岭日报', '青岭日报'), ('责任编辑：\n王一', '王一')]
    """
    lines = lines_of(clean)
    return [mention for some in _places(lines, reports) for mention in _sources(lines, some)]


def _places(lines: Lines, reports: Sequence[Report]) -> Iterator[list[Line]]:
    """The lines outside of all reports, and those at the head and the foot of each."""
    at = 0
    for report in reports:
        yield lines.between(at, report.start)
        found = lines.between(report.start, report.end)
        yield found[:_HEAD_LINES]
        yield found[max(_HEAD_LINES, len(found) - _FOOT_LINES) :]
        at = max(at, report.end)
    yield lines.between(at, len(lines.text))


def _sources(lines: Lines, found: Sequence[Line]) -> Iterator[Mention]:
    for line, following in zip_longest(found, found[1:]):
        match = _labels().fullmatch(lines.words(line))
        if match is None:
            continue
        value, end = match["value"].strip(_BRACKETS), line.end
        if not value and following and _NAME.fullmatch(lines.words(following)):
            value, end = lines.words(following), following.end
        if value:
            yield Mention(line.start, end, lines.text[line.start : end], "source", value)
