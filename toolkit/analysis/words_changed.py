"""What adding words to the dictionary changes in all the other counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from toolkit.across.body import Body

Segment = Callable[[str], list[str]]


def words_changed(
    bodies: Sequence[Body], before: Segment, after: Segment, added: Iterable[str]
) -> pd.DataFrame:
    """Every word that is counted otherwise, and every added one: the added first.

    change is after less before. what: ``added``; ``not found`` for an added word that never
    comes out as a word; ``vanished`` for one that is never counted any more, since it stands
    only inside longer ones now; ``fewer``, ``more``. A count that falls is no mistake, but a
    table made with other words must not be compared with this one.
    """
    then, now = _count(bodies, before), _count(bodies, after)
    own = set(added)
    words = sorted(own | {word for word in then | now if then[word] != now[word]})
    table = pd.DataFrame(
        {
            "phrase": pd.array(words, dtype="string"),
            "before": pd.array([then[word] for word in words], dtype="Int64"),
            "after": pd.array([now[word] for word in words], dtype="Int64"),
            "what": pd.array([_what(w, then[w], now[w], own) for w in words], dtype="string"),
        }
    )
    table.insert(3, "change", table["after"] - table["before"])
    keys = {"own": ~table["phrase"].isin(own), "size": -table["change"].abs()}
    ordered = table.assign(**keys).sort_values(["own", "size", "phrase"], ignore_index=True)
    return ordered[list(table.columns)]


def _count(bodies: Sequence[Body], cut: Segment) -> Counter[str]:
    return Counter(
        token
        for body in bodies
        for sentence in body.sentences
        for token in cut(body.wording(sentence))
        if any(map(str.isalnum, token))
    )


def _what(word: str, before: int, after: int, added: set[str]) -> str:
    if word in added:
        return "added" if after else "not found"
    if not after:
        return "vanished"
    return "more" if after > before else "fewer"
