"""Questions in SQL: the same answers as pandas gives, from memory and from the folder."""

import pytest

from toolkit import Corpus

TEXT = "2024年某县工作报告\n一、回顾\n全年新增就业1.2万人，增长5%。建成道路30公里、桥梁12座。\n"
UNITS = "select unit, count(*) as n from claims where unit is not null group by unit order by unit"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    raw = tmp_path_factory.mktemp("raw")
    (raw / "a.txt").write_text(TEXT, encoding="utf-8")
    return Corpus.parse(raw)


def counted(corpus):
    return corpus.claims.groupby("unit").size().to_dict()


def test_a_query_counts_as_pandas_does(corpus):
    found = corpus.sql(UNITS)
    assert dict(zip(found["unit"], found["n"], strict=True)) == counted(corpus) != {}


def test_a_saved_corpus_is_asked_where_it_lies(corpus, tmp_path):
    corpus.save(tmp_path / "clean")
    loaded = Corpus.load(tmp_path / "clean")
    loaded.tables["claims"] = loaded.claims.head(0)
    found = loaded.sql(UNITS)
    assert dict(zip(found["unit"], found["n"], strict=True)) == counted(corpus)


def test_tables_can_be_joined(corpus):
    query = "select title, count(*) as n from claims join reports using (report_id) group by title"
    assert corpus.sql(query)["n"].sum() == len(corpus.claims)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select * from claim", "The tables are: documents, pages"),
        ("select nothing from claims", "nothing"),
        ("selec", "syntax error"),
    ],
    ids=["a table that is not there", "a column that is not there", "no SQL"],
)
def test_what_cannot_be_answered_is_said(corpus, query, said):
    with pytest.raises(ValueError, match=said):
        corpus.sql(query)
