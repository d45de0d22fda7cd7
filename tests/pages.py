"""A generator of page marks: what a scan export does to a report."""

from __future__ import annotations

from random import Random

FORMS = {
    "glued": "\n{n}、",
    "dashes": "\n- {n} -\n",
    "words": "\n第{n}页\n",
    "total": "\n第 {n} 页 共 {of} 页\n",
    "fraction": "\n{n}/{of}\n",
    "number": "\n{n}\n",
}


def page_ends(text: str, rng: Random, sizes: str) -> list[int]:
    """Where pages end: of one length, of about one length, or anywhere; a line end is one place."""
    return [end - (text[end - 1 : end + 1] == "\r\n") for end in _ends(text, rng, sizes)]


def _ends(text: str, rng: Random, sizes: str) -> list[int]:
    if sizes == "anywhere":
        count = max(3, len(text) // 400)
        ends = sorted(rng.sample(range(1, len(text)), count))
        return [b for a, b in zip([0, *ends], ends, strict=False) if b - a >= 40]
    ends, at = [], 0
    usual = rng.randrange(220, 420)
    while True:
        at += usual if sizes == "even" else int(usual * rng.uniform(0.7, 1.3))
        if at >= len(text):
            return ends
        ends.append(at)


def with_pages(text: str, rng: Random, form: str, sizes: str) -> tuple[str, list[str]]:
    """The text with a mark at every page end, and the marks."""
    ends = page_ends(text, rng, sizes)
    first = rng.choice((1, 1, 2, rng.randrange(3, 60)))
    pieces, marks, start = [], [], 0
    for number, end in enumerate(ends, first):
        mark = FORMS[form].format(n=number, of=first + len(ends) - 1)
        pieces += [text[start:end], mark]
        marks.append(mark.strip())
        start = end
    return "".join([*pieces, text[start:]]), marks
