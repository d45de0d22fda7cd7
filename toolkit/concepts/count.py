"""Concepts counted three ways side by side: as jieba's words, as strings, by their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from toolkit.across.body import Body
from toolkit.across.dispersion import dp_norm
from toolkit.analysis import intervals
from toolkit.analysis.network import incidence, ties
from toolkit.analysis.trends import value_of

MEASURES = {  # what is counted: over what, per how much
    "words": ("characters", 10_000, "words_per_10k"),
    "strings": ("characters", 10_000, "strings_per_10k"),
    "sentences": ("all_sentences", 1, "sentence_share"),
}
COUNTS = ("characters", "all_sentences", *MEASURES)
SPREAD = {"words": "words", "strings": "strings", "sentences": "share"}  # names of the intervals
PAIRS = (("words", "strings"), ("strings", "sentences"), ("words", "sentences"))
WAYS = (  # columns of `ways` and their types
    {"concept": "string"}
    | dict.fromkeys(MEASURES, "Int64")
    | dict.fromkeys([*(rate for *_, rate in MEASURES.values()), "only_as_strings"], "Float64")
    | {"reports": "Int64"}
    | dict.fromkeys([f"rho_{a}_{b}" for a, b in PAIRS], "Float64")
    | dict.fromkeys(("dispersion_words", "dispersion_strings"), "Float64")
)
FEWEST = 3  # reports from which their order can agree or not


def sentence_sizes(
    bodies: Sequence[Body], sentences: pd.DataFrame, sections: pd.DataFrame
) -> pd.DataFrame:
    """report_id, sentence_id, role and characters (no white space) of every sentence counted in."""
    rows = [
        (body.report_id, one.id, len("".join(body.wording(one).split())))
        for body in bodies
        for one in body.sentences
    ]
    table = pd.DataFrame(rows, columns=["report_id", "sentence_id", "characters"])
    section = sentences.set_index("sentence_id")["section_id"]
    role = sections.set_index("section_id")["role"]
    table["role"] = table["sentence_id"].map(section).map(role).fillna("other").astype("string")
    return table


def per_report(matches: pd.DataFrame, sizes: pd.DataFrame, by_role: bool = False) -> pd.DataFrame:
    """A row per report (and role): characters, all_sentences, words, strings, sentences.

    sentences: those in which the concept stands at least once as a string.
    """
    keys = ["report_id", "role"] if by_role else ["report_id"]
    table = sizes.groupby(keys, sort=False).agg(
        characters=("characters", "sum"), all_sentences=("sentence_id", "size")
    )
    found = matches.merge(sizes[["sentence_id", "role"]], on="sentence_id", suffixes=("_", ""))
    strings = found[found["counted_as"] == "string"]
    counted = {
        "words": found[found["counted_as"] == "word"].groupby(keys).size(),
        "strings": strings.groupby(keys).size(),
        "sentences": strings.drop_duplicates("sentence_id").groupby(keys).size(),
    }
    for name, counts in counted.items():
        table[name] = counts.reindex(table.index, fill_value=0)
    return table.reset_index()


def counts(
    concept: str,
    matches: pd.DataFrame,
    sizes: pd.DataFrame,
    reports: pd.DataFrame,
    by: str | Sequence[str] = "report_id",
) -> pd.DataFrame:
    """A concept counted in the three ways, by report, section role or any column of reports.

    by: ``report_id``, ``role``, ``year``/``month``/``day`` of the report's date, a column of
    reports, or several of these. Intervals: `analysis.intervals.of_rates` over the reports of a
    group; a group of one report has none, and groups of fewer than ten are said in a `FewReports` warning
    and in ``attrs["cautions"]``. See `Corpus.concept`.
    """
    keys = [by] if isinstance(by, str) else list(by)
    keys = ["report_id" if key == "report" else key for key in keys]
    table = per_report(matches, sizes, "role" in keys)
    for key in keys:
        if key not in table:
            table[key] = table["report_id"].map(value_of(reports.set_index("report_id"), key))
    rows = []
    for values, group in table.groupby(keys, dropna=False, sort=True):
        members = group.groupby("report_id", sort=False)[list(COUNTS)].sum()
        row = [*values, len(members), *members.sum()]
        for measure, (size, per, _) in MEASURES.items():
            row += np.concatenate(
                intervals.rates(members[[measure]].T, members[size], per)
            ).tolist()
        rows.append(row)
    types = dict.fromkeys(("reports", *COUNTS), "Int64") | dict.fromkeys(_rate_names(), "Float64")
    found = pd.DataFrame(rows, columns=[*keys, *types]).astype(types)
    for measure, (_, _, rate) in MEASURES.items():
        found[f"rank_{SPREAD[measure]}"] = found[rate].rank(ascending=False).astype("Float64")
    found.insert(0, "concept", pd.Series([concept] * len(found), dtype="string"))
    groups = [
        (" ".join(map(str, row[:-1])), row[-1]) for row in found[[*keys, "reports"]].to_numpy()
    ]
    found.attrs["cautions"] = [] if "report_id" in keys else intervals.say_few(groups)
    return found


def _rate_names() -> list[str]:
    names = []
    for measure, (_, _, rate) in MEASURES.items():
        names += [rate, f"{SPREAD[measure]}_low", f"{SPREAD[measure]}_high"]
    return names


def ways(
    names: Iterable[str], matches: pd.DataFrame, sizes: pd.DataFrame, words: pd.Series
) -> pd.DataFrame:
    """Each concept in all three ways over the whole corpus, and how far the ways agree.

    names: of the concepts, also those that stand nowhere. words: words in each report, by report_id, for dispersion. See `Corpus.concept_ways`.
    """
    rows = []
    for name in names:
        table = per_report(matches[matches["concept"] == name], sizes)
        totals = table[list(COUNTS)].sum()
        rates = {
            one: table[one] / table[size].clip(lower=1) for one, (size, *_) in MEASURES.items()
        }
        rows.append(
            (
                name,
                *totals[list(MEASURES)],
                *(
                    totals[one] / max(totals[size], 1) * per
                    for one, (size, per, _) in MEASURES.items()
                ),
                1 - totals["words"] / max(totals["strings"], 1),
                (table["strings"] > 0).sum(),
                *(rho(rates[a], rates[b]) for a, b in PAIRS),
                *(
                    _dispersion(table[one], table["report_id"], words)
                    for one in ("words", "strings")
                ),
            )
        )
    return pd.DataFrame(rows, columns=list(WAYS)).astype(WAYS)


def rho(a: pd.Series, b: pd.Series) -> float:
    """Spearman's rank correlation over reports; missing under three reports or without ranks.

    >>> rho(pd.Series([1.0, 2.0, 3.0]), pd.Series([2.0, 4.0, 9.0]))
    1.0
    """
    if len(a) < FEWEST or a.nunique() < 2 or b.nunique() < 2:
        return np.nan
    return round(float(spearmanr(a, b).statistic), 6)


def _dispersion(found: pd.Series, reports: pd.Series, words: pd.Series) -> float:
    """Gries' DPnorm over the reports that have words; missing where the concept is nowhere."""
    sizes = words[words > 0]
    at = sizes.index.get_indexer(reports)
    here = (found.to_numpy() > 0) & (at >= 0)
    if not here.any():
        return np.nan
    hits = found.to_numpy(int)[here]
    one = np.zeros(len(hits), int)
    return float(dp_norm(one, at[here], hits, sizes.to_numpy(int), 1)[0])


def as_phrases(matches: pd.DataFrame, way: str) -> pd.DataFrame:
    """Concepts as keyness takes words: phrase, report_id, frequency."""
    found = matches[matches["counted_as"] == way]
    table = found.groupby(["concept", "report_id"], observed=True).size().rename("frequency")
    return table.reset_index().rename(columns={"concept": "phrase"}).astype({"phrase": "string"})


def together(matches: pd.DataFrame, least: int) -> pd.DataFrame:
    """Concepts that stand in one sentence, as `analysis.network` gives them for words."""
    found = matches[matches["counted_as"] == "string"].dropna(subset=["sentence_id"])
    found = found.drop_duplicates(["concept", "sentence_id"])
    names = sorted(found["concept"].unique())
    sentence, sentences = pd.factorize(found["sentence_id"])
    column = pd.Index(names).get_indexer(found["concept"])
    has = incidence(sentence, column, (len(sentences), len(names)))
    report, _ = pd.factorize(found["report_id"])
    of_report = np.zeros(len(sentences), int)
    of_report[sentence] = report
    return ties(names, has, of_report, least).rename(
        columns={"word_a": "concept_a", "word_b": "concept_b"}
    )
