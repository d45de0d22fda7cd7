"""The language of rules: words joined by and, or, not, near, seq and not in.

It is that of KH Coder's coding rules with more added: what KH Coder reads means the same here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.across.wording import as_clean
from toolkit.concepts import model
from toolkit.concepts.model import NEAR_WORDS, Node, RuleError

_TOKEN = re.compile(
    r"(?P<near>(?:near|seq)(?=\())|(?P<column><>[^\s<>]+?-->\S+)|(?P<name><[^<>\n]+>)"
    r"|'(?P<string>[^'\n]+)'|\"(?P<quoted>[^\"\n]+)\"|“(?P<curly>[^”\n]+)”"
    r"|/(?P<pattern>(?:[^/\\\n]|\\.)+)/(?=$|[\s()&|,，\[])"
    r"|\[(?P<reach>[^\[\]\n]*)\]|(?P<sign>[()（）,，、]|&!|\|!|[&|!！｜＆])"
    r"|(?P<unread>['\"“]\S*|<(?!=?(?:\s|$))\S*|/\S+)|(?P<word>[^\s()（）&|!！｜＆,，、\[\]]+)"
)
_SIGNS = {
    "and": ("and",),
    "or": ("or",),
    "not": ("not",),
    "&": ("and",),
    "＆": ("and",),
    "|": ("or",),
    "｜": ("or",),
    "!": ("not",),
    "！": ("not",),
    "&!": ("and", "not"),
    "|!": ("or", "not"),
    "（": ("(",),
    "）": (")",),
    "，": (",",),
    "、": ("or",),
}
_REACH = re.compile(
    r"(?P<b>[bd])?(?P<n>\d+)?\s*(?P<unit>characters?|chars?|字|words?|词|sentences?|句"
    r"|paragraphs?|段|sections?|节)?(?:\s+(?P<inside>sentence|paragraph|section))?"
)
_UNIT = {
    "c": "characters",
    "字": "characters",
    "w": "words",
    "词": "words",
    "sen": "sentence",
    "句": "sentence",
    "p": "paragraph",
    "段": "paragraph",
    "sec": "section",
    "节": "section",
}
_COUNTED = re.compile(r"==|[<>]=?|[-+*/]|\d+|No\.|length\(.*|lw|lc")
_SPEECH = re.compile(r"(.+?)-{1,2}>.+")  # 増加-->名詞: part of speech or inflection


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int  # characters of the rule before it


def parse(rule: str) -> Node:
    """A rule as it is written, taken apart.

    >>> str(parse("( 污染 or 排污 ) and not 整改"))
    '( 污染 | 排污 ) & ( ! 整改 )'
    >>> str(parse("near(减负, 形式主义)[20 characters]")), str(parse("中非 not in 中非共和国"))
    ('near(减负, 形式主义)[20 characters]', '中非 not in 中非共和国')

    Words with nothing between them are joined by or. Raises RuleError, with ``at`` told in
    characters where the place is known.
    """
    return _Parser(_tokens(rule)).whole()


class _PlacedError(RuleError):
    """An error at a place of a rule; what reads a file turns the place into a line."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def place_of(error: RuleError) -> int:
    """The characters of the rule before the place an error is about."""
    return error.at if isinstance(error, _PlacedError) else 0


def _tokens(rule: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(rule):
        kind, text, at = str(match.lastgroup), match[str(match.lastgroup)], match.start()
        if kind == "unread":
            raise _PlacedError(
                f"{text!r} is opened and not closed. Close it, or take the sign out.", at
            )
        signs = _SIGNS.get(text.casefold()) if kind in ("word", "sign") else None
        if signs:
            found += [_Token("sign", sign, at) for sign in signs]
        else:
            found.append(_Token(kind, text, at))
    return found


class _Parser:
    """By descent: or, and, not, then a part with what follows it (not in, [reach])."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = [*tokens, _Token("end", "", tokens[-1].at if tokens else 0)]
        self.at = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def whole(self) -> Node:
        if self.next.kind == "end":
            raise _PlacedError("the rule is empty. Write at least one word under its name.", 0)
        node = self.either()
        if self.next.kind != "end":
            raise self.unexpected()
        return node

    def unexpected(self) -> RuleError:
        token = self.next
        if token.kind == "end":
            return _PlacedError(
                "the rule ends too early: a word or a closing bracket is missing.", token.at
            )
        return _PlacedError(
            f"{token.text!r} cannot stand here. Look for a bracket or word too many.", token.at
        )

    def take(self, *signs: str) -> bool:
        here = self.next.kind == "sign" and self.next.text in signs
        self.at += here
        return here

    def either(self) -> Node:
        parts = [self.both()]
        while self.take("or") or not (
            self.next.kind == "end" or (self.next.kind == "sign" and self.next.text in "),")
        ):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else model.Any(tuple(_flat(parts, model.Any)))

    def both(self) -> Node:
        parts = [self.excepted()]
        while self.take("and"):
            parts.append(self.excepted())
        return parts[0] if len(parts) == 1 else model.All(tuple(_flat(parts, model.All)))

    def excepted(self) -> Node:
        if self.take("not"):
            return model.Not(self.excepted())
        node = self.part()
        while self.next == _Token("sign", "not", self.next.at) and self._says_in(1):
            self.at += 2
            node = model.Except(node, self.part())
        return node

    def _says_in(self, ahead: int) -> bool:
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return token.kind == "word" and token.text.casefold() == "in"

    def part(self) -> Node:
        token = self.next
        self.at += 1
        if token.kind == "near":
            return self.near(token)
        if (token.kind, token.text) == ("sign", "("):
            node = self.either()
            if not self.take(")"):
                raise self.unexpected()
            return node
        if token.kind in ("sign", "end", "reach"):
            self.at -= 1
            raise self.unexpected()
        return _operand(token)

    def near(self, token: _Token) -> Node:
        self.at += 1  # its opening bracket
        parts = self.hyphenated() or [self.either()]
        while self.take(","):
            parts.append(self.either())
        if not self.take(")"):
            raise self.unexpected()
        if len(parts) < 2:
            example = f"{token.text}(减负, 基层)[20 characters]"
            raise _PlacedError(f"{token.text} needs two parts or more, as in {example}.", token.at)
        reach = self.next
        self.at += reach.kind == "reach"
        within, unit, inside = _reach(reach.text if reach.kind == "reach" else "", reach.at)
        return model.Near(tuple(parts), within, unit, token.text == "seq", inside)

    def hyphenated(self) -> list[Node]:
        """The parts as KH Coder writes them, A-B (before version 3 A+B), where all is one word."""
        word, after = self.tokens[self.at], self.tokens[self.at + 1 : self.at + 2]
        if word.kind != "word" or [(t.kind, t.text) for t in after] != [("sign", ")")]:
            return []
        self.at += 1
        parts = word.text.split("-" if "-" in word.text else "+")
        return [_operand(_Token("word", part, word.at)) for part in parts if part]


def _flat(parts: Sequence[Node], kind: type[model.Any] | type[model.All]) -> list[Node]:
    """Parts of parts of the same kind stand beside them."""
    return [inner for part in parts for inner in (part.parts if isinstance(part, kind) else [part])]


def _reach(text: str, at: int) -> tuple[int | None, str, str | None]:
    """How far apart, in what unit, and within which unit besides.

    >>> _reach("20 characters", 0), _reach("句", 0), _reach("b5", 0), _reach("", 0)
    ((20, 'characters', None), (None, 'sentence', None), (5, 'words', 'sentence'), (10, 'words', None))
    """
    match = _REACH.fullmatch(text.strip())
    if match is None or (match["unit"] and match["b"]):
        raise _PlacedError(
            f"[{text}] does not say how far apart. Write [20 characters], [10 words], [sentence], "
            "[paragraph] or [section].",
            at,
        )
    named = match["unit"] or ""
    unit = next((_UNIT[key] for key in _UNIT if named.startswith(key)), "words")
    n = int(match["n"]) if match["n"] else None
    if unit in ("characters", "words"):
        inside = {"b": "sentence", "d": "paragraph"}.get(match["b"] or "", match["inside"])
        return (NEAR_WORDS if n is None else n), unit, inside
    if n is not None:
        raise _PlacedError(
            f"[{text}]: neighbours are in the same {unit} or not; take the number out.", at
        )
    return None, unit, None


def _operand(token: _Token) -> Node:
    text = token.text
    if token.kind == "name":
        return model.Named(text[1:-1].lstrip("*＊").strip())
    if token.kind == "column":
        column, _, value = text[2:].partition("-->")
        return model.Column(column, value)
    if token.kind == "pattern":
        try:
            re.compile(text)
        except re.error as error:
            raise _PlacedError(f"/{text}/ is no regular expression ({error}).", token.at) from None
        return model.Pattern(text)
    if token.kind in ("string", "quoted", "curly"):
        return model.Wording((as_clean(text),), literal=True)
    return _word(text, token.at)


def _word(text: str, at: int) -> Node:
    if _COUNTED.fullmatch(text):
        raise _PlacedError(
            f"{text!r}: comparing counts or lengths is not possible in these rules. Take the "
            "condition out and filter the counts instead (corpus.concept). A word that is a number "
            f"or sign stands in quotes: '{text}'.",
            at,
        )
    speech = _SPEECH.fullmatch(text)
    if speech:  # words of jieba are not inflected, and their part of speech is not asked
        return _word(speech[1], at)
    text = as_clean(text).replace("＊", "*")
    if set(text) <= set("*?？"):
        raise _PlacedError(f"{text!r} stands for every word. Give it a letter at least.", at)
    if "*" in text or "?" in text:
        return model.Glob(text)
    parts = tuple(part for part in text.split("+") if part)
    made = model.Wording(parts if len(parts) > 1 and not text.endswith("+") else (text,))
    read = _TOKEN.fullmatch(str(made))
    if read is None or read.lastgroup != "word":
        raise _PlacedError(
            f"{text!r} begins with a sign. Such words stand in quotes: '{text}'.", at
        )
    return made
