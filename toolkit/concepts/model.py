"""What a rule is made of. Every part can be written out again as it could stand in a rules file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

UNITS = ("characters", "words", "sentence", "paragraph", "section")
NEAR_WORDS = 10  # apart, where a rule does not say how far: as in KH Coder


class RuleError(ValueError):
    """A rules file that cannot be read: which file, which line, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A word or phrase. parts: its words, where the rule names them one by one (A+B).

    literal: to be looked for as a string whichever way is counted ('…').
    """

    parts: tuple[str, ...]
    literal: bool = False

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def __str__(self) -> str:
        return f"'{self.text}'" if self.literal else "+".join(self.parts)


@dataclass(frozen=True, slots=True)
class _Written:
    """A part that is one text, as a rules file marks it."""

    text: str
    form: ClassVar[str] = "{}"

    def __str__(self) -> str:
        return self.form.format(self.text)


class Glob(_Written):
    """A word with * (any letters) and ? (one letter)."""

    __slots__ = ()


class Pattern(_Written):
    """A regular expression on the clean text."""

    __slots__ = ()
    form = "/{}/"


class Named(_Written):
    """The places of another concept, by its name."""

    __slots__ = ()
    form = "<*{}>"


@dataclass(frozen=True, slots=True)
class Column:
    """Reports whose column has a value."""

    column: str
    value: str

    def __str__(self) -> str:
        return f"<>{self.column}-->{self.value}"


@dataclass(frozen=True, slots=True)
class _Joined:
    parts: tuple[Node, ...]
    sign: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.sign.join(map(_inside, self.parts))


class Any(_Joined):
    __slots__ = ()
    sign = " | "


class All(_Joined):
    __slots__ = ()
    sign = " & "


@dataclass(frozen=True, slots=True)
class Not:
    part: Node

    def __str__(self) -> str:
        return f"! {_inside(self.part)}"


@dataclass(frozen=True, slots=True)
class Except:
    """The places of a part that do not lie inside a place of another: 中非 not in 中非共和国."""

    part: Node
    inside: Node

    def __str__(self) -> str:
        return f"{_inside(self.part)} not in {_inside(self.inside)}"


@dataclass(frozen=True, slots=True)
class Near:
    """Parts that stand close together. within: how far apart neighbours may be, in ``unit``;
    for sentence, paragraph and section None: anywhere in the same one. inside: a sentence or
    paragraph that must hold them besides.
    """

    parts: tuple[Node, ...]
    within: int | None
    unit: str
    ordered: bool = False
    inside: str | None = None

    def __str__(self) -> str:
        far = self.unit if self.within is None else f"{self.within} {self.unit}"
        far += f" {self.inside}" if self.inside else ""
        parts = ", ".join(map(_inside, self.parts))
        return f"{'seq' if self.ordered else 'near'}({parts})[{far}]"


Node: TypeAlias = Wording | Glob | Pattern | Named | Column | Any | All | Not | Except | Near
PREDICATES = (Not, Column)  # they say something of a sentence or report, and have no place


def _inside(node: Node) -> str:
    """A part as it stands inside another rule: what has several parts in brackets."""
    return f"( {node} )" if isinstance(node, Any | All | Not | Except) else str(node)


def parts_of(node: Node) -> Iterator[Node]:
    """A rule and everything in it."""
    yield node
    inner = getattr(node, "parts", ()) if not isinstance(node, Wording) else ()
    for name in ("part", "inside"):
        one = getattr(node, name, None)
        inner += (one,) if one and not isinstance(one, str) else ()
    for part in inner:
        yield from parts_of(part)


@dataclass(frozen=True, slots=True)
class Concept:
    """A named rule; source: where its list was published, or the file and line it stands in."""

    name: str
    rule: Node
    source: str
    parent: str | None = None
    line: int = field(default=0, compare=False)
