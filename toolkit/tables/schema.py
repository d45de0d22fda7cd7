"""Which tables there are, with which columns, and the only values that some columns may have.

What a table, column or value means, its type and unit stand in ``lexicon/codebook.csv``. The codebook
(``datapackage.json``), the check before writing and the empty tables are all made from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit import lexicon


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str  # a Table Schema type: string, integer, number, boolean
    description: str
    unit: str | None = None
    required: bool = True  # False: the value may be missing
    values: tuple[str, ...] = ()  # the only values allowed, where they are few
    category: bool = False  # each string stands in very many rows, so it is held once


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()  # (column, table whose key it is)

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def places(self) -> list[str]:
        """The columns that hold offsets into a raw text."""
        return [c.name for c in self.columns if c.unit == CHARACTERS and c.name != "characters"]


CHARACTERS = "characters of the raw text"
VALUES = {  # the only values of a column, by table.column or *.column
    name: tuple(words.split())
    for name, words in {
        "documents.status": "ok partial failed skipped",
        "pages.unit": "point pixel",
        "repairs.kind": "page_mark broken_line blank running_head misread_character lost_punctuation width "
        "variant_character doubled_character control line_end markup mojibake",
        "reports.kind": "problem_list work_report rectification_bulletin article law plan opinion communique "
        "speech minutes audit_list circular toc outline notice",
        "reports.level": "centre province prefecture county township",
        "reports.truncated": "none start end both",
        "sections.unit": "part chapter section article heading item appendix",
        "*.role": "problem measure result other",
        "sentences.deontic": "forbids demands encourages allows states",
        "*.comparator": "eq gt ge lt le approx",
        "*.direction": "increase decrease none",
        "*.change": "by to none",
        "claims.modality": "fact target",
        "claims.stance": "stated estimate goal limit threshold condition past_target plan_name",
        "claims.reading": "exact range ratio vague redacted unread",
        "indicators.kind": "target outcome",
        "indicators.force": "hard soft plain range none",
        "mentions.kind": "date ordinal shorthand identifier citation quotation redaction source",
        "checks.finding": "arithmetic enumeration calendar order",
        "checks.kind": "total_parts shares part_whole change direction share restated range percentage "
        "total_listed dates span list_numbers",
        "checks.verdict": "agrees disagrees cannot_tell",
        "doubts.kind": "cut_off missing_number repeated_number missing_page unpaired not_in_file unread_number "
        "unmatched undecodable recognised",
        "phrases.kind": "word ngram new_word",
        "carried_claims.outcome": "kept changed redacted_a redacted_b",
        "carried_claims.basis": "passage formula coincidence",
        "carried_claims.earlier": "a b",
        "templates.kind": "template pair",
        "frames.kind": "number wording parallel",
        "frames.source": "lexicon discovered",
        "concept_matches.counted_as": "word string",
    }.items()
}
REPORT_KINDS = VALUES["reports.kind"]
BODY_KINDS = tuple(kind for kind in REPORT_KINDS if kind not in {"toc", "outline", "notice"})
REPAIR_KINDS, CHECK_KINDS = VALUES["repairs.kind"], VALUES["checks.kind"]
PLACE_LEVELS, ROLES = VALUES["reports.level"], VALUES["*.role"]
DEONTIC = VALUES["sentences.deontic"]
COMPARATORS, READINGS = VALUES["*.comparator"], VALUES["claims.reading"]
REFERS = {  # columns that hold the key of a table; in that table itself they are the key
    "document_id": "documents",
    "report_id": "reports",
    "body_id": "reports",
    "report_a": "reports",
    "report_b": "reports",
    "section_id": "sections",
    "parent_id": "sections",
    "sentence_id": "sentences",
    "claim_id": "claims",
    "claim_a": "claims",
    "claim_b": "claims",
    "repeat_id": "repeats",
    "reuse_id": "reuse",
    "template_id": "templates",
    "frame_id": "frames",
    "concept": "concepts",
    "parent": "concepts",
}


def explained(table: str, column: str = "") -> dict[str, str]:
    """The line of the codebook on a table or a column: type, unit, en, zh, example.

    What the column's own line leaves empty is as in the line for all tables (``*.column``).
    """
    book = {row["key"]: row for row in lexicon.table("codebook")}
    if not column:
        return book[table]
    general, own = (book.get(f"{name}.{column}", {}) for name in ("*", table))
    if not general and not own:
        raise KeyError(f"toolkit/lexicon/codebook.csv lacks a line for {table}.{column}")
    return dict(general) | {name: said for name, said in own.items() if said or name not in general}


def _column(table: str, marked: str) -> Column:
    """A column by its name; ? after it: may be missing, *: each string is held once."""
    name = marked.rstrip("?*")
    said = explained(table, name)
    return Column(
        name,
        said["type"],
        said["en"],
        said["unit"] or None,
        required="?" not in marked,
        values=VALUES.get(f"{table}.{name}", VALUES.get(f"*.{name}", ())),
        category="*" in marked,
    )


def _table(name: str, title: str, columns: str, key: str = "") -> Table:
    """A table of these columns, in order; its key is the first of them where none is given."""
    made = tuple(_column(name, marked) for marked in columns.split())
    keys = tuple(key.split()) or (made[0].name,)
    refers = ((c.name, REFERS[c.name]) for c in made if c.name in REFERS and keys != (c.name,))
    return Table(name, title, explained(name)["en"], made, keys, tuple(refers))


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "documents",
            "Documents",
            "document_id path sha256? format? encoding? characters page_marks repairs reports "
            "status message?",
        ),
        _table(
            "pages",
            "Pages",
            "document_id page start end width height unit",
            "document_id page",
        ),
        _table(
            "page_lines",
            "Lines on pages",
            "document_id page start end left top right bottom characters confidence?",
            "document_id start",
        ),
        _table(
            "repairs",
            "Repairs",
            "document_id start end kind before? after?",
            "document_id start end",
        ),
        _table(
            "reports",
            "Reports",
            "report_id document_id title? kind issuer? place? province? level? date? published? "
            "source? start end characters truncated copy_of? copy_share?",
        ),
        _table(
            "listings",
            "Listings",
            "listing_id report_id level ordinal? marker entry page? body_id? start end",
        ),
        _table(
            "sections",
            "Sections",
            "section_id report_id parent_id? level ordinal? marker? heading role start end "
            "heading_start heading_end unit end_guessed",
        ),
        _table(
            "sentences",
            "Sentences",
            "sentence_id report_id section_id? start end text? deontic",
        ),
        _table(
            "ordered_lists",
            "Ordered lists",
            "list_id report_id section_id? sentence_id? start end marker members last missing? "
            "items",
        ),
        _table(
            "records",
            "Records",
            "record_id report_id category? problem? problem_start? measure? measure_start? "
            "result? situation_start? situation_end? done? start end",
        ),
        _table(
            "claims",
            "Numeric claims",
            "claim_id report_id? section_id? sentence_id? start end text value? low? high? "
            "unit? comparator direction change baseline? modality stance redacted subject? "
            "period? year? role reading kind base_value? base_unit? parts?",
        ),
        _table(
            "indicators",
            "Indicators",
            "indicator_id report_id section_id? sentence_id? claim_id? start end text kind "
            "indicator?* written? horizon?* value? low? high? unit? comparator? direction change "
            "hedge? force numeric",
        ),
        _table(
            "mentions",
            "Mentions",
            "mention_id report_id? section_id? sentence_id? start end text kind value?",
        ),
        _table(
            "checks",
            "Checks",
            "check_id report_id finding kind computed statement expected? found? verdict tie "
            "claim_ids? start end",
        ),
        _table("doubts", "Doubts", "doubt_id document_id report_id? kind note text? start end"),
        _table(
            "phrases",
            "Phrases",
            "phrase n frequency per_10k reports dispersion juilland_d? outside kind",
            "phrase n",
        ),
        _table(
            "phrase_counts",
            "Phrase counts",
            "phrase* n report_id* frequency",
            "phrase n report_id",
        ),
        _table("repeats", "Repeats", "repeat_id text characters occurrences reports"),
        _table(
            "repeat_occurrences",
            "Places of repeats",
            "repeat_id* report_id* start end",
            "repeat_id report_id start",
        ),
        _table(
            "reuse",
            "Text reuse",
            "reuse_id report_a start_a end_a report_b start_b end_b similarity differences?",
        ),
        _table(
            "carried_claims",
            "Numbers carried over",
            "carried_id outcome basis earlier? reuse_id? claim_a report_a start_a end_a text_a "
            "subject_a? claim_b report_b start_b end_b text_b subject_b?",
        ),
        _table(
            "templates",
            "Templates",
            "template_id template kind characters slots places reports",
        ),
        _table(
            "template_places",
            "Places of templates",
            "template_id report_id start end share slots",
            "template_id report_id start",
        ),
        _table(
            "frames",
            "Frames",
            "frame_id frame kind occurrences outside reports source fillers entropy log_dice?",
        ),
        _table(
            "frame_matches",
            "Places of frames",
            "frame_id report_id sentence_id start end slots?",
            "frame_id sentence_id start",
        ),
        _table("concepts", "Concepts", "concept rule source parent?"),
        _table(
            "concept_matches",
            "Places of concepts",
            "concept* report_id* section_id? sentence_id? start end text counted_as role",
            "concept counted_as report_id start",
        ),
    )
}
