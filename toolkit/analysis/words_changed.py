"""What adding words to the dictionary changes in all counts, and stop words in the ranked lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

import pandas as pd

from toolkit.across.words import Words

Lists = Mapping[str, pd.DataFrame]
GONE = {
    "list": "string",
    "phrase": "string",
    "rank": "Int64",  # its place in the list before
    "frequency": "Int64",
    "before": "Int64",  # how long the list is
    "after": "Int64",
    "what": "string",
}


def words_changed(before: Words, after: Words, added: Iterable[str]) -> pd.DataFrame:
    """Every word that is counted otherwise, and every added one: the added first.

    change is after less before. what: ``added``; ``not found`` for an added word that never
    comes out as a word; ``vanished`` for one that is never counted any more, since it stands
    only inside longer ones now; ``fewer``, ``more``. A count that falls is no mistake, but a
    table made with other words must not be compared with this one.
    """
    then, now = (Counter(chain.from_iterable(one.lines())) for one in (before, after))
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


def _what(word: str, before: int, after: int, added: set[str]) -> str:
    if word in added:
        return "added" if after else "not found"
    if not after:
        return "vanished"
    return "more" if after > before else "fewer"


def stop_words_changed(before: Lists, after: Lists, added: Iterable[str]) -> pd.DataFrame:
    """Every phrase that leaves a ranked list when stop words are added, in the order of the lists.

    before, after: the lists by their names, each with phrase and frequency. what: ``stop word``;
    ``begins or ends with one``; ``in no list`` for an added word that takes nothing out.
    """
    own = list(added)
    gone = [_gone(name, table, after[name]) for name, table in before.items()]
    table = pd.concat(gone, ignore_index=True)
    is_own = table["phrase"].isin(own)
    table["what"] = is_own.map({True: "stop word", False: "begins or ends with one"})
    left = tuple(table["phrase"])
    idle = [w for w in own if not any(p.startswith(w) or p.endswith(w) for p in left)]
    nothing = pd.DataFrame({"phrase": idle, "what": "in no list"})
    return pd.concat([table, nothing], ignore_index=True)[list(GONE)].astype(GONE)


def _gone(name: str, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    left = ~before["phrase"].isin(after["phrase"]).to_numpy(bool)
    table = pd.DataFrame(
        {
            "list": name,
            "phrase": before["phrase"].astype("string"),
            "rank": range(1, len(before) + 1),
            "frequency": before["frequency"],
            "before": len(before),
            "after": len(after),
        }
    )
    return table[left]
