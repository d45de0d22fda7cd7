"""The same report in the forms in which files hold it: wrapped, spaced, in odd letters, in markdown.

A form is a function of a text that gives the bytes of a file and its suffix. What stands in the
text must stand in every form of it, so the tables of both must be alike (``invariance.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from unicodedata import east_asian_width

Form = Callable[[str], tuple[bytes, str]]

_HAN = "\u4e00-\u9fff"
_EDGE = re.compile(rf"(?<=[{_HAN}])(?=[\d])|(?<=[\d%％])(?=[{_HAN}])|(?<=\d)(?=[%％])")
_BETWEEN = re.compile(rf"(?<=[{_HAN}，。；：、“”（）])(?=[{_HAN}，。；：、“”（）])")
_CLOSING = frozenset("，。；：、！？”’）》】％%,.;:!?)")
_OPENING = frozenset("“‘（《【(")
_WORD = re.compile(r"[\d.,%％A-Za-z]+|[^\n]")
_NUMBERED = (
    (re.compile(r"第[一二三四五六七八九十百]+章"), "## "),
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), "## "),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), "### "),
    (re.compile(r"第[一二三四五六七八九十百]+条"), "- **"),
    (re.compile(r"\d{1,2} ?[.．、](?!\d)"), "- "),
)
_TITLE = re.compile(r"(?!\d{1,2}[.、])[^。：]{0,50}(?:报告|总结|清单|通报|条例|意见|汇编|选编)\Z")
_HEADING_LONGEST = 40


def text_file(text: str) -> tuple[bytes, str]:
    return text.encode("utf-8"), ".txt"


def wrapped(width: int, indent: str = "", after: str = "\n", typeset: bool = False) -> Form:
    """Lines of so many columns (a Han takes two), numbers torn unless they are typeset.

    indent: what opens each paragraph; after: what ends each line.
    """

    def form(text: str) -> tuple[bytes, str]:
        lines = (after.join(_lines(indent + p.strip(), width, typeset)) for p in _paragraphs(text))
        return text_file(after.join(lines) + "\n")

    return form


def uneven(width: int) -> Form:
    """Lines that differ in width, as those of PDF files with proportional letters do."""

    def form(text: str) -> tuple[bytes, str]:
        lines: list[str] = []
        for paragraph in _paragraphs(text):
            rest = paragraph.strip()
            while rest:
                line = next(_lines(rest, width - 7 * len(lines) % 5, typeset=True))
                lines.append(line)
                rest = rest[len(line) :]
        return text_file("\n".join(lines) + "\n")

    return form


def _paragraphs(text: str) -> list[str]:
    return [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]


def _lines(paragraph: str, width: int, typeset: bool) -> Iterator[str]:
    pieces = _WORD.findall(paragraph) if typeset else list(paragraph)
    line, columns = "", 0
    for piece in pieces:
        size = _columns(piece)
        hangs = typeset and (piece in _CLOSING) and columns <= width
        if columns + size > width and not hangs and line:
            kept = len(line)
            while typeset and kept > 1 and line[kept - 1] in _OPENING:
                kept -= 1
            yield line[:kept]
            line, columns = line[kept:], _columns(line[kept:])
        line, columns = line + piece, columns + size
    yield line


def _columns(words: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in words)


def spaced(blank: str) -> Form:
    """A blank between Han and digit, digit and unit, digit and sign, as office programs write."""
    return lambda text: text_file(_EDGE.sub(blank, text))


def apart(text: str) -> tuple[bytes, str]:
    """A space between all Han, as text recognition writes."""
    return text_file(_BETWEEN.sub(" ", text))


_RADICALS = {
    unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)
} | dict(zip("长民见车门马鱼贝页风飞食齐西", "⻓⺠⻅⻋⻔⻢⻥⻉⻚⻛⻜⻝⻬⻄", strict=True))
_HAN_OF_RADICALS = re.compile(f"[{''.join(map(re.escape, _RADICALS))}]")


def radicals(text: str) -> tuple[bytes, str]:
    """Han as the radicals that fonts of PDF files map them to."""
    return text_file(_HAN_OF_RADICALS.sub(lambda han: _RADICALS[han[0]], text))


def markdown(text: str) -> tuple[bytes, str]:
    """Headings with #, items with -, numbers in bold, points escaped, an empty line between all."""
    lines = [line.strip() for line in _paragraphs(text)]
    title = next((at for at, line in enumerate(lines[:15]) if _TITLE.match(line)), None)
    marked = [f"# {line}" if at == title else _marked(line) for at, line in enumerate(lines)]
    return "\n\n".join(marked).encode("utf-8"), ".md"


def _marked(line: str) -> str:
    for number, mark in _NUMBERED:
        if match := number.match(line):
            if mark.startswith("#") and len(line) > _HEADING_LONGEST:
                return f"**{line}**" if "。" not in line else line
            if mark == "- **":
                return f"- **{match[0]}**{line[match.end() :]}"
            escaped = re.sub(r"\A(\d+)([.])", r"\1\\\2", line)
            return f"{mark}{escaped}"
    return re.sub(r"(\d+(?:\.\d+)?[%％])", r"**\1**", line, count=1)


FORMS: dict[str, Form] = {
    **{f"wrapped {width}": wrapped(width) for width in (20, 28, 40, 56, 76)},
    **{
        f"wrapped {width}, indents": wrapped(width, "\u3000\u3000")
        for width in (20, 28, 40, 56, 76)
    },
    "typeset 56, indents": wrapped(56, "\u3000\u3000", typeset=True),
    "typeset 76": wrapped(76, typeset=True),
    "wrapped 40, empty lines": wrapped(40, "\u3000\u3000", after="\n\n"),
    "uneven 76": uneven(76),
    "spaced": spaced(" "),
    "thin blanks": spaced("\u2009"),
    "ideographic blanks": spaced("\u3000"),
    "spaced, wrapped 56": lambda text: wrapped(56)(spaced(" ")(text)[0].decode("utf-8")),
    "no-break spaced": spaced("\u00a0"),
    "spaced, all characters": apart,
    "radicals": radicals,
    "markdown": markdown,
}
