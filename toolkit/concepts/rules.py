"""The rules of a researcher: from a file, a table of words, or the set that comes with the toolkit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TypeAlias

from toolkit import lexicon
from toolkit.concepts import expression, formats, model
from toolkit.concepts.model import Concept, Node, RuleError

Given: TypeAlias = str | Path | Mapping[str, str | Iterable[str]] | Iterable[Concept]
STARTER = lexicon.FOLDER / "concepts.txt"


def read(given: Given) -> tuple[Concept, ...]:
    """The concepts of a file (coding rules, YAML, LIWC), or of names with their rules or words.

    >>> [concept.name for concept in read({"减负": "减负 | 松绑", "改革": ["改革", "放管服"]})]
    ['减负', '改革']

    Raises RuleError for what cannot be read, FileNotFoundError where there is no file.
    """
    if isinstance(given, Mapping):
        concepts = [_given(name, rule) for name, rule in given.items()]
    elif isinstance(given, str | Path):
        concepts = formats.read(_text(Path(given)), Path(given).name)
    else:
        concepts = list(given)
    _check(concepts)
    return tuple(_with_parents(concepts))


@cache
def starter() -> tuple[Concept, ...]:
    """The concepts that come with the toolkit: ``lexicon/concepts.txt``, with their sources."""
    return read(STARTER)


def missing(name: str, known: Iterable[str]) -> KeyError:
    """What to say where no concept has a name."""
    names = list(dict.fromkeys(known))
    near = get_close_matches(name, names, 1, 0.5)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return KeyError(f"no concept is called {name!r}.{hint} There are: {', '.join(names) or 'none'}")


def _given(name: str, rule: str | Iterable[str]) -> Concept:
    try:
        parts = [expression.parse(one) for one in ([rule] if isinstance(rule, str) else rule)]
        if not parts:
            raise RuleError("has no words. Give at least one.")
        whole = parts[0] if len(parts) == 1 else model.Any(tuple(parts))
        return Concept(name, whole, "given in Python")
    except RuleError as error:
        raise RuleError(f"{name}: {error}") from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileNotFoundError(
            f"{file}, the file of concepts, cannot be opened ({error.strerror}). Check its path."
        ) from error
    except UnicodeDecodeError as error:
        raise RuleError(
            f"{file}, the file of concepts, is not in UTF-8 (byte {error.start}). Save it again as "
            "UTF-8."
        ) from error


def _check(concepts: Iterable[Concept]) -> None:
    """Each name once; what a rule names is there, and no rule comes back to itself."""
    by_name: dict[str, Concept] = {}
    for concept in concepts:
        if concept.name in by_name:
            first = by_name[concept.name]
            raise RuleError(f"{concept.source}: {concept.name!r} stands already at {first.source}.")
        by_name[concept.name] = concept
    for concept in by_name.values():
        for name in _named(concept.rule):
            if name not in by_name:
                raise RuleError(
                    f"{concept.source} (*{concept.name}): {missing(name, by_name).args[0]}"
                )
    for name in by_name:
        _refuse_circle(name, by_name, ())


def _with_parents(concepts: list[Concept]) -> list[Concept]:
    """A concept that another takes in whole (or) is part of it; of several the first."""
    parent: dict[str, str] = {}
    for concept in concepts:
        parts = concept.rule.parts if isinstance(concept.rule, model.Any) else (concept.rule,)
        for part in parts:
            if isinstance(part, model.Named):
                parent.setdefault(part.text, concept.name)
    return [replace(one, parent=one.parent or parent.get(one.name)) for one in concepts]


def _named(rule: Node) -> list[str]:
    return [part.text for part in model.parts_of(rule) if isinstance(part, model.Named)]


def _refuse_circle(name: str, concepts: Mapping[str, Concept], above: tuple[str, ...]) -> None:
    if name in above:
        way = " → ".join([*above[above.index(name) :], name])
        raise RuleError(f"{concepts[name].source}: a concept cannot be part of itself ({way}).")
    for inner in _named(concepts[name].rule):
        _refuse_circle(inner, concepts, (*above, name))
