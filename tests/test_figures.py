"""Figures: they draw Chinese, refuse what the font lacks, and come out the same every time."""

import inspect
import io
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image
from printed import assert_prints_in_grey
from scipy.stats import binomtest

from conftest import ROOT
from toolkit import figures, lexicon
from toolkit.analysis import quantities, rates, sharing
from toolkit.analysis.overview import damage, role_shares, uncovered_numerals
from toolkit.figures import GlyphError, export, labels
from toolkit.figures.names import report_names
from toolkit.sentences import Sentence
from toolkit.tables import schema, tables

FORMS = {"pdf", "svg", "png", "csv", "txt"}
ELSEWHERE = {f"toolkit.figures.{name}" for name in ("targets", "carried", "words", "concepts")}
NAMES = sorted(
    name
    for name in vars(figures)
    if hasattr(getattr(figures, name), "__wrapped__")
    and getattr(figures, name).__module__ not in ELSEWHERE
)


def report(n, **values):
    row = {
        "report_id": f"a#{n}",
        "document_id": "a",
        "title": f"第{n}号减负情况通报",
        "kind": "article",
        "issuer": None,
        "place": None,
        "province": None,
        "level": None,
        "date": None,
        "start": n * 100,
        "end": n * 100 + 100,
        "characters": 100,
        "truncated": "none",
    }
    return row | values


def section(n, number, **values):
    start = n * 100 + number * 30
    row = {
        "section_id": f"a#{n}.s{number}",
        "report_id": f"a#{n}",
        "parent_id": None,
        "level": 1,
        "ordinal": number,
        "marker": f"{number}.",
        "heading": "会议过多",
        "role": "problem",
        "unit": "heading",
        "end_guessed": False,
        "start": start,
        "end": start + 30,
        "heading_start": start + 2,
        "heading_end": start + 6,
    }
    return row | values


def claim(n, number, **values):
    row = dict.fromkeys(schema.TABLES["claims"].names) | {
        "claim_id": f"a#{n}.c{number}",
        "report_id": f"a#{n}",
        "start": n * 100 + number,
        "end": n * 100 + number + 1,
        "text": "12个",
        "value": 12.0,
        "unit": "个",
        "kind": "count",
        "comparator": "eq",
        "direction": "increase",
        "change": "by",
        "modality": "fact",
        "stance": "stated",
        "redacted": False,
        "subject": "工作群",
        "role": "problem",
        "reading": "exact",
    }
    return row | values


def invented(reports=3):
    """Tables of a few invented reports, as many as wanted."""
    numbers = range(1, reports + 1)
    document = dict.fromkeys(schema.TABLES["documents"].names, 0) | {
        "document_id": "a",
        "path": "a.txt",
        "sha256": "0",
        "format": "txt",
        "encoding": "utf-8",
        "characters": 10_000,
        "status": "ok",
        "message": None,
    }
    check = {
        "check_id": "a#1.k1",
        "report_id": "a#1",
        "finding": "arithmetic",
        "kind": "share",
        "computed": True,
        "statement": "",
        "expected": 1.0,
        "found": 2.0,
        "verdict": "disagrees",
        "tie": "占",
        "claim_ids": None,
        "start": 100,
        "end": 101,
    }
    return tables.make(
        {
            "documents": [document],
            "repairs": [
                {
                    "document_id": "a",
                    "start": 150 + n,
                    "end": 151 + n,
                    "kind": kind,
                    "before": "x",
                    "after": "",
                }
                for n, kind in enumerate(("page_mark", "misread_character", "width"))
            ],
            "reports": [report(n) for n in numbers],
            "sections": [
                section(n, i, role=r) for n in numbers for i, r in enumerate(("problem", "measure"))
            ],
            "claims": [
                claim(n, i, redacted=i == 2, reading="redacted" if i == 2 else "exact")
                for n in numbers
                for i in range(3)
            ],
            "checks": [check],
            "repeats": [
                {
                    "repeat_id": "r1",
                    "text": "字" * 15,
                    "characters": 15,
                    "occurrences": 2,
                    "reports": 2,
                }
            ],
            "frames": [
                {
                    "frame_id": "f1",
                    "frame": "建立⟨…⟩机制",
                    "kind": "wording",
                    "occurrences": 3,
                    "outside": 3,
                    "reports": 2,
                    "source": "lexicon",
                    "fillers": 2,
                    "entropy": 1.0,
                }
            ],
        }
    )


def drawn(t, language):
    """Every figure of invented tables, by name."""
    ids = t["reports"]["report_id"].tolist()
    pairs = pd.DataFrame(
        [(a, b, 0.5, 30) for a in ids for b in ids if a != b],
        columns=["report_a", "report_b", "share", "longest"],
    )
    shared = pd.DataFrame(
        [("word_for_word", ids[0], ids[-1], 0.0, 50.0, 10.0, 60.0)],
        columns=["what", "report_a", "report_b", "from_a", "to_a", "from_b", "to_b"],
    )
    matches = pd.DataFrame({"frame_id": ["f1", "f1"], "slots": ["台账 | 会议", "台账"]})
    parts = pd.DataFrame({"report_id": ids, "copied": 0.2, "formula": 0.3, "own": 0.5})
    parts = parts.assign(copied_low=0.1, copied_high=0.2, own_low=0.5, own_high=0.7, others=10)
    curve = parts.head(2).assign(formula_low=0.2, formula_high=0.4, reports=9)
    curve["others"] = range(1, len(curve) + 1)
    rate = pd.DataFrame(
        {
            "phrase": ["减负", "会议"],
            "n": 1,
            "reports": 2,
            "per_10k": [9.0, 8.0],
            "ci_low": [5.0, np.nan],
            "ci_high": [12.0, np.nan],
        }
    )
    places = pd.DataFrame({"term": ["减负", "会议"], "report_id": ids[0], "start": [110, 120]})
    key = pd.DataFrame(
        {
            "phrase": ["问题", "机制"],
            "log_ratio": [2.0, -2.0],
            "ci_low": [1.0, -3.0],
            "ci_high": [3.0, -1.0],
            "g2": 9.0,
            "q": [0.01, 0.2],
            "frequency_target": [8, 1],
            "frequency_reference": [2, 4],
        }
    )
    cloud = pd.DataFrame({"phrase": ["减负", "会议", "台账"], "frequency": [9, 5, 2]})
    marks, reports, claims = damage(t), t["reports"], t["claims"]
    return {
        "report_sizes": figures.report_sizes(reports, language),
        "repair_kinds": figures.repair_kinds(t["documents"], t["repairs"], language),
        "structure_maps": figures.structure_maps(reports, t["sections"], marks, language),
        "outline": figures.outline(reports.iloc[0], t["sections"], marks, language),
        "containment_matrix": figures.containment_matrix(pairs, reports, language),
        "ribbon": figures.ribbon(shared, reports, language),
        "dot_plot": figures.dot_plot(shared, reports, language),
        "repeat_lengths": figures.repeat_lengths(t["repeats"], language),
        "frame_fillers": figures.frame_fillers(t["frames"], matches, language),
        "rarefaction_curve": figures.rarefaction_curve(curve, language),
        "formulaicity_bars": figures.formulaicity_bars(parts, reports, language),
        "quantity_kinds": figures.quantity_kinds(claims, language),
        "comparators": figures.comparators(claims, language),
        "change_kinds": figures.change_kinds(claims, language),
        "readings": figures.readings(claims, reports, language),
        "heaping": figures.heaping(quantities.last_digits(claims), language),
        "check_verdicts": figures.check_verdicts(t["checks"], language),
        "phrase_bars": figures.phrase_bars(rate, 90, language),
        "dispersion_plot": figures.dispersion_plot(places, reports, language),
        "keyness_bars": figures.keyness_bars(key, ("problem_sections", "甲组"), language),
        "word_cloud": figures.word_cloud(cloud, language),
        "dyad_heatmap": figures.dyad_heatmap(
            pairs, reports.assign(place=[f"{n}县" for n in range(len(reports))]), language
        ),
        "ranked_dots": figures.ranked_dots(
            parts, "copied", "copied_low", "copied_high", reports=reports, language=language
        ),
        "time_plot": figures.time_plot(
            parts.assign(year=["2004", "2012", None][: len(parts)], kind="减负" if len(parts) else ""),
            "year", "own", by="kind", language=language,
        ),
    }  # fmt: skip


def words(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


@pytest.fixture(scope="module")
def chinese():
    return drawn(invented(), "zh")


def test_every_figure_of_the_package_is_tried_here(chinese):
    assert sorted(chinese) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_draws_in_chinese_with_its_data(chinese, name):
    figure, data = chinese[name]
    assert any("\u4e00" <= char <= "\u9fff" for text in words(figure) for char in text)
    assert len(data) > 0


def test_names_unit_and_n(chinese):
    for name, (figure, _) in chinese.items():
        assert any("n = " in text for text in words(figure)), name


def test_export_is_complete_and_the_same_every_time(tmp_path, chinese):
    figure, data = chinese["structure_maps"]
    export(figure, data, "map", tmp_path / "one")
    again, data = figures.structure_maps(*structure_of(invented()), "zh")
    export(again, data, "map", tmp_path / "two")
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / side).iterdir()}
        for side in ("one", "two")
    )
    assert {name.rpartition(".")[2] for name in one} == FORMS
    assert one == two


def structure_of(t):
    return t["reports"], t["sections"], damage(t)


def test_export_does_not_depend_on_the_hash_seed(tmp_path):
    code = (
        "import sys; import pandas as pd; from toolkit.figures import export, word_cloud;"
        "d = pd.DataFrame({'phrase': ['减负', '会议', '台账'], 'frequency': [9, 5, 2]});"
        "export(*word_cloud(d), 'cloud', sys.argv[1])"
    )
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True, env=environment)
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1]


def test_text_stays_text_and_no_date_is_written(tmp_path, chinese):
    export(*chinese["report_sizes"], "sizes", tmp_path)
    svg = (tmp_path / "sizes.svg").read_text("utf-8")
    assert "第1号减负情况通报" in svg
    assert "<dc:date>" not in svg
    pdf = (tmp_path / "sizes.pdf").read_bytes()
    assert b"/ToUnicode" in pdf and b"/Type3" not in pdf
    assert b"/CreationDate" not in pdf
    with Image.open(tmp_path / "sizes.png") as picture:
        assert not {"Software", "Creation Time"} & set(picture.info)
        assert picture.width == 2100  # 7 inches at the 300 dpi journals ask for
    assert (tmp_path / "sizes.csv").read_bytes().startswith(b"\xef\xbb\xbfreport_id")
    said = (tmp_path / "sizes.caption.txt").read_text("utf-8")
    assert said.splitlines() == [
        "sizes. Length of each report, by kind. Characters (n = 3 reports). "
        "Settings: at most 30, width, inches 7.0.",
        "",
        "sizes. 各报告篇幅，按文种着色。字符数（n = 3 篇报告）。设置：最多 30，宽（英寸） 7.0。",
    ]


@pytest.mark.parametrize("char", ["🎉", "\U0002a6d6", "\ue000", "⟨"])
def test_a_character_the_font_lacks_is_refused_by_name(tmp_path, char):
    figure = Figure()
    figures.style.font()
    figure.text(0.1, 0.1, f"基层{char}减负", family="Noto Sans SC")
    with pytest.raises(GlyphError, match=f"U\\+{ord(char):04X}"):
        export(figure, pd.DataFrame(), "party", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("喜报🎉\n第二行", "a character no font has, and a line break"),
        ("花费$5_000$的{报告}", "what matplotlib would take for a formula"),
        ("", "no title at all"),
        ("一" * 300, "a title without end"),
    ],
)
def test_any_title_can_be_drawn(tmp_path, title, why):
    reports = tables.make(
        {
            "documents": [
                dict.fromkeys(schema.TABLES["documents"].names, 0)
                | {
                    "document_id": "a",
                    "path": "a",
                    "sha256": "",
                    "format": "",
                    "status": "ok",
                    "encoding": "",
                    "message": "",
                }
            ],
            "reports": [report(1, title=title)],
        }
    )["reports"]
    shown = export(*figures.report_sizes(reports), "sizes", tmp_path)
    assert shown._repr_png_().startswith(b"\x89PNG")
    assert max(map(len, report_names(reports).values())) <= 20


def test_names_tell_reports_apart():
    rows = [report(1, title="情况通报"), report(2, title="情况通报"), report(3, title=None)]
    names = report_names(pd.DataFrame(rows))
    assert list(names.values()) == ["情况通报 (1)", "情况通报 (2)", "a#3 article"]


@pytest.mark.parametrize(
    ("values", "name", "why"),
    [
        ({"title": "政府工作报告", "place": "青山市白水县", "date": "2021-02"}, "白水县 2021 政府工作报告", "the county"),
        ({"title": "2021年青山市政府工作报告", "place": "青山市", "date": "2021"}, "2021年青山市政府工作报告", "said in the title"),
        ({"title": None, "place": "青山市", "date": None, "kind": "plan"}, "青山市 plan", "no title"),
        ({"title": "关于整治形式主义为基层减负工作情况的报告", "place": "青山市", "date": "2021"}, "青山市 2021 关于整治形式主义为基…", "cut"),
        ({"title": None, "report_id": "list_9c876980424137df#2", "kind": None}, "list#2", "no hash"),
    ],
)  # fmt: skip
def test_names_of_reports_carry_place_and_year(values, name, why):
    assert list(report_names(pd.DataFrame([report(1, **values)])).values()) == [name]


def test_a_figure_of_many_reports_says_that_it_shows_some():
    figure, data = figures.report_sizes(invented(60)["reports"])
    assert len(data) == 30
    assert any("30 of n = 60 reports" in text for text in words(figure))


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_empty_tables_give_a_sentence_in_place_of_a_figure(tmp_path, language):
    empty = tables.make({})
    claims, reports = empty["claims"], empty["reports"]
    none = pd.DataFrame(columns=["report_a", "report_b", "share", "longest"])
    for figure, data in (
        figures.report_sizes(reports, language),
        figures.repair_kinds(empty["documents"], empty["repairs"], language),
        figures.structure_maps(reports, empty["sections"], damage(empty), language),
        figures.containment_matrix(none, reports, language),
        figures.repeat_lengths(empty["repeats"], language),
        figures.frame_fillers(empty["frames"], empty["frame_matches"], language),
        figures.quantity_kinds(claims, language),
        figures.readings(claims, reports, language),
        figures.heaping(quantities.last_digits(claims), language),
        figures.check_verdicts(empty["checks"], language),
        figures.word_cloud(empty["phrases"], language),
    ):
        assert len(words(figure)) == 1
        assert not len(data) or not data["claims"].any()
    export(figure, data, "empty", tmp_path)
    assert {path.suffix[1:] for path in tmp_path.iterdir()} == FORMS


@pytest.mark.parametrize(
    "values",
    [
        schema.REPORT_KINDS,
        schema.ROLES,
        schema.COMPARATORS,
        schema.READINGS,
        schema.CHECK_KINDS,
        sorted({row["kind"] for row in lexicon.table("measure_words")}),
        ("fact", "target", "agrees", "disagrees", "cannot_tell", "increase", "decrease"),
        schema.REPAIR_KINDS,
        schema.PLACE_LEVELS,
    ],
)
def test_every_value_has_its_words_in_both_languages(values):
    rows = {row["key"]: row for row in lexicon.table("figure_labels")}
    assert [value for value in values if value not in rows] == []
    assert all(rows[value][language] for value in values for language in labels.LANGUAGES)


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="en or zh, not 'fr'"):
        figures.report_sizes(invented()["reports"], "fr")


def test_the_reader_s_own_settings_are_left_alone():
    import matplotlib as mpl  # noqa: PLC0415

    with mpl.rc_context({"font.size": 20}):
        figure, _ = figures.report_sizes(invented()["reports"])
        assert mpl.rcParams["font.size"] == 20
    assert figure.axes[0].xaxis.label.get_fontsize() == 8


# What the notebooks ask of the tables.


def test_last_digits_count_exact_counts_only():
    rows = [
        claim(1, 0, value=15.0),
        claim(1, 1, value=20.0),
        claim(1, 2, value=37.0),
        claim(1, 3, value=9.0),
        claim(1, 4, value=30.0, comparator="ge"),
        claim(1, 5, value=40.0, kind="money"),
        claim(1, 6, value=12.5),
        claim(1, 7, value=30000.0, text="3万个"),
        claim(1, 8, value=None, reading="vague"),
    ]
    claims = tables.make({})["claims"]
    claims = pd.concat([claims, pd.DataFrame(rows)[claims.columns].astype(claims.dtypes)])
    digits = quantities.last_digits(claims).set_index("digit")
    assert digits["claims"].to_dict() == {d: int(d in (0, 5, 7)) for d in range(10)}
    expected = binomtest(1, 3).proportion_ci(method="wilson")
    assert digits.loc[7, ["low", "high"]].tolist() == pytest.approx([expected.low, expected.high])


def test_role_shares_count_the_innermost_section():
    reports = pd.DataFrame([report(1)])
    outer = section(1, 0, start=100, end=200, role="problem")
    inner = section(1, 1, start=140, end=180, role="measure", level=2)
    found = role_shares(reports, pd.DataFrame([outer, inner]))
    assert found == {"problem": 0.6, "measure": 0.4, "result": 0.0, "other": 0.0}


def test_numerals_that_no_row_accounts_for():
    t = invented(1)
    text = "0" * 99 + "年12个" + "、" * 60 + "34件"
    found, total = uncovered_numerals(t, {"a": text})
    assert total == 3
    assert found["numeral"].tolist() == [text[:99], "34"]


def test_damage_is_what_was_repaired_or_blacked_out():
    found = damage(invented())
    assert found["kind"].value_counts().to_dict() == {"redacted": 3, "repaired": 2}
    assert set(found["document_id"]) == {"a"}


def test_shared_places_take_either_order_of_the_pair():
    reports = pd.DataFrame([report(1), report(2)])
    reuse = pd.DataFrame(
        [
            {
                "report_a": "a#2",
                "start_a": 210,
                "end_a": 260,
                "report_b": "a#1",
                "start_b": 100,
                "end_b": 150,
            }
        ]
    )
    places = pd.DataFrame(
        {
            "repeat_id": ["r", "r", "s"],
            "report_id": ["a#1", "a#2", "a#1"],
            "start": [100, 210, 120],
            "end": [120, 230, 140],
        }
    )
    found = sharing.shared_places("a#1", "a#2", reuse, places, reports)
    assert found[["what", "from_a", "to_a", "from_b", "to_b"]].to_numpy().tolist() == [
        ["with_differences", 0.0, 50.0, 10.0, 60.0],
        ["word_for_word", 0.0, 20.0, 10.0, 30.0],
    ]


def test_rates_carry_an_interval_from_whole_reports():
    phrases = pd.DataFrame({"phrase": ["减负"], "n": [1], "frequency": [30], "reports": [2]})
    counts = pd.DataFrame(
        {"phrase": ["减负"] * 2, "n": [1] * 2, "report_id": ["a", "b"], "frequency": [10, 20]}
    )
    both = rates.phrase_rates(phrases, counts, pd.Series({"a": 1000, "b": 1000})).iloc[0]
    assert both["per_10k"] == 150
    assert 0 < both["ci_low"] < 100 and both["ci_high"] > 200  # two reports say little
    alone = rates.phrase_rates(phrases, counts[:1], pd.Series({"a": 1000})).iloc[0]
    assert alone["per_10k"] == 100 and np.isnan(alone["ci_low"])


def test_sentences_are_shown_as_text_never_as_markup():
    assert Sentence("3 of 4, *xx*% <b>")._repr_markdown_() == r"3 of 4, \*xx\*% \<b\>"


def test_the_picture_in_a_notebook_is_light(tmp_path, chinese):
    picture = export(*chinese["word_cloud"], "cloud", tmp_path)._repr_png_()
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.width == 798
    assert len(picture) < 120_000
    said = repr(export(*chinese["heaping"], "digits", tmp_path))
    assert said == "digits: pdf, svg, png, csv, caption.txt"


def test_the_picture_in_a_notebook_keeps_its_colours(tmp_path):
    figure = Figure(figsize=(7, 1))
    colours = [
        (at / 255, 0.5, 1 - at / 255) for at in range(0, 255, 2)
    ]  # more than a palette holds
    figure.subplots().bar(range(len(colours)), 1, 1.0, color=[*colours[:-3], *["0.55"] * 3])
    picture = export(figure, pd.DataFrame({"a": [1]}), "own", tmp_path)._repr_png_()
    with Image.open(io.BytesIO(picture)) as shown:
        drawn = np.asarray(shown.convert("RGB")).astype(int)
    with Image.open(tmp_path / "own.png") as whole:
        true = whole.convert("RGB").resize(drawn.shape[1::-1], Image.Resampling.LANCZOS)
    assert np.abs(drawn - np.asarray(true)).max() <= 12  # of 255
    assert (np.abs(drawn - 140).max(axis=2) <= 4).sum() > 100  # grey is grey


# What every figure call takes.


@pytest.mark.parametrize("width", [3.3, 5, 7])
@pytest.mark.parametrize("name", ["report_sizes", "heaping", "dot_plot", "containment_matrix"])
def test_every_width_is_the_one_asked_for(name, width):
    t = invented()
    given = {
        "report_sizes": (t["reports"],),
        "heaping": (quantities.last_digits(t["claims"]),),
        "dot_plot": (
            pd.DataFrame(
                [("word_for_word", "a#1", "a#2", 0.0, 50.0, 10.0, 60.0)],
                columns=["what", "report_a", "report_b", "from_a", "to_a", "from_b", "to_b"],
            ),
            t["reports"],
        ),
        "containment_matrix": (
            pd.DataFrame([("a#1", "a#2", 0.5, 9)], columns=["report_a", "report_b", "share", "longest"]),
            t["reports"],
        ),
    }[name]  # fmt: skip
    figure, _ = getattr(figures, name)(*given, width=width, title="题目 of the figure")
    assert figure.get_figwidth() == width
    figure.draw_without_rendering()
    assert "题目 of the figure" in words(figure)
    for text in figure.findobj(Text):
        if text.get_text().strip("0123456789.,"):  # ticks beyond the frame are not drawn
            box = text.get_window_extent()
            assert box.x0 > -30 and box.x1 < width * figure.dpi + 30, text.get_text()


def test_all_figures_take_width_title_and_grey():
    for name in vars(figures):
        function = getattr(figures, name)
        if hasattr(function, "__wrapped__"):
            parameters = inspect.signature(function).parameters
            assert {"language", "width", "title", "grey"} <= set(parameters), name


def test_every_figure_has_its_caption_in_both_languages():
    rows = {row["key"]: row for row in lexicon.table("figure_captions")}
    names = {n for n in vars(figures) if hasattr(getattr(figures, n), "__wrapped__")}
    assert set(rows) == names
    assert all(row[language] for row in rows.values() for language in labels.LANGUAGES)


def test_grey_print_has_no_colour_and_tells_apart(tmp_path):
    t = invented()
    claims = t["claims"].assign(modality=["fact", "target", "fact"] * 3)
    figure, data = figures.quantity_kinds(claims, grey=True)
    export(figure, data, "grey", tmp_path)
    with Image.open(tmp_path / "grey.png") as picture:
        assert all(max(c) - min(c) < 12 for _, c in picture.convert("RGB").getcolors(1 << 24))
    bars = {patch.get_facecolor() for patch in figure.axes[0].patches}
    assert len(bars) == 2


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_prints_in_grey(chinese, name):
    assert_prints_in_grey(chinese[name][0].draw_again("en"))


def test_own_plots_get_style_font_and_a_caption(tmp_path):
    import matplotlib as mpl  # noqa: PLC0415

    with mpl.rc_context():
        figures.use_style(width=3.3, grey=True)
        figure = Figure()
        axes = figure.subplots()
        axes.plot([1, 2], [1, 2])
        axes.set_xlabel("年份（n = 2）")
    assert figure.get_figwidth() == 3.3
    export(
        figure, pd.DataFrame({"x": [1, 2]}), "own", tmp_path, caption={"en": "Own", "zh": "自绘"}
    )
    said = (tmp_path / "own.caption.txt").read_text("utf-8")
    assert said == "own. Own. 年份（n = 2）.\n\nown. 自绘。年份（n = 2）。\n"


@pytest.mark.parametrize(
    ("text", "family", "settings"),
    [
        ("汉", "DejaVu Sans", {}),
        ("$汉$", "DejaVu Sans", {"parse_math": True}),
        ("\u200b减负🎉", "Noto Sans SC", {}),
    ],
)
def test_a_box_in_whatever_font_is_refused(tmp_path, text, family, settings):
    figures.style.font()
    figure = Figure()
    axes = figure.subplots()
    axes.set_xticks([0], [text])  # a label that is made only when the figure is drawn
    axes.get_xticklabels()[0].set(family=family, **settings)
    with pytest.raises(GlyphError, match="the font"):
        export(figure, pd.DataFrame({"a": [1]}), "box", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_coarse_picture_is_refused(tmp_path, chinese):
    with pytest.raises(ValueError, match="300 or more"):
        export(*chinese["heaping"], "digits", tmp_path, dpi=150)


# What single figures promise.


def test_keyness_leads_with_what_is_sure():
    key = pd.DataFrame(
        {
            "phrase": ["稀", "问题", "机制"],
            "log_ratio": [8.0, 3.0, -2.0],
            "ci_low": [0.2, 2.5, -3.0],
            "ci_high": [16.0, 3.5, -1.0],
            "g2": 9.0,
            "q": 0.01,
            "frequency_target": 3,
            "frequency_reference": 1,
        }
    )
    assert figures.keyness_bars(key, ("甲", "乙"))[1]["phrase"].tolist() == ["问题", "稀", "机制"]


def test_time_is_drawn_at_true_distances_and_kinds_are_not_joined():
    table = pd.DataFrame(
        {
            "date": ["2004", "2008-01", "2012", "2012", None],
            "value": [1.0, 2.0, 3.0, 9.0, 5.0],
            "kind": ["work_report", "work_report", "work_report", "law", "law"],
        }
    )
    figure, data = figures.time_plot(table, "date", "value", by="kind", join=True)
    lines = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert [list(line.get_xdata()) for line in lines] == [[2004.0, 2008.0], [2008.0, 2012.0]]
    assert len(data) == 4 and any("4 of n = 5" in text for text in words(figure))


def test_dyads_stand_by_level_and_say_their_pairs():
    reports = pd.DataFrame(
        {
            "report_id": ["a", "b", "c"],
            "place": ["甲县", "全国", "甲县"],
            "level": ["county", "centre", "county"],
        }
    )
    pairs = pd.DataFrame(
        [("a", "b", 0.4), ("c", "b", 0.2), ("a", "c", 0.1), ("b", "a", 0.0)],
        columns=["report_a", "report_b", "share"],
    )
    figure, data = figures.dyad_heatmap(pairs, reports)
    cells = data.set_index(["group_a", "group_b"])
    assert cells.loc[("甲县", "全国")].tolist() == [pytest.approx(0.3), 2]
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert [name.split()[0] for name in names] == ["全国", "甲县"]


@pytest.mark.parametrize(
    "lengths",
    [
        [13],  # one passage
        [13, 14, 16, 16],  # a corpus of one report
        [12] * 40 + [15] * 9 + [31, 64],
        [12] * 900 + [40] * 60 + [2_140],
    ],
)
def test_ticks_of_counts_are_whole_numbers_and_none_stands_twice(lengths):
    repeats = pd.DataFrame({"characters": lengths, "reports": 1})
    figure, _ = figures.repeat_lengths(repeats)
    for axis in (figure.axes[0].xaxis, figure.axes[0].yaxis):
        low, high = axis.get_view_interval()
        shown = []
        for formatter, at in (
            (axis.get_major_formatter(), axis.get_majorticklocs()),
            (axis.get_minor_formatter(), axis.get_minorticklocs()),
        ):
            labels_there = formatter.format_ticks([tick for tick in at if low <= tick <= high])
            shown += [label for label in labels_there if label]
        assert len(shown) == len(set(shown)) > 0
        assert all(label.replace(",", "").isdigit() for label in shown)


def test_a_corpus_of_one_has_nobody_to_copy_from():
    one = ["copied", "copied_low", "copied_high", "own", "own_low", "own_high"]
    parts = pd.DataFrame({"report_id": ["a#1"], "others": [0]} | {key: [0.0] for key in one})
    figure, _ = figures.formulaicity_bars(parts, pd.DataFrame({"report_id": ["a#1"]}))
    assert words(figure) == ["no two reports to compare"]
