"""Recurring passages for reading: the longest first, what they contain folded away.

``repeats`` lists every maximal repeat, so a copied paragraph brings along all the shorter
stretches of it that also stand elsewhere. Here each is named once, with the longest that holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.across.body import Body
from toolkit.across.compared import Compared
from toolkit.across.sharing import joined, shared_passages
from toolkit.across.suffixes import Ints

COLUMNS = ["repeat_id", "text", "characters", "occurrences", "reports", "folded", "spans"]


def passages(repeats: pd.DataFrame, occurrences: pd.DataFrame, least_reports: int) -> pd.DataFrame:
    """The repeats that are part of no longer one, the longest first.

    folded: how many shorter ones are part of it. spans: its places, as (report_id, start, end).
    least_reports: only passages of at least so many reports are looked at, also for folding.
    """
    chosen = repeats[repeats["reports"] >= least_reports]
    number = pd.Series(np.arange(len(chosen)), index=chosen["repeat_id"])
    places = occurrences[occurrences["repeat_id"].isin(chosen["repeat_id"])]
    passage = places["repeat_id"].map(number).to_numpy(np.int64)
    root = _roots(places, passage, chosen["characters"].to_numpy(np.int64))
    top = root == np.arange(len(chosen))
    folded = np.bincount(root[~top], minlength=len(chosen))
    spans: list[list[tuple[str, int, int]]] = [[] for _ in range(len(chosen))]
    rows = zip(passage.tolist(), places["report_id"], places["start"], places["end"], strict=True)
    for at, report_id, start, end in rows:
        spans[at].append((report_id, int(start), int(end)))
    table = chosen.assign(folded=folded, spans=spans)[top][COLUMNS]
    ranked = table.sort_values(["characters", "repeat_id"], ascending=[False, True])
    return ranked.reset_index(drop=True)


def _roots(places: pd.DataFrame, passage: Ints, characters: Ints) -> Ints:
    """For each passage the longest that holds it; itself where none does.

    A passage that lies within another at one place does so wherever the other stands.
    """
    report = pd.factorize(places["report_id"])[0].astype(np.int64)
    start = places["start"].to_numpy(np.int64)
    end = places["end"].to_numpy(np.int64)
    by = np.lexsort((-end, start, report))
    within = _holders(report[by], end[by])
    held = within >= 0
    inner, outer = passage[by][held], passage[by][within[held]]
    order = np.lexsort((outer, -characters[outer], inner))
    inner, outer = inner[order], outer[order]
    first = np.flatnonzero(np.diff(inner, prepend=-1))
    root = np.arange(len(characters))
    root[inner[first]] = outer[first]
    while (root[root] != root).any():
        root = root[root]
    return root


def _holders(report: Ints, end: Ints) -> Ints:
    """For places by report, start and falling end, which earlier one holds each; -1 for none."""
    holder = np.full(len(end), -1)
    reaching = -1
    for at, (owner, stop) in enumerate(zip(report.tolist(), end.tolist(), strict=True)):
        if reaching >= 0 and report[reaching] == owner and end[reaching] >= stop:
            holder[at] = reaching
        else:
            reaching = at
    return holder


def as_written(passages: pd.DataFrame, bodies: Sequence[Body]) -> pd.DataFrame:
    """The passages with their text as their first place has it, punctuation and all."""
    by_id = {body.report_id: body for body in bodies}
    return passages.assign(
        text=pd.array([_wording(by_id, *spans[0]) for spans in passages["spans"]], "string")
    )


def _wording(bodies: Mapping[str, Body], report_id: str, start: int, end: int) -> str:
    body = bodies[report_id]
    return body.text[slice(*body.clean(start, end))]


def coverage(compared: Compared) -> pd.DataFrame:
    """Per report, how much of it lies in passages that other reports have too.

    characters: letters and numbers of the report. shared: those in passages of 12 or more that
    another report has word for word, or that agree in an aligned pair (table ``reuse``).
    others: how many reports they are shared with.
    """
    sequence = compared.sequence
    once = joined(shared_passages(compared), len(sequence.codes))
    steps = np.zeros(len(sequence.codes) + 1, dtype=np.int64)
    np.add.at(steps, once.start, 1)
    np.add.at(steps, once.end, -1)
    covered = np.append(0, np.cumsum(np.cumsum(steps)[:-1] > 0))
    texts = len(compared.bodies)
    shared = covered[sequence.starts[1:]] - covered[sequence.starts[:-1]]
    pairs = np.unique(np.stack([sequence.owner[once.start], once.other]), axis=1)
    size: npt.NDArray[np.int64] = np.diff(sequence.starts) - 1
    return pd.DataFrame(
        {
            "report_id": [body.report_id for body in compared.bodies],
            "characters": size,
            "shared": shared,
            "share": (shared / np.maximum(size, 1)).round(6),
            "others": np.bincount(pairs[0], minlength=texts),
        }
    )
