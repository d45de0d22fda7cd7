"""A web page's text: the element that holds its sentences, without the menus around it.

Sentences tell a body from what surrounds it: menus, crumbs, links to other pages and the foot of a
page have many words, but none that end in a full stop. From the whole page we go down as long as
one child has nearly all of them; what is left out on the way is what has no sentences. Blocks are
lines, cells of a table are parted by tabs; nothing the page refers to is looked at.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.reading.formats.model import Extracted, RefusedError
from toolkit.reading.formats.rows import Rows

LARGEST = 8_000_000  # characters; the longest reports have less than 2 million with their markup
MOST = 500_000  # elements
_NEARLY_ALL = 0.97
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table "
        "tbody td tfoot th thead tr ul",
    )
)
_TABLE = frozenset(("table", "tbody", "thead", "tr"))
_UNSEEN = frozenset(
    re.findall(
        r"\w+",
        "script style template noscript iframe object embed svg math select option button "
        "textarea input head nav footer audio video canvas map link meta",
    )
)
_LEFT_OUT = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HIDDEN = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)  # until a program shows it
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f\u2018-\u201d]")
_SENTENCE = re.compile("[。；！？]")
_WORDS = re.compile("[0-9\u3400-\u9fff]")
_LINKED = 0.5  # share of a block's words that are links, from which it is a menu
_LABEL = re.compile(
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数)|"
    r"字体?(?:大小)?\s*[：:]|(?:分享|收藏|打印|关闭|纠错|扫一扫|上一篇|下一篇|相关(?:文章|链接|附件|新闻|阅读))|"
    r"(?:您(?:的|现在的|当前)?|当前)所?在?的?位置\s*[：:]|备案号|ICP备|公网安备|网站标识码|版权所有|技术支持|"
    r"(?:主办|承办)(?:单位)?\s*[：:]|建议使用|责(?:任编辑|编)\s*[：:]|(?:发布|更新)(?:时间|日期)\s*[：:]"
)
_DATE = re.compile(r"(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_PUBLISHED = re.compile(
    r"(?:时间|日期)\s*[：:]\s*(?=.{0,4}(?:19|20)\d\d)|(?=20\d\d(?:-\d\d-\d\d|年\d+月\d+日) ?\d\d:\d\d)"
)
_SOURCE = re.compile(r"来\s*源于?\s*[：:]\s*([^\s|｜,，。；;：:]{2,30})")
_SHORTEST, _LONGEST = 5, 100  # characters of a title
_TITLE_STYLE = re.compile(r"(?:title|biaoti|\btit)\b", re.IGNORECASE)
_TITLES = ("articletitle", "og:title")
_DATES = ("pubdate", "article:published_time", "publishdate", "publicationdate")
_SOURCES = ("contentsource", "source")
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_ENDED = re.compile(r"</(?:p|div|td|span|a|h[1-6])\s*>|<br\s*/?>|&nbsp;", re.I)
_OPENED = re.compile(
    r"\s*<(?:!--|div|p|span|table|section|article|center|meta|font|h[1-6])\b", re.I
)
_COLUMNS = 3  # of a row that names columns; with two, pages are laid out
_WIDEST = 100  # columns or rows that a cell may take
_HEAD = 4_000  # characters that show what a file is


def looks_like_page(text: str) -> bool:
    """Whether a text file holds the markup of a web page.

    >>> looks_like_page("<html><body><p>一、减负</p></body></html>")
    True
    >>> looks_like_page("一、减负<br>二、增效")
    False
    """
    head = text.lstrip("\ufeff")[:_HEAD]
    if _MARKUP.match(head):
        return True
    return bool(_OPENED.match(head)) and len(_ENDED.findall(head)) >= 4


def unpacked(data: bytes) -> bytes:
    """The page inside an archive of one page (.mht): the first part of it that is HTML."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload
    raise RefusedError(
        "it holds no web page. Open it in a browser, save the page as .html, and put that here."
    )


def read(text: str, encoding: str) -> Extracted:
    """The text of a page, given its markup and how its bytes were read."""
    from lxml import etree  # noqa: PLC0415

    if len(text) > LARGEST:
        raise RefusedError(
            f"the page has more than {LARGEST:,} characters of markup. Save its text as .txt."
        )
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(f"the page cannot be taken apart ({error.msg}).") from error
    if root is None:
        raise RefusedError("the page is empty. Save it again from the browser.")
    page = _Page(root)
    body = [line for line in page.lines(page.container()) if line]
    title, published, source = _said(root, page)
    if not body:
        raise RefusedError(
            "the page shows no text without its programs. Open it in a browser, mark the text, "
            "copy it into a text file, and put that here."
        )
    if title and not any(_same(title, line) for line in body[:8]):
        body.insert(0, title)  # it stands on the page, above the element with the text
    return Extracted(
        "\n".join(body) + "\n", encoding, title=title, published=published, source=source
    )


@dataclass(slots=True)
class _Weight:
    """What an element holds: characters of sentences, of all words, and of links."""

    sentences: int = 0
    words: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: _Weight) -> None:
        self.sentences += other.sentences
        self.words += other.words
        self.linked += other.linked
        self.links += other.links


class _Page:
    def __init__(self, root: Any) -> None:
        """Weighs all elements, from the leaves up: pages may be nested deeply."""
        self.root = root
        elements = [node for node in root.iter() if isinstance(node.tag, str)]
        if len(elements) > MOST:
            raise RefusedError(f"the page has more than {MOST:,} elements. Save its text as .txt.")
        self.unseen = {node for node in elements if _unseen(node)}
        hidden = {node for node in elements if _HIDDEN.search(node.get("style") or "")}
        self.weights = self._weighed(elements)
        if hidden - self.unseen:
            shown, unseen = self.weights, self.unseen
            self.unseen = unseen | hidden
            self.weights = self._weighed(elements)
            if 2 * self.weights[root].sentences < shown[root].sentences:
                self.weights, self.unseen = shown, unseen  # the text itself waits to be shown

    def _weighed(self, elements: Sequence[Any]) -> defaultdict[Any, _Weight]:
        weights = defaultdict[Any, _Weight](_Weight)
        for node in reversed(elements):  # children stand behind their parents
            if node in self.unseen:
                weights[node] = _Weight()
                continue
            weight = weights[node]
            weight.words += _size((node.text or "") + "".join(child.tail or "" for child in node))
            if _leads(node):
                weight.linked, weight.links = weight.words, 1
            if node.tag in _BLOCKS and not weight.sentences:
                inline = "".join(_inline(node))
                weight.sentences = _size(inline) if _SENTENCE.search(inline) else 0
            if node is not self.root:
                weights[node.getparent()].add(weight)
        return weights

    def container(self) -> Any:
        """The lowest element that has nearly all sentences of the page, and not a table without
        what stands beside it.
        """
        node, inner = self.root, [self.root]
        while len(inner) == 1:
            (node,) = inner
            least = _NEARLY_ALL * self.weights[node].sentences
            inner = [
                child
                for child in node
                if child.tag in _BLOCKS
                and self.weights[child].sentences > least
                and any(below.tag in _BLOCKS for below in child)
            ]
        if node.tag in _TABLE:
            plain = self._plain(node)
            while node is not self.root and self._plain(node) == plain:
                node = node.getparent()
        return node

    def _plain(self, node: Any) -> int:
        return self.weights[node].words - self.weights[node].linked

    def _menu(self, node: Any) -> bool:
        weight = self.weights[node]
        return (
            not weight.sentences
            and weight.links >= 2
            and weight.linked >= _LINKED * weight.words
            and node.tag in _BLOCKS
            and node.tag not in ("td", "th", "tr", "br")
        )

    def lines(self, top: Any) -> list[str]:
        """The lines an element shows, one for each block and each row of a table of data."""
        from lxml import etree  # noqa: PLC0415

        lines = _Lines()
        walk = etree.iterwalk(top, events=("start", "end"))
        for event, node in walk:
            if isinstance(node.tag, str) and event == "start":
                lines.open(node)
                if node in self.unseen or (node is not top and self._menu(node)):
                    walk.skip_subtree()
                else:
                    lines.add(node.text)
            elif isinstance(node.tag, str):
                lines.close(node)
                lines.add(node.tail if node is not top else None)
        lines.end()
        return _without_labels(lines.done)


def _size(text: str) -> int:
    return len(_WORDS.findall(text))


def _leads(node: Any) -> bool:
    """Whether an element is a link that leads away; those within a page belong to its text."""
    return node.tag == "a" and not re.match("#.", node.get("href") or "")


def _unseen(node: Any) -> bool:
    return (
        node.tag in _UNSEEN
        or node.get("hidden") is not None
        or bool(_LEFT_OUT.search(node.get("style") or ""))
    )


def _inline(node: Any) -> Iterator[str]:
    """The words a block holds itself: its own, and those of what is no block and no link in it."""
    yield node.text or ""
    stack = [iter(node)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        if isinstance(child.tag, str) and child.tag not in _BLOCKS | _UNSEEN and not _leads(child):
            yield child.text or ""
            stack.append(iter(child))
        yield child.tail or ""


class _Lines:
    """Lines as they are put together from the pieces of a page."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._pieces: list[str] = []
        self._tables = [_Table()]  # that are open; the first is for rows that stand in none
        self._rows: list[list[list[str]]] = []  # cells, each with its lines, of rows that are open
        self._numbers: list[int | None] = []  # of the lists that are open
        self._mark = ""

    def add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)

    def end(self) -> None:
        """The line is at its end."""
        line = _shown("".join(self._pieces))
        self._pieces = []
        if line:
            into = self._rows[-1][-1] if self._rows and self._rows[-1] else self.done
            into.append(self._mark + line)
            self._mark = ""

    def open(self, node: Any) -> None:
        if node.tag not in _BLOCKS:
            return
        self.end()
        if node.tag == "table":
            self._tables.append(_Table())
        elif node.tag == "tr":
            self._rows.append([])
            self._tables[-1].begin()
        elif node.tag in ("td", "th") and self._rows:
            self._tables[-1].open(self._rows[-1], node)
        elif node.tag in ("ol", "ul"):
            self._numbers.append(_first_number(node))
        elif node.tag == "li" and self._numbers and self._numbers[-1] is not None:
            self._mark = f"{self._numbers[-1]}. "
            self._numbers[-1] += 1

    def close(self, node: Any) -> None:
        if node.tag not in _BLOCKS:
            return
        self.end()
        if node.tag == "tr" and self._rows:
            cells = self._rows.pop()
            into = self._rows[-1][-1] if self._rows and self._rows[-1] else self.done
            into += self._tables[-1].close(cells)
        elif node.tag == "table" and len(self._tables) > 1:
            self._tables.pop()
        elif node.tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()


class _Table:
    """The rows of a table, and which of its columns cells from above still fill."""

    def __init__(self) -> None:
        self._rows = Rows(_COLUMNS)
        self._filled: dict[int, int] = {}  # by column, for how many rows more
        self._at = 0

    def begin(self) -> None:
        self._at = 0

    def open(self, row: list[list[str]], node: Any) -> None:
        """A cell begins, behind those without words where one from above reaches down."""
        self._pass(row)
        row.append([])
        for _ in range(_span(node, "colspan")):
            self._filled[self._at] = _span(node, "rowspan") - 1
            self._at += 1

    def close(self, row: list[list[str]]) -> list[str]:
        """The lines of a row that is at its end."""
        self._pass(row)
        return self._rows.lines(row)

    def _pass(self, row: list[list[str]]) -> None:
        while self._filled.get(self._at):
            self._filled[self._at] -= 1
            self._at += 1
            row.append([])


def _span(node: Any, name: str) -> int:
    given = node.get(name) or "1"
    return min(int(given), _WIDEST) if given.isdecimal() and len(given) < 5 else 1


def _first_number(node: Any) -> int | None:
    if node.tag == "ul" or "list-style" in (node.get("style") or ""):
        return None
    start = node.get("start") or "1"
    return int(start) if start.isdigit() and len(start) < 5 else 1


def _shown(text: str) -> str:
    """White space as a browser shows it, but none between Han where only the markup breaks."""

    def blank(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        broken = "\n" in match[0] and _WIDE.match(before or " ") and _WIDE.match(after or " ")
        return "" if broken else " "

    return _BLANKS.sub(blank, text).strip(" \u00a0\u3000\u200b\ufeff")


def _without_labels(lines: list[str]) -> list[str]:
    """The lines without those around the body that say when a page was put up, by whom, and so on."""
    said = [at for at, line in enumerate(lines) if "。" in line]  # a title may end in ！
    said = said or [at for at, line in enumerate(lines) if _SENTENCE.search(line)]
    first, last = (said[0], said[-1]) if said else (0, len(lines) - 1)
    return [
        line
        for at, line in enumerate(lines)
        if first <= at <= last or not (_LABEL.search(line) and len(line) < 120)
    ]


# What a page says of itself


def _said(root: Any, page: _Page) -> tuple[str | None, str | None, str | None]:
    """Title, date and source: what the page's head names, else what stands above its text."""
    named = _named(root)
    shown = " ".join("\n".join(page.root.itertext()).split())[:20_000]
    title = _titled(root, named, page.lines(root))
    at = _PUBLISHED.search(shown)
    dated = _first_of(named, _DATES) or (shown[at.end() : at.end() + 20] if at else "")
    date = _DATE.search(dated)
    published = "{}-{:0>2}-{:0>2}".format(*date.groups()) if date else None
    given = _first_of(named, _SOURCES)
    stated = _SOURCE.search(given or shown)
    return title, published, stated[1] if stated else given


def _named(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        key = (node.get("name") or node.get("property") or "").strip().casefold()
        content = _shown(node.get("content") or "")
        if key and content:
            found.setdefault(key, content)
    return found


def _first_of(named: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((named[key] for key in keys if key in named), None)


def _titled(root: Any, named: dict[str, str], lines: list[str]) -> str | None:
    """The title its office gave a page, its heading, or the longest line that the browser's title has."""
    heads = [head for node in root.iter("h1") if (head := _shown("".join(node.itertext())))]
    given = _first_of(named, _TITLES)
    if given or len(heads) == 1:
        return given or heads[0]
    title = next(("".join((node.text or "").split()) for node in root.iter("title")), "")
    shown = {"".join(line.split()): line for line in lines}
    within = [line for line in shown if len(line) >= _SHORTEST and line in title]
    return shown[max(within, key=len)] if within else _called_title(root)


def _called_title(root: Any) -> str | None:
    """The words of the one element that the page's own style calls its title."""
    called = (
        _shown("".join(node.itertext()))
        for node in root.iter("div", "p", "span", "strong", "h2", "h3", "td")
        if _TITLE_STYLE.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        and node.find(".//a") is None
    )
    found = {words for words in called if _SHORTEST <= len(words) <= _LONGEST}
    return found.pop() if len(found) == 1 else None


def _same(one: str, other: str) -> bool:
    """Whether a line is a title: punctuation and blanks aside, and little more or less."""
    short, long = sorted(("".join(filter(str.isalnum, text)) for text in (one, other)), key=len)
    return bool(short) and short in long and len(short) > 0.6 * len(long)
