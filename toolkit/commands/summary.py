"""What a command says at its end, in the language of the run: what was found, left out, and kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.sentences import filled, message
from toolkit.tables.inert import visible

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.corpus import Corpus

TOLD = {
    "told_amiss": ("failed", "partial"),
    "told_to_look_at": ("ok",),
    "told_left_out": ("skipped",),
}
MOST = 8  # files that were read whole, of which each is listed


def found(corpus: Corpus) -> str:
    """How many rows of what, and the files of which something is to be said."""
    counts = (
        ("found_files", int(corpus.documents["status"].isin(["ok", "partial"]).sum()), ""),
        ("found_reports", len(corpus.reports), _twice(corpus)),
        ("found_sections", len(corpus.sections), ""),
        ("found_sentences", len(corpus.sentences), ""),
        ("found_records", len(corpus.records), filled("found_paired")),
        ("found_claims", len(corpus.claims), _of(corpus.claims["redacted"], "found_blacked_out")),
        (
            "found_checks",
            len(corpus.checks),
            _of(corpus.checks["verdict"] == "disagrees", "found_disagree"),
        ),
        ("found_phrases", len(corpus.phrases), ""),
        *_concepts(corpus),
        (
            "found_repeats",
            len(corpus.repeats),
            _of(corpus.repeats["reports"] > 1, "found_in_several"),
        ),
        ("found_repairs", len(corpus.repairs), filled("found_logged")),
    )
    lines = [
        f"  {_padded(filled(name), 18)}{count:>9,}  {note}".rstrip() for name, count, note in counts
    ]
    more = (*_known(corpus), *_put_right(corpus), *_told(corpus))
    return "\n".join(["", filled("found"), *lines, *more])


def kept(paths: Sequence[Path]) -> str:
    """Files that had been changed since they were written, and are kept."""
    if not paths:
        return ""
    names = "".join(f"\n  {visible(str(path))}" for path in paths)
    return "\n" + filled("kept_beside") + names + "\n"


def alone(clean: Path) -> str:
    """Tables that are there as Parquet alone."""
    names = [path.stem for path in clean.glob("*.parquet") if not path.with_suffix(".csv").exists()]
    return "\n" + filled("parquet_alone", tables=", ".join(sorted(names))) + "\n" if names else ""


def since(compared: str | None) -> str:
    """Which files were added, changed, or are gone since the last run; None where there was none."""
    if compared is None:
        return ""
    what = compared or filled("since_same")
    return visible("\n" + filled("since", what=what) + "\n", "\n")


def places(clean: Path, books: Path, figures: Path, page: Path) -> str:
    """Where everything stands."""
    named = {
        "place_tables": clean,
        "place_notebooks": books,
        "place_figures": figures,
        "place_page": page,
    }
    width = max(_width(filled(name)) for name in named) + 1
    return "".join(f"\n{_padded(filled(name), width)}{path}" for name, path in named.items())


def _of(condition: pd.Series, key: str) -> str:
    return filled(key, n=int(condition.sum()))


def _twice(corpus: Corpus) -> str:
    copies = len(corpus.copies())
    return filled("found_copies", n=copies) if copies else ""


def _concepts(corpus: Corpus) -> list[tuple[str, int, str]]:
    """Where concepts were asked for, how many, and in how many places they stand."""
    if corpus.concepts.empty:
        return []
    counted = corpus.concept_matches["counted_as"].value_counts()
    words, strings = int(counted.get("word", 0)), int(counted.get("string", 0))
    return [
        ("found_concepts", len(corpus.concepts), filled("found_as", words=words, strings=strings))
    ]


def _known(corpus: Corpus) -> list[str]:
    """What was joined from the researcher's metadata, and what of it did not fit."""
    about = corpus.about.get("metadata")
    if about is None:
        return []
    columns = ", ".join(about["columns"]) or "–"
    head = filled("joined", file=about["file"], columns=columns)
    return ["", visible(head), *(visible(f"  {message(what)}") for what in about["said"])]


def _put_right(corpus: Corpus) -> list[str]:
    """How many corrections were applied, and which were not."""
    about = corpus.about.get("corrections")
    if about is None:
        return []
    head = filled("corrected", applied=about["applied"], left=len(about["left"]))
    return ["", head, *(visible(f"  {what}") for what in about["left"])]


def _told(corpus: Corpus) -> list[str]:
    """Every file that was not read whole, and the first of those of which something else is to be said."""
    rows = corpus.documents[corpus.documents["message"].notna()]
    lines = []
    for heading, statuses in TOLD.items():
        said = rows[rows["status"].isin(statuses)]
        shown = said.head(MOST) if "ok" in statuses else said
        if len(said):
            lines += ["", filled(heading)]
            lines += [
                visible(f"  {r.path} ({r.status}): {message(r.message)}")
                for r in shown.itertuples()
            ]
        if len(said) > len(shown):
            lines.append("  " + filled("told_more", n=len(said) - len(shown)))
    return lines


def _width(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> _width("ok"), _width("报告")
    (2, 4)
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
