"""What adding stop words takes out of the ranked lists; no count changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

COLUMNS = {
    "list": "string",
    "phrase": "string",
    "rank": "Int64",  # its place in the list before
    "frequency": "Int64",
    "before": "Int64",  # how long the list is
    "after": "Int64",
    "what": "string",
}
Lists = Mapping[str, pd.DataFrame]


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
    return pd.concat([table, nothing], ignore_index=True)[list(COLUMNS)].astype(COLUMNS)


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
