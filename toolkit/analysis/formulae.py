"""Formulae of these reports apart from copied passages: phrases, frames and slogans on their own.

A phrase of a copied paragraph stands in several reports too. Here a place counts only outside
passages that were copied, and only what several reports say there of themselves is a formula.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.across.compared import Compared
from toolkit.across.suffixes import Ints
from toolkit.analysis.evidence import SEVERAL, phrases_of
from toolkit.analysis.formulaicity import copied_letters

COLUMNS = ["what", "wording", "places", "outside", "reports"]


def formulae(
    compared: Compared,
    phrase_counts: pd.DataFrame,
    frames: pd.DataFrame,
    frame_matches: pd.DataFrame,
    mentions: pd.DataFrame,
) -> pd.DataFrame:
    """What several reports say outside copied passages, what most of them say first.

    what: phrase (three words or more), frame, slogan (numeric shorthand: 四风). places: how
    often it stands in the corpus. outside: how many of these places lie outside passages copied
    from or into another report. reports: how many reports have such a place.
    phrase_counts: the phrases to look at.
    """
    wording = frame_matches["frame_id"].map(frames.set_index("frame_id")["frame"])
    slogans = mentions[mentions["kind"] == "shorthand"]
    named = slogans["value"].fillna(slogans["text"]).str.strip("“”‘’\"'")
    parts = [
        _phrases(compared, phrase_counts),
        _rows(compared, frame_matches.assign(wording=wording, what="frame")),
        _rows(compared, slogans.assign(wording=named, what="slogan")),
    ]
    places = pd.concat(parts, ignore_index=True)
    free = _free(copied_letters(compared), places)
    outside = places[free].groupby(["what", "wording"])["owner"]
    table = outside.agg(outside="size", reports="nunique")
    table["places"] = places.groupby(["what", "wording"]).size()
    table = table[table["reports"] >= SEVERAL].reset_index()[COLUMNS]
    by = ["reports", "outside", "wording"]
    return table.sort_values(by, ascending=[False, False, True], ignore_index=True)


def _free(copied: npt.NDArray[np.bool_], places: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which places have a letter that is not copied."""
    before = np.append(0, np.cumsum(copied))
    start, end = places["start"].to_numpy(np.int64), places["end"].to_numpy(np.int64)
    return before[end] - before[start] < end - start


def _phrases(compared: Compared, counts: pd.DataFrame) -> pd.DataFrame:
    found = phrases_of(compared.sequence, compared.bodies, counts)
    names = np.array(found.names, dtype=object)
    return _table(compared, found.start, found.end).assign(what="phrase", wording=names[found.key])


def _rows(compared: Compared, rows: pd.DataFrame) -> pd.DataFrame:
    """The places of rows with a span in raw characters, as places of the letter sequence."""
    at = pd.Index([body.report_id for body in compared.bodies]).get_indexer(rows["report_id"])
    kept = rows[at >= 0]
    spans = zip(at[at >= 0].tolist(), kept["start"], kept["end"], strict=True)
    clean = [(n, *compared.bodies[n].clean(int(a), int(b))) for n, a, b in spans]
    owner, first, last = np.array(clean, np.int64).reshape(-1, 3).T
    start, end = (compared.sequence.at(owner, edge) for edge in (first, last))
    table = _table(compared, start, end)
    named = {name: kept[name].to_numpy() for name in ("what", "wording")}
    return table.assign(**named)[end > start]


def _table(compared: Compared, start: Ints, end: Ints) -> pd.DataFrame:
    return pd.DataFrame({"start": start, "end": end, "owner": compared.sequence.owner[start]})
