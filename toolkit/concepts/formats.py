"""Three kinds of files of rules, told apart by what stands in them.

- coding rules, as in KH Coder: ``*name`` on a line of its own, its rule under it;
- a dictionary in YAML, as quanteda writes it: names with lists of words, nested as deep as needed;
- a dictionary as LIWC has it (.dic): numbered categories between two lines with %, then words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from toolkit.across.wording import as_clean
from toolkit.concepts import expression, model
from toolkit.concepts.model import Concept, Node, RuleError

_NAME = re.compile(r"[*＊]\s*(.*\S)")
_SOURCE = re.compile(r"#\s*(?:source|来源|出典)\s*[:：]\s*(.*\S)")
_CATEGORY = re.compile(r"(\t*)\s*(\d+)\s+(\S.*)")
_ENTRY = re.compile(r"(\S+(?: \S+)*?)\s+(\d[\d\s]*)")
OWN = "__"  # the key under which quanteda keeps the words of a name that has names under it


def read(text: str, name: str) -> list[Concept]:
    """The concepts of a file, in their order. name: the file's, for errors and sources."""
    lines = text.lstrip("\ufeff").splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if not first:
        raise RuleError(f"{name} holds no rules. Write *name on a line, and its words under it.")
    if first.strip() == "%":
        return list(_liwc(lines, name))
    if _NAME.match(first) and not re.match(r"\*\S*\s*:\s*$", first):
        return list(_coding_rules(lines, name))
    if name.casefold().endswith((".yml", ".yaml")) or re.match(r"[^\s].*:\s*(#.*|\[.*)?$", first):
        return list(_quanteda(text, name))
    raise RuleError(
        f"{name}, line {lines.index(first) + 1}: {first.strip()[:40]!r} stands under no name. Begin "
        "with a line *name (or give a YAML dictionary as name.yml, a LIWC one as name.dic)."
    )


@dataclass(slots=True)
class _Draft:
    """A coding rule as it is gathered from its lines."""

    name: str
    line: int
    source: str = ""
    rule: str = ""
    starts: list[tuple[int, int]] | None = None  # characters of the rule, line of the file

    def add(self, text: str, line: int) -> None:
        self.starts = [*(self.starts or []), (len(self.rule), line)]
        self.rule += text + "\n"

    def line_of(self, at: int) -> int:
        return max([line for start, line in self.starts or [] if start <= at], default=self.line)


def _coding_rules(lines: Sequence[str], file: str) -> Iterator[Concept]:
    drafts: list[_Draft] = []
    for number, line in enumerate(lines, 1):
        named, told = _NAME.fullmatch(line.rstrip()), _SOURCE.match(line)
        if named:
            drafts.append(_Draft(named[1], number))
        elif told and drafts:
            drafts[-1].source = told[1]
        elif line.strip() and not line.startswith("#"):
            if not drafts:
                raise RuleError(f"{file}, line {number}: words before the first name (*name).")
            drafts[-1].add(line.replace("\u3000", " "), number)
    for draft in drafts:
        source = draft.source or f"{file}, line {draft.line}"
        try:
            rule = expression.parse(draft.rule)
        except RuleError as error:
            at = draft.line_of(expression.place_of(error))
            raise RuleError(f"{file}, line {at} (*{draft.name}): {error}") from None
        yield Concept(draft.name, rule, source, line=draft.line)


def _quanteda(text: str, file: str) -> Iterator[Concept]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise RuleError(
            f"{file}{where}: {problem}. Put words with signs in quotes, and indent with blanks."
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise RuleError(f"{file}, line 1: a dictionary is a list of names, each with its words.")
    yield from _names(root, file, None)


def _names(node: yaml.MappingNode, file: str, parent: str | None) -> Iterator[Concept]:
    for key, value in node.value:
        line = key.start_mark.line + 1
        if parent and key.value == OWN:
            continue
        name = f"{parent}.{key.value}" if parent else str(key.value)
        own, below = _own_words(value, file, name), []
        if isinstance(value, yaml.MappingNode):
            below = list(_names(value, file, name))
        children = [model.Named(one.name) for one in below if one.parent == name]
        parts: list[Node] = [*own, *children]
        if parts:
            rule = parts[0] if len(parts) == 1 else model.Any(tuple(parts))
            yield Concept(name, rule, f"{file}, line {line}", parent, line)
        yield from below


def _own_words(node: Any, file: str, name: str) -> list[Node]:
    if isinstance(node, yaml.MappingNode):
        inner = [value for key, value in node.value if key.value == OWN]
        return [word for value in inner for word in _own_words(value, file, name)]
    leaves = node.value if isinstance(node, yaml.SequenceNode) else [node]
    words: list[Node] = []
    for leaf in leaves:
        if isinstance(leaf, yaml.MappingNode | yaml.SequenceNode):
            raise RuleError(
                f"{file}, line {leaf.start_mark.line + 1}: under {name} stands a list in a list. "
                "Names within a name are written without a dash."
            )
        if str(leaf.value).strip():
            words.append(_entry(str(leaf.value), f"{file}, line {leaf.start_mark.line + 1}"))
    return words


def _liwc(lines: Sequence[str], file: str) -> Iterator[Concept]:
    marks = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        raise RuleError(f"{file}: a line % has to close the list of categories as well.")
    heads = list(_categories(lines, marks[0], marks[1], file))
    words: dict[str, list[Node]] = {number: [] for number, *_ in heads}
    for number, line in enumerate(lines[marks[1] + 1 :], marks[1] + 2):
        if not line.strip() or "<of>" in line:
            continue
        match = _ENTRY.fullmatch(re.sub(r"\([^()]*\)", " ", line).strip())
        if match is None:
            raise RuleError(
                f"{file}, line {number}: {line.strip()[:40]!r} is no word followed by the numbers of "
                "its categories."
            )
        for category in match[2].split():
            if category not in words:
                raise RuleError(
                    f"{file}, line {number}: category {category} is not in the list between the two "
                    "lines %. Add it there, or take it out here."
                )
            words[category].append(_entry(match[1], f"{file}, line {number}"))
    for category, name, parent, at in heads:
        below = [model.Named(child) for _, child, above, _ in heads if above == name]
        parts = [*dict.fromkeys(words[category]), *below]
        if parts:
            rule = parts[0] if len(parts) == 1 else model.Any(tuple(parts))
            yield Concept(name, rule, f"{file}, line {at}", parent, at)


def _categories(
    lines: Sequence[str], first: int, last: int, file: str
) -> Iterator[tuple[str, str, str | None, int]]:
    """Number, name, parent and line of each category; tabs before it say how deep it is."""
    above: list[str] = []
    for at in range(first + 1, last):
        if not lines[at].strip():
            continue
        match = _CATEGORY.fullmatch(lines[at].rstrip())
        if match is None:
            raise RuleError(f"{file}, line {at + 1}: a category is a number and its name.")
        depth = min(len(match[1]), len(above))
        parent = above[depth - 1] if depth else None
        name = f"{parent}.{match[3]}" if parent else match[3]
        above[depth:] = [name]
        yield match[2], name, parent, at + 1


def _entry(text: str, where: str) -> Node:
    """A word of a dictionary, with * and ? for letters; of several words, in their order."""
    clean = as_clean(text.strip())
    if set(clean) <= set("*? "):
        raise RuleError(f"{where}: {text!r} stands for every word. Give it a letter at least.")
    if "*" in clean or "?" in clean:
        return model.Glob("".join(clean.split()))
    return model.Wording(tuple(clean.split()))
