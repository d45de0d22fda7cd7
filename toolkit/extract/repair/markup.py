"""What web pages and markdown leave in a text: tags, style sheets, addresses, marks of lists,
quotes and bold.

Marks that say what is a heading stay where no number says it: # and lines in bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.extract.text import Edit

_BLOCK = r"p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|tbody|section|article|center"
_TAG = rf"</?(?:{_BLOCK}|strong|b|em|i|span|font|a|u|img)(?=[\s/>])[^<>\n]{{0,300}}>|<!--[^<>\n]{{0,300}}-->"
_TAGS = re.compile(rf"(?:{_TAG})+", re.I)
_PARTS = re.compile(rf"</?(?:{_BLOCK})(?=[\s/>])", re.I)
_ENTITIES = {"nbsp": " ", "ldquo": "“", "rdquo": "”", "middot": "·", "mdash": "—", "hellip": "…"}
_ENTITY = re.compile(f"&({'|'.join(_ENTITIES)});")
_PROGRAM = re.compile(r"<(style|script)(?=[\s>])[^<>]{0,300}>[^<]{0,50000}</\1>", re.I)
_STYLE = re.compile(
    r"[A-Za-z0-9_.#@*:, >-]{1,120}\{(?=[^{}]{0,300}:)[ -z|~\s]{0,2000}\}"
)  # td{width:20px}

_H = "\u4e00-\u9fff"
_BEGINS = r"(?<![^\r\n])[ \t\u3000]*"
_NUMBER = r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百\d]{1,5}[章节条编部]|\d{1,3}\\?[.．、]|[①-⑳]"
_BULLET = re.compile(
    rf"{_BEGINS}(?:(?:>[ \t]*)+(?:[-*+•][ \t]+)?|[-*+•][ \t]+)(?=[^\s-])(?!\d[\d,.]*(?: ?[-—–].*)?[%％]?[ \t]*(?:[\r\n]|\Z))"
)
_MAYBE = re.compile(r"[>*+•-][ \t>]")
_HASHES = re.compile(rf"{_BEGINS}#{{1,6}}[ \t]*(?=(?:\*\*)?(?:{_NUMBER}))")
_TITLE = re.compile(r"\s*(?P<hashes>#{1,6}) +(?=\S)")  # the only heading of its level
_BOLD = re.compile(r"\*\*(?=[^\s*])(?P<words>[^*\r\n]{1,200})(?<=\S)\*\*(?!\*)")
_BEGUN = re.compile(rf"{_BEGINS}\Z")
_ALONE = re.compile(r"[ \t]*(?:[\r\n]|\Z)")
_NUMBERED = re.compile(_NUMBER)
_PLACE = re.compile("[省市州县区旗乡镇村局某年月日%]")  # **县 is blacked out, not bold
_ESCAPE = re.compile(r"\\(?=[-\\.*_#>\[\]()!+`~|])")
_LINK = re.compile(
    r"(?P<open>!?\[)(?P<words>[^\[\]\r\n]{0,200})\]\((?=[^\s()]{0,300}[/.#])[!-'*-~]{1,500}(?: \"[^\"\n]{0,100}\")?\)"
)
_FENCED = re.compile(r"\A\s*---[ \t]*\r?\n(?:[^\r\n]*\r?\n){1,60}?---[ \t]*(?:\r?\n|\Z)")
_FIELDS = re.compile(r"\A\s*(?:(?:[-*] )?[A-Za-z_][A-Za-z_ ]{0,20}:[^\r\n]*(?:\r?\n|\Z)){2,}")
_TITLE_FIELD = re.compile(
    r"^(?:[-*] )?title:[ \t]*[\"'“]?(?P<words>[^\r\n]*?)[\"'”]?[ \t]*$", re.M | re.I
)
_TITLE_LABEL = re.compile(
    rf"{_BEGINS}(?:(?:标[ \u3000]*题|题目|文件名称)[：:]|【(?:标题|题目)】)[ \t\u3000]*(?=\S)"
)
_COUNTER = re.compile(
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[ \u3000]*[：:][ \u3000]*\d+[ \u3000]*次?"
)  # of the readers of a web page
_HEAD = 300  # characters at whose beginning a line may be labelled as the title


def tags(text: str) -> Iterator[Edit]:
    """Tags of a web page that was saved as text: those that end a line become a line break."""
    for match in _PROGRAM.finditer(text) if "<" in text else ():
        yield _edit(match.span(), "\n")
    for match in _STYLE.finditer(text) if "{" in text else ():
        yield _edit(match.span(), "")
    for match in _TAGS.finditer(text) if "<" in text else ():
        yield _edit(match.span(), "\n" if _PARTS.search(match[0]) else "")
    for match in _COUNTER.finditer(text):
        yield _edit(match.span(), "")
    for match in _ENTITY.finditer(text) if "&" in text else ():
        yield _edit(match.span(), _ENTITIES[match[1]])


def markdown(text: str) -> Iterator[Edit]:
    r"""Marks of markdown, and the fields before a text but for its title.

    >>> from toolkit.extract.text import Text
    >>> text = "## **一、成效**\n- 1\\. 改造[小区](http://a.cn/1)**5个**\n> （二）台账"
    >>> Text(text).mend(markdown(text)).clean.split()
    ['一、成效', '1.', '改造小区5个', '（二）台账']
    """
    fields = list(_fields(text))
    yield from fields
    begin = max((edit.end for edit in fields), default=0)
    title = _TITLE.match(text)
    if title and text.count(f"\n{title['hashes']} ") == 0:
        yield _edit((title.start("hashes"), title.end()), "")
    for match in _BULLET.finditer(text, begin) if _MAYBE.search(text) else ():
        yield _edit(match.span(), "\u3000\u3000")
    for form, sign in ((_HASHES, "#"), (_ESCAPE, "\\")):
        for match in form.finditer(text) if sign in text else ():
            yield _edit(match.span(), "")
    for match in _LINK.finditer(text) if "](" in text else ():
        image = match["open"] == "!["
        yield _edit((match.start(), match.end() if image else match.start("words")), "")
        yield _edit((match.end("words"), match.end()), "")
    for match in _BOLD.finditer(text) if "**" in text else ():
        if _is_bold(text, match):
            yield _edit((match.start(), match.start() + 2), "")
            yield _edit((match.end() - 2, match.end()), "")


def _edit(span: tuple[int, int], after: str) -> Edit:
    return Edit(*span, after, "markup")


def _is_bold(text: str, match: re.Match[str]) -> bool:
    """Whether two pairs of asterisks set words in bold."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if _PLACE.match(match["words"]) or _PLACE.match(after):
        return False
    if _ALONE.match(text, match.end()) and _BEGUN.search(
        text, max(0, match.start() - 9), match.start()
    ):
        return _NUMBERED.match(match["words"]) is not None
    return match["words"][0].isdigit() or not ("\u4e00" <= before <= "\u9fff")


def _fields(text: str) -> Iterator[Edit]:
    """Fields that an archive put before a text: only the title stays."""
    block = _FENCED.match(text) or _FIELDS.match(text)
    if block:
        title = _TITLE_FIELD.search(text, 0, block.end())
        if title is None:
            yield _edit(block.span(), "")
        else:
            yield _edit((0, title.start("words")), "")
            yield _edit((title.end("words"), block.end()), "\n")
    label = _TITLE_LABEL.search(text, 0, _HEAD)
    if label:
        yield _edit(label.span(), "")
