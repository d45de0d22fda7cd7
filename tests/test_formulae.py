"""Formulae apart from copies: what stands only in copied passages is none."""

import pandas as pd
from test_reuse import BEFORE, PASSAGE, body

from toolkit.across.compared import Compared
from toolkit.analysis.formulae import COLUMNS, formulae

FRAMES = pd.DataFrame({"frame_id": ["f1"], "frame": ["建立⟨…⟩机制"]})
FRAME, SLOGAN, PHRASE = "建立台账机制", "四风", "对照台账回访"


def table(*texts):
    """Every place of one frame, one slogan and one phrase in the texts, as the tables hold them."""
    bodies = [body(f"d{at}#1", text) for at, text in enumerate(texts)]
    spans = {
        words: [
            {
                "report_id": f"d{at}#1",
                "start": text.find(words),
                "end": text.find(words) + len(words),
            }
            for at, text in enumerate(texts)
            if words in text
        ]
        for words in (FRAME, SLOGAN, PHRASE)
    }
    columns = ["report_id", "start", "end"]
    matches = pd.DataFrame(spans[FRAME], columns=columns).assign(frame_id="f1", slots="台账")
    mentions = pd.DataFrame(spans[SLOGAN], columns=columns)
    mentions = mentions.assign(kind="shorthand", text=SLOGAN, value=SLOGAN)
    counts = pd.DataFrame(spans[PHRASE], columns=columns).assign(phrase=PHRASE, n=3)
    found = formulae(Compared(bodies), counts, FRAMES, matches, mentions)
    assert list(found.columns) == COLUMNS
    return found.set_index("wording")


def test_what_stands_outside_copies_is_a_formula():
    own = [
        f"{BEFORE}要{FRAME}，{PHRASE}，纠治{SLOGAN}。",
        f"枫桥镇早先已{FRAME}而后{PHRASE}并防{SLOGAN}。",
    ]
    found = table(*own)
    assert found["what"].to_dict() == {
        "建立⟨…⟩机制": "frame",
        SLOGAN: "slogan",
        PHRASE: "phrase",
    }
    assert found["outside"].tolist() == found["places"].tolist() == [2, 2, 2]


def test_what_stands_in_a_copy_only_is_none():
    copy = PASSAGE + f"县里要求{FRAME}，{PHRASE}，坚决纠治{SLOGAN}。"
    assert table(copy, BEFORE + copy).empty


def test_a_copy_and_one_place_more_is_one_report_only():
    copy = PASSAGE + f"县里要求{FRAME}。"
    assert table(copy, BEFORE + copy, f"松岭镇{FRAME}了").empty


def test_a_copy_and_two_reports_of_their_own():
    copy = PASSAGE + f"县里要求{FRAME}。"
    found = table(copy, BEFORE + copy, f"松岭镇{FRAME}了", f"石坪镇也{FRAME}")
    assert found.loc["建立⟨…⟩机制", ["places", "outside", "reports"]].tolist() == [4, 2, 2]


def test_nothing():
    assert table("", "").empty


def test_real_formulae(real):
    """The slogans of the genre are formulae; sentences of the copied excerpt are not."""
    found = real.formulae()
    assert set(found["what"]) == {"phrase", "frame", "slogan"}
    assert (found["reports"] >= 2).all()
    assert (found["outside"] <= found["places"]).all()
