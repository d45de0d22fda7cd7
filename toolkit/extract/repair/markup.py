"""What web pages and markdown leave in a text: tags, marks of lists, quotes and bold, addresses.

Marks that say what is a heading stay, where no number says it: # and lines in bold.
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


def tags(text: str) -> Iterator[Edit]:
    """Tags of a web page that was saved as text: those that end a line become a line break."""
    for match in _TAGS.finditer(text) if "<" in text else ():
        yield Edit(match.start(), match.end(), "\n" if _PARTS.search(match[0]) else "", "markup")
    for match in _ENTITY.finditer(text) if "&" in text else ():
        yield Edit(match.start(), match.end(), _ENTITIES[match[1]], "markup")
