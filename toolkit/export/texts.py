"""The reports as texts and tokens for AntConc, Voyant, quanteda and whatever reads CoNLL-U."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from toolkit.across.body import Body
from toolkit.tables import csvfile

Cut = Callable[[str], list[str]]
UNSAFE = re.compile(r"[^\w-]")  # in the name of a file
USE = """One file a report (UTF-8), named by metadata.csv, which has a row for each.
{what}
AntConc: Corpus Manager, Raw files; token definition: Letter{tokens}.
Voyant: upload the .txt files{voyant}.
quanteda: x <- readtext::readtext("*.txt"); c <- corpus(x); docvars from metadata.csv by file;
  tokens(c, what = "{quanteda}").
"""


def save_texts(
    bodies: Sequence[Body], reports: pd.DataFrame, folder: Path, cut: Cut | None = None
) -> list[Path]:
    """One file a report, and ``metadata.csv`` with what is known of each.

    cut: what cuts a text into words; they stand with blanks between, a line a sentence, so that
    every program counts the same words. Without it the clean text as it is. Redaction and numbers
    stay. Raises FileExistsError where a file of the folder would be overwritten.
    """
    folder = Path(folder)
    names = {b.report_id: UNSAFE.sub("_", b.report_id) + ".txt" for b in bodies}
    files = [folder / name for name in (*names.values(), "metadata.csv", "README.txt")]
    there = next((file for file in files if file.exists()), None)
    if there:
        raise FileExistsError(f"{there} is there already. Choose an empty folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for body in bodies:
        lines = (_line(body.wording(span), cut) for span in body.sentences)
        text = "\n".join(line for line in lines if line)
        (folder / names[body.report_id]).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    known = reports[reports["report_id"].isin(names)]
    known = known.assign(file=known["report_id"].map(names))
    dated = known["date"].str[:4]
    known["year"] = known["year"].astype("string").fillna(dated) if "year" in known else dated
    first = ["file", "report_id", "title", "kind", "place", "level", "date", "year"]
    more = [name for name in known.columns if name not in (*first, "start", "end")]
    csvfile.write(folder / "metadata.csv", [known[[*first, *more]]])
    what = "Words are jieba's, with blanks between." if cut else "Texts as they are, uncut."
    said = USE.format(
        what=what,
        tokens=", words are cut already" if cut else "; cut the texts first",
        voyant="; language: other" if cut else "",
        quanteda="fastestword" if cut else "word",
    )
    (folder / "README.txt").write_text(said, encoding="utf-8", newline="\n")
    return files


def _line(text: str, cut: Cut | None) -> str:
    words = cut(text) if cut else [text]
    return " ".join(" ".join(words).split()) if cut else "".join(text.splitlines()).strip()


def save_conllu(bodies: Iterable[Body], path: Path, cut: Cut) -> None:
    """The sentences of all reports as CoNLL-U: jieba's tokens as words, nothing guessed.

    Lemma is the word; tag, head and relation are ``_`` (no parser is run): fill them with one that
    takes cut text. MISC has the token's place in the raw text (``Start``, ``End``).
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for body in bodies:
            file.writelines(_conllu(body, cut))


def _conllu(body: Body, cut: Cut) -> Iterator[str]:
    yield f"# newdoc id = {body.report_id}\n"
    for span in body.sentences:
        text = body.wording(span)
        words = [word for word in _placed(cut(text), text) if word[0].strip()]
        if not words:
            continue
        yield f"# sent_id = {span.id}\n# text = {' '.join(text.split())}\n"
        for number, (word, start) in enumerate(words, 1):
            low, high = body.raw(span.start + start, span.start + start + len(word))
            end = start + len(word)
            close = "" if end < len(text) and text[end].isspace() else "SpaceAfter=No|"
            shown = "".join(word.split())
            yield f"{number}\t{shown}\t{shown}\t_\t_\t_\t_\t_\t_\t{close}Start={low}|End={high}\n"
        yield "\n"


def _placed(words: Iterable[str], text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for word in words:
        at = text.index(word, at)
        yield word, at
        at += len(word)
