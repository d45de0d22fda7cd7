"""Reports made of a few sentences, for tests of what works on many reports."""

from __future__ import annotations

from toolkit.across.body import Body, Span
from toolkit.extract.text import Edit, Text


def report(name: str, *sentences: str, before: str = "", edits: list[Edit] | None = None) -> Body:
    """A report that is these sentences, ``before`` standing in front of it in its file.

    edits: repairs of the raw text; the sentences are given as they read after them.
    """
    text = "".join(sentences)
    document = Text(before + text) if edits is None else Text(*_raw(before + text, edits))
    spans, at = [], 0
    for number, sentence in enumerate(sentences, 1):
        spans.append(Span(f"{name}.t{number:04d}", at, at + len(sentence)))
        at += len(sentence)
    return Body(name, document, len(before), text, spans, [])


def _raw(clean: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    """The raw text that these edits turn into the clean one; each takes out what it names."""
    raw, placed, shift = clean, [], 0
    for edit in edits:  # start: where in the clean text something stood; kind: what it was
        at = edit.start + shift
        raw = raw[:at] + edit.after + raw[at:]
        placed.append(Edit(at, at + len(edit.after), "", edit.kind))
        shift += len(edit.after)
    return raw, placed
