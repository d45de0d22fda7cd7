"""Names, types and meanings of every table and column: the one place that knows them.

The codebook (``datapackage.json``), the check before writing and the empty tables are all
made from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


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


DOCUMENT_STATUS = ("ok", "partial", "failed", "skipped")  # skipped: no file to read a report from
BODY_KINDS = (  # what is read for recurring passages and phrases
    "problem_list",
    "work_report",
    "rectification_bulletin",
    "article",
    "law",
    "plan",
    "opinion",
    "communique",
    "speech",
    "minutes",
    "audit_list",
    "circular",
)
REPORT_KINDS = (*BODY_KINDS, "toc", "outline", "notice")
PLACE_LEVELS = ("centre", "province", "prefecture", "county", "township")
ROLES = ("problem", "measure", "result", "other")
UNITS_OF_TEXT = ("part", "chapter", "section", "article", "heading", "item", "appendix")
COMPARATORS = ("eq", "gt", "ge", "lt", "le", "approx")
STANCES = (  # how a number is meant, beside modality
    "stated",  # done, or being so
    "estimate",  # expected or reckoned: 预计全年
    "goal",  # to be reached or done
    "limit",  # what a rule sets: not to be passed, or owed each time
    "threshold",  # a bound that tells which things are meant: 涉及资金超5亿元的项目
    "condition",  # the case that a rule is for: 连续两年不达标
    "past_target",  # a target told again: 没有实现降低4%左右的目标
    "plan_name",  # in the name of a plan: 三年行动
)
READINGS = ("exact", "range", "ratio", "vague", "redacted", "unread")
MENTION_KINDS = (
    "date",
    "ordinal",
    "shorthand",
    "identifier",
    "citation",
    "quotation",
    "redaction",
    "source",
)
DEONTIC = ("forbids", "demands", "encourages", "allows", "states")
CHECK_KINDS = (
    "total_parts",
    "shares",
    "part_whole",
    "change",
    "direction",
    "share",
    "restated",
    "range",
    "percentage",
    "total_listed",
    "dates",
    "span",
    "list_numbers",
)
CHECK_FINDINGS = ("arithmetic", "enumeration", "calendar", "order")

INDICATOR_KINDS = ("target", "outcome")
FORCES = ("hard", "soft", "plain", "range", "none")

DOUBT_KINDS = (
    "cut_off",
    "missing_number",
    "repeated_number",
    "missing_page",
    "unpaired",
    "not_in_file",
    "unread_number",
    "unmatched",
    "undecodable",
    "recognised",
)

REPAIR_KINDS = (
    "page_mark",
    "broken_line",
    "blank",
    "running_head",
    "misread_character",
    "lost_punctuation",
    "width",
    "variant_character",
    "doubled_character",
    "control",
    "line_end",
    "markup",
    "mojibake",
)

CHARACTERS = "characters of the raw text"
START = Column("start", "integer", "Where it begins in texts/<document_id>.txt, from 0", CHARACTERS)
END = Column(
    "end", "integer", "Where it ends: the first character that is not part of it", CHARACTERS
)


def _text(name: str, description: str, **more: object) -> Column:
    return Column(name, "string", description, **more)  # type: ignore[arg-type]


def _count(name: str, description: str, unit: str, **more: object) -> Column:
    return Column(name, "integer", description, unit, **more)  # type: ignore[arg-type]


def _number(name: str, description: str, unit: str, **more: object) -> Column:
    return Column(name, "number", description, unit, **more)  # type: ignore[arg-type]


DOCUMENT_ID = _text("document_id", "The file: its name without the ending")
REPORT_ID = _text("report_id", "The report: <document_id>#<n>, n = 0 for a table of contents")
SECTION_ID = _text("section_id", "The innermost section it stands in", required=False)
SENTENCE_ID = _text("sentence_id", "The sentence it stands in", required=False)
CLEAN = _text("text", "The wording of the span in the clean text: page marks out, damage mended")


def _carried(side: str) -> tuple[Column, ...]:
    which = {"a": "first", "b": "second"}[side]
    return (
        _text(f"claim_{side}", f"The {which} claim"),
        _text(f"report_{side}", "Its report"),
        _count(f"start_{side}", "Where it begins", CHARACTERS),
        _count(f"end_{side}", "Where it ends", CHARACTERS),
        _text(f"text_{side}", "Its wording"),
        _text(f"subject_{side}", "What it counts", required=False),
    )


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "documents",
            "Documents",
            "An input file.",
            (
                DOCUMENT_ID,
                _text("path", "Where it lies under the input folder"),
                _text(
                    "sha256",
                    "Fingerprint of the file's bytes, where they were read",
                    required=False,
                ),
                _text("format", "What kind of file it is", required=False),
                _text("encoding", "How its bytes were read as text", required=False),
                _count("characters", "Length of its raw text", CHARACTERS),
                _count("page_marks", "Page marks a scan left in the text", "page marks"),
                _count("repairs", "Changes made to the raw text", "repairs"),
                _count("reports", "Reports found in it", "reports"),
                _text("status", "How far it could be read", values=DOCUMENT_STATUS),
                _text("message", "What was wrong and what to do about it", required=False),
            ),
            ("document_id",),
        ),
        Table(
            "pages",
            "Pages",
            "A page of a PDF or a scan; of a Word document as it was last saved, where it says so.",
            (
                DOCUMENT_ID,
                _count("page", "Its place in the file", "place in the order, from 1"),
                START,
                END,
                _number("width", "Its width", "as in unit"),
                _number("height", "Its height", "as in unit"),
                _text("unit", "A point is 1/72 inch", values=("point", "pixel")),
            ),
            ("document_id", "page"),
            (("document_id", "documents"),),
        ),
        Table(
            "page_lines",
            "Lines on pages",
            "A line of a page of a PDF or a scan, with the place of each of its characters. From Python: corpus.boxes(row).",
            (
                DOCUMENT_ID,
                _count("page", "The page it stands on", "place in the order, from 1"),
                START,
                END,
                _number("left", "Its left edge, from the page's", "the page's unit"),
                _number("top", "Its upper edge, from the page's", "the page's unit"),
                _number("right", "Its right edge, from the page's left one", "the page's unit"),
                _number("bottom", "Its lower edge, from the page's upper one", "the page's unit"),
                _text(
                    "characters",
                    "For each character, in order, the left, upper, right and lower edge of its ink, in tenths of the page's unit from the line's upper left corner; a dot for a blank",
                ),
                _number(
                    "confidence", "How sure the recognition of a scan is", "0 to 1", required=False
                ),
            ),
            ("document_id", "start"),
            (("document_id", "documents"),),
        ),
        Table(
            "repairs",
            "Repairs",
            "A change made to the raw text on the way to the clean text. Applied in order, they give the clean text.",
            (
                DOCUMENT_ID,
                START,
                END,
                _text("kind", "What was repaired", values=REPAIR_KINDS),
                _text("before", "The raw characters", required=False),
                _text("after", "What stands there in the clean text", required=False),
            ),
            ("document_id", "start", "end"),
            (("document_id", "documents"),),
        ),
        Table(
            "reports",
            "Reports",
            "A report or article inside a file; a file may hold many.",
            (
                REPORT_ID,
                DOCUMENT_ID,
                _text("title", "Its title, damage mended", required=False),
                _text("kind", "What it is", values=REPORT_KINDS),
                _text("issuer", "Who issued it, where the text says so", required=False),
                _text(
                    "place",
                    "Whose report it is: the place of who issued it, with the prefecture it lies in; 全国 for the centre",
                    required=False,
                ),
                _text("province", "The province its place lies in", required=False),
                _text("level", "The level of who issued it", required=False, values=PLACE_LEVELS),
                _text("date", "Its date as far as the text gives it (ISO 8601)", required=False),
                _text("published", "The day its web page was put up (ISO 8601)", required=False),
                _text("source", "Where its web page says it is from (来源)", required=False),
                START,
                END,
                _count(
                    "characters",
                    "Letters, digits and marks of its clean text, white space left out",
                    "characters",
                ),
                _text("truncated", "Where it is cut off", values=("none", "start", "end", "both")),
                _text(
                    "copy_of",
                    "The report in which this one stands to 90 % or more; leave one of the two out before you count (corpus.without_copies())",
                    required=False,
                ),
                _number("copy_share", "How much of it stands there", "0 to 1", required=False),
            ),
            ("report_id",),
            (("document_id", "documents"),),
        ),
        Table(
            "listings",
            "Listings",
            "An entry of a table of contents or of an outline.",
            (
                _text("listing_id", "The entry"),
                REPORT_ID,
                _count("level", "Depth in the outline, 0 in a table of contents", "levels"),
                _count("ordinal", "Its number", "place in the order", required=False),
                _text("marker", "Its number as written"),
                _text("entry", "Its wording"),
                _count("page", "The page it names", "page number", required=False),
                _text(
                    "body_id", "The report it announces, where that is in the file", required=False
                ),
                START,
                END,
            ),
            ("listing_id",),
            (("report_id", "reports"), ("body_id", "reports")),
        ),
        Table(
            "sections",
            "Sections",
            "A heading and what stands under it.",
            (
                _text("section_id", "The section"),
                REPORT_ID,
                _text("parent_id", "The section it belongs to", required=False),
                _count(
                    "level",
                    "1 for 一、, 2 for (一), 3 for 1., 4 for 一是 in most reports",
                    "levels",
                ),
                _count("ordinal", "Its number", "place in the order", required=False),
                _text("marker", "Its number as written, damage mended", required=False),
                _text("heading", "Its heading without the number"),
                _text("role", "What stands under it", values=ROLES),
                START,
                END,
                _count("heading_start", "Where the wording of the heading begins", CHARACTERS),
                _count("heading_end", "Where it ends", CHARACTERS),
                _text(
                    "unit",
                    "What it is counted as: 第…部分 part, 第…章 chapter, 第…节 section, 第…条 article; "
                    "一是 (1) ① item; annexes appendix; any other heading",
                    values=UNITS_OF_TEXT,
                ),
                Column(
                    "end_guessed",
                    "boolean",
                    "The heading runs into its text and no mark shows where it ends: its end is "
                    "the likeliest place",
                ),
            ),
            ("section_id",),
            (("report_id", "reports"), ("parent_id", "sections")),
        ),
        Table(
            "sentences",
            "Sentences",
            "A sentence. The sentences of a report cover it without gap or overlap.",
            (
                _text("sentence_id", "The sentence"),
                REPORT_ID,
                SECTION_ID,
                START,
                END,
                _text("text", CLEAN.description, required=False),
                _text(
                    "deontic",
                    "Its force, the clearest in it: forbids (严禁), demands (必须, or a task as in 推进改革), encourages (鼓励), allows (可以), states (what is or was); by lexicon/deontic.csv and by whether its section looks ahead or back",
                    values=DEONTIC,
                ),
            ),
            ("sentence_id",),
            (("report_id", "reports"), ("section_id", "sections")),
        ),
        Table(
            "ordered_lists",
            "Ordered lists",
            "A list in running text whose members are numbered: 一是…二是…三是…. Those with a number left out have a row of kind list_numbers in checks.",
            (
                _text("list_id", "The list"),
                REPORT_ID,
                SECTION_ID,
                _text("sentence_id", "The sentence it begins in", required=False),
                START,
                END,
                _text("marker", "The number of its first member as written"),
                _count("members", "How many members it has", "members"),
                _count("last", "The number of its last member", "place in the order"),
                _text("missing", "Numbers that no member has, separated by commas", required=False),
                _text("items", "The words each member opens with, separated by ' | '"),
            ),
            ("list_id",),
            (("report_id", "reports"), ("section_id", "sections"), ("sentence_id", "sentences")),
        ),
        Table(
            "records",
            "Records",
            "A problem with what was done about it. A list pairs problem and measure; a bulletin has problem, result and situation.",
            (
                _text("record_id", "The record"),
                REPORT_ID,
                _text("category", "The area or 反馈问题 it belongs to", required=False),
                _text("problem", "The problem as its heading names it", required=False),
                _count("problem_start", "Where the problem begins", CHARACTERS, required=False),
                _text("measure", "The measure with the same number", required=False),
                _count("measure_start", "Where the measure begins", CHARACTERS, required=False),
                _text("result", "What became of it (整改结果)", required=False),
                _count(
                    "situation_start",
                    "Where the account of it begins (整改情况)",
                    CHARACTERS,
                    required=False,
                ),
                _count("situation_end", "Where that account ends", CHARACTERS, required=False),
                _text(
                    "done",
                    "The full text of what was done or is to be: the measure with all that stands under it, else the account",
                    required=False,
                ),
                START,
                END,
            ),
            ("record_id",),
            (("report_id", "reports"),),
        ),
        Table(
            "claims",
            "Numeric claims",
            "A quantity. The span covers number and unit, without the comparator before it.",
            (
                _text("claim_id", "The claim"),
                _text("report_id", REPORT_ID.description, required=False),
                SECTION_ID,
                SENTENCE_ID,
                START,
                END,
                CLEAN,
                _number(
                    "value",
                    "The number, 万 and 亿 multiplied out; missing when it is a range, a ratio, vague, redacted or unread (see reading)",
                    "as in unit",
                    required=False,
                ),
                _number("low", "The lower end of a range", "as in unit", required=False),
                _number("high", "The upper end of a range", "as in unit", required=False),
                _text("unit", "Unit or measure word as written, without 万 and 亿", required=False),
                _text("comparator", "How the number is bounded", values=COMPARATORS),
                _text(
                    "direction",
                    "Whether something rose or fell",
                    values=("increase", "decrease", "none"),
                ),
                _text(
                    "change",
                    "Whether it rose or fell by or to this amount",
                    values=("by", "to", "none"),
                ),
                _text("baseline", "What it is compared with, as written", required=False),
                _text(
                    "modality",
                    "Stated as being so, or as to be reached or kept",
                    values=("fact", "target"),
                ),
                _text(
                    "stance",
                    "How the number is meant: stated (done, being so), estimate (预计全年), goal (to be reached or done), limit (what a rule sets: 不超过90分钟), threshold (a bound that tells which things are meant: 涉及资金超5亿元的项目), condition (the case that a rule is for: 连续两年不达标), past_target (a target told again), plan_name (三年行动: nothing aimed at). Targets proper are goal and limit",
                    values=STANCES,
                ),
                Column("redacted", "boolean", "The number is blacked out (xx%, X个)"),
                _text("subject", "What is counted or what changed", required=False),
                _text("period", "The time the claim speaks of, as written", required=False),
                _count(
                    "year",
                    "The year the period lies in: 今年 is the year in the report's title, or else its date; missing where the words leave it open or span several years (十四五期间, 2018年以来)",
                    "year",
                    required=False,
                ),
                _text("role", "The role of its section", values=ROLES),
                _text("reading", "Why value is there or missing", values=READINGS),
                _text("kind", "What kind of quantity: count, percent, money, duration, ..."),
                _number(
                    "base_value",
                    "The value in base_unit, for comparing: 3成 is 30 %, 2公里 is 2000 米",
                    "as in base_unit",
                    required=False,
                ),
                _text(
                    "base_unit",
                    "The unit in which quantities of its kind are compared",
                    required=False,
                ),
                _text(
                    "parts",
                    "The numbers a ratio (4∶38∶58), a fraction (1/3) or a product (2×35万) is made of, between ' | '",
                    required=False,
                ),
            ),
            ("claim_id",),
            (("report_id", "reports"), ("section_id", "sections"), ("sentence_id", "sentences")),
        ),
        Table(
            "indicators",
            "Indicators",
            "An indicator's stated value: a target that a report sets, or an outcome that it states. One number that is said of two indicators has a row for each.",
            (
                _text("indicator_id", "The stated value"),
                REPORT_ID,
                SECTION_ID,
                SENTENCE_ID,
                _text(
                    "claim_id",
                    "Its number in claims; missing where there are only words",
                    required=False,
                ),
                START,
                END,
                CLEAN,
                _text(
                    "kind", "Set for a time to come, or stated as reached", values=INDICATOR_KINDS
                ),
                _text(
                    "indicator",
                    "Its canonical name (toolkit/lexicon/indicators.csv: gdp_growth, cpi, ...); missing for those that have none there",
                    required=False,
                    category=True,
                ),
                _text("written", "Its name as written", required=False),
                _text(
                    "horizon",
                    "The years the value is for: 2026; 2026-2030 for growth, sums and limits over a period; 2030 for a level at its end; 2025H1 for a half-year",
                    category=True,
                ),
                _number(
                    "value", "The number, 万 and 亿 multiplied out", "as in unit", required=False
                ),
                _number("low", "The lower end of a range", "as in unit", required=False),
                _number("high", "The upper end of a range", "as in unit", required=False),
                _text("unit", "Unit as written, without 万 and 亿", required=False),
                _text(
                    "comparator",
                    "How the value is bounded; missing where words state no relation",
                    values=COMPARATORS,
                    required=False,
                ),
                _text(
                    "direction",
                    "Whether it is to rise or fall, or did",
                    values=("increase", "decrease", "none"),
                ),
                _text("change", "Whether by or to this amount", values=("by", "to", "none")),
                _text(
                    "hedge",
                    "The words that soften, bound or bind the value, as written, | between",
                    required=False,
                ),
                _text(
                    "force",
                    "How firm these words make it (toolkit/lexicon/hedges.csv): hard, soft, a range, plain (a number without such words), none (words without)",
                    values=FORCES,
                ),
                Column("numeric", "boolean", "There is a number"),
            ),
            ("indicator_id",),
            (
                ("report_id", "reports"),
                ("section_id", "sections"),
                ("sentence_id", "sentences"),
                ("claim_id", "claims"),
            ),
        ),
        Table(
            "mentions",
            "Mentions",
            "Any other mention worth a row: dates, ordinals, numeric shorthand, identifiers, cited documents, quotations, redactions, lines that name a source.",
            (
                _text("mention_id", "The mention"),
                _text("report_id", REPORT_ID.description, required=False),
                SECTION_ID,
                SENTENCE_ID,
                START,
                END,
                CLEAN,
                _text("kind", "What it is", values=MENTION_KINDS),
                _text(
                    "value",
                    "Its normal form: ISO date or interval, number, title, source",
                    required=False,
                ),
            ),
            ("mention_id",),
            (("report_id", "reports"), ("section_id", "sections"), ("sentence_id", "sentences")),
        ),
        Table(
            "checks",
            "Checks",
            "A place where a report's own numbers can be held against each other.",
            (
                _text("check_id", "The check"),
                REPORT_ID,
                _text(
                    "finding",
                    "The kind of finding where it disagrees: the numbers cannot all be true, more or less is listed than announced, no calendar holds it, or a number of an ordered list is left out",
                    values=CHECK_FINDINGS,
                ),
                _text(
                    "kind",
                    "What is held against what: a total against its parts (total_parts) or against what is listed (total_listed), all shares of a whole against 100 % (shares), a part against its whole, from and to against the change or its direction, a part of a whole against its share, a quantity against its repetition; the years of a span against their count; the last number of a list against its members; or dates, ranges and percentages that cannot be",
                    values=CHECK_KINDS,
                ),
                Column(
                    "computed",
                    "boolean",
                    "The check calculated or counted; else it only saw which of two numbers is larger",
                ),
                _text("statement", "What is stated, what it leads to, and by how much it is off"),
                _number("expected", "What one side leads to", "as in the claims", required=False),
                _number("found", "What the other side says", "as in the claims", required=False),
                _text("verdict", "The outcome", values=("agrees", "disagrees", "cannot_tell")),
                _text("tie", "The words by which the two sides belong together"),
                _text("claim_ids", "The claims it rests on, separated by spaces", required=False),
                START,
                END,
            ),
            ("check_id",),
            (("report_id", "reports"),),
        ),
        Table(
            "doubts",
            "Doubts",
            "Something amiss in a text that was left as it is: neither mended nor filled in.",
            (
                _text("doubt_id", "The place"),
                DOCUMENT_ID,
                _text("report_id", REPORT_ID.description, required=False),
                _text("kind", "What is amiss", values=DOUBT_KINDS),
                _text("note", "What is amiss, in words"),
                _text("text", CLEAN.description, required=False),
                START,
                END,
            ),
            ("doubt_id",),
            (("document_id", "documents"), ("report_id", "reports")),
        ),
        Table(
            "phrases",
            "Phrases",
            "A word or phrase of the corpus: every word, and phrases of 2 to 6 words from 3 occurrences.",
            (
                _text("phrase", "The word or phrase"),
                _count("n", "Its length", "tokens"),
                _count("frequency", "How often it stands in the corpus", "occurrences"),
                _number(
                    "per_10k",
                    "Its frequency per 10,000 characters",
                    "occurrences per 10,000 characters",
                ),
                _count("reports", "How many reports contain it", "reports"),
                _number(
                    "dispersion",
                    "Gries' DPnorm over reports: 0 even, 1 in one report only",
                    "0 to 1",
                ),
                _number(
                    "juilland_d",
                    "Juilland's D over reports: 1 even, 0 in one report only",
                    "0 to 1",
                    required=False,
                ),
                _count(
                    "outside",
                    "How often it stands outside longer phrases of this table",
                    "occurrences",
                ),
                _text("kind", "What it is", values=("word", "ngram", "new_word")),
            ),
            ("phrase", "n"),
        ),
        Table(
            "phrase_counts",
            "Phrase counts",
            "A phrase in a report.",
            (
                _text("phrase", "The word or phrase", category=True),
                _count("n", "Its length", "tokens"),
                replace(REPORT_ID, category=True),
                _count("frequency", "How often it stands in the report", "occurrences"),
            ),
            ("phrase", "n", "report_id"),
            (("report_id", "reports"),),
        ),
        Table(
            "repeats",
            "Repeats",
            "A passage that stands word for word in more than one place; letters and numbers only.",
            (
                _text("repeat_id", "The passage"),
                _text("text", "Its letters and numbers"),
                _count("characters", "Its length", "letters and numbers"),
                _count("occurrences", "How many places it stands in", "places"),
                _count("reports", "How many reports it stands in", "reports"),
            ),
            ("repeat_id",),
        ),
        Table(
            "repeat_occurrences",
            "Places of repeats",
            "One place of a repeated passage; all of them, unless there are too many for any table.",
            (
                _text("repeat_id", "The passage", category=True),
                replace(REPORT_ID, category=True),
                START,
                END,
            ),
            ("repeat_id", "report_id", "start"),
            (("repeat_id", "repeats"), ("report_id", "reports")),
        ),
        Table(
            "reuse",
            "Text reuse",
            "An aligned pair of near-identical passages.",
            (
                _text("reuse_id", "The pair"),
                _text("report_a", "The report of the first passage"),
                _count("start_a", "Where it begins", CHARACTERS),
                _count("end_a", "Where it ends", CHARACTERS),
                _text("report_b", "The report of the second passage"),
                _count("start_b", "Where it begins", CHARACTERS),
                _count("end_b", "Where it ends", CHARACTERS),
                _number(
                    "similarity",
                    "Twice the letters and numbers that match, divided by those of both passages",
                    "0 to 1",
                ),
                _text(
                    "differences",
                    "What differs, in order: a→b replaced, +b only in the second, -a only in the first",
                    required=False,
                ),
            ),
            ("reuse_id",),
            (("report_a", "reports"), ("report_b", "reports")),
        ),
        Table(
            "carried_claims",
            "Numbers carried over",
            "Two claims of different reports that count the same thing in the same place of a shared passage, or say the same of it. Spans of years are left out.",
            (
                _text("carried_id", "The pair of claims"),
                _text(
                    "outcome",
                    "What became of the value from one to the other: the same, another, or blacked out in the first or second",
                    values=("kept", "changed", "redacted_a", "redacted_b"),
                ),
                _text(
                    "basis",
                    "passage: both stand in one place of a passage one report has from the other or both from a third; formula: in one place of a wording that reports of the kind use, where the same number may be chance; coincidence: only value, unit and subject are the same, which may be chance",
                    values=("passage", "formula", "coincidence"),
                ),
                _text(
                    "earlier",
                    "Which report is dated earlier; missing where the dates do not say, and then nothing says who had it from whom",
                    required=False,
                    values=("a", "b"),
                ),
                _text(
                    "reuse_id",
                    "The aligned pair of passages they stand in; missing for one shared word for word only",
                    required=False,
                ),
                *(column for side in ("a", "b") for column in _carried(side)),
            ),
            ("carried_id",),
            (
                ("reuse_id", "reuse"),
                ("claim_a", "claims"),
                ("claim_b", "claims"),
                ("report_a", "reports"),
                ("report_b", "reports"),
            ),
        ),
        Table(
            "templates",
            "Templates",
            "A passage that recurs with some of its wording exchanged.",
            (
                _text("template_id", "The template"),
                _text("template", "Its wording; ⟨N⟩ a number, ⟨…⟩ any wording"),
                _text(
                    "kind",
                    "template: three places or more have it; pair: only two, which may as well be one text and its revision",
                    values=("template", "pair"),
                ),
                _count("characters", "Length of its fixed wording", "letters and numbers"),
                _count("slots", "How many slots it has", "slots"),
                _count("places", "How many places it stands in", "places"),
                _count("reports", "How many reports it stands in", "reports"),
            ),
            ("template_id",),
        ),
        Table(
            "template_places",
            "Places of templates",
            "One variant of a template.",
            (
                _text("template_id", "The template"),
                REPORT_ID,
                START,
                END,
                _number("share", "How much of the fixed wording it has", "0 to 1"),
                _text("slots", "The fillers, in order, separated by ' | '; ∅ nothing"),
            ),
            ("template_id", "report_id", "start"),
            (("template_id", "templates"), ("report_id", "reports")),
        ),
        Table(
            "frames",
            "Frames",
            "A sentence frame with slots that recurs.",
            (
                _text("frame_id", "The frame"),
                _text("frame", "Its wording; ⟨N⟩ a number, ⟨…⟩ any wording"),
                _text(
                    "kind",
                    "number: slots for numbers only; wording: a slot for any wording; parallel: a series of two members or more that open alike",
                    values=("number", "wording", "parallel"),
                ),
                _count("occurrences", "How often it stands in the corpus", "places"),
                _count(
                    "outside",
                    "At how many of these places no longer frame (parallel series left aside) holds it",
                    "places",
                ),
                _count("reports", "How many reports it stands in", "reports"),
                _text("source", "Where it comes from", values=("lexicon", "discovered")),
                _count("fillers", "How many different fillers its first slot takes", "fillers"),
                _number(
                    "entropy", "Entropy of those fillers: 0 when it is always the same", "bits"
                ),
                _number(
                    "log_dice",
                    "How strongly the two wordings of a gapped frame go together: 14 when neither stands without the other",
                    "logDice",
                    required=False,
                ),
            ),
            ("frame_id",),
        ),
        Table(
            "frame_matches",
            "Places of frames",
            "One place of a frame.",
            (
                _text("frame_id", "The frame"),
                REPORT_ID,
                _text("sentence_id", "The sentence it stands in"),
                START,
                END,
                _text("slots", "The fillers, in order, separated by ' | '", required=False),
            ),
            ("frame_id", "sentence_id", "start"),
            (("frame_id", "frames"), ("report_id", "reports"), ("sentence_id", "sentences")),
        ),
        Table(
            "concepts",
            "Concepts",
            "A concept that was looked for: a name with its words and rules. From Python: corpus.concept(name).",
            (
                _text("concept", "Its name; of one within another, both names with a dot between"),
                _text("rule", "Its words and conditions, as they could stand in a file of rules"),
                _text("source", "Where its list was published, or the file and line it stands in"),
                _text("parent", "The concept it is part of", required=False),
            ),
            ("concept",),
            (("parent", "concepts"),),
        ),
        Table(
            "concept_matches",
            "Places of concepts",
            "A place where a concept stands, once for each way in which it counts there. The places of one way do not overlap.",
            (
                _text("concept", "The concept", category=True),
                replace(REPORT_ID, category=True),
                SECTION_ID,
                SENTENCE_ID,
                START,
                END,
                CLEAN,
                _text(
                    "counted_as",
                    "word: it begins and ends where words of jieba do; string: it stands there, be it inside a longer word",
                    values=("word", "string"),
                ),
                _text("role", "The role of its section", values=ROLES),
            ),
            ("concept", "counted_as", "report_id", "start"),
            (
                ("concept", "concepts"),
                ("report_id", "reports"),
                ("section_id", "sections"),
                ("sentence_id", "sentences"),
            ),
        ),
    )
}
