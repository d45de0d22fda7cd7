"""What each report gives by itself to the stages that span reports, so that it is made once and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from toolkit.across.body import Body
from toolkit.across.clauses import clauses, numbers_apart
from toolkit.across.frames import Listed, listed_places
from toolkit.across.words import Cut, Ints, Segment, joined

Apart = tuple[Cut, Listed]
_TOKENS = pa.large_list(pa.int32())  # code, start, end and sentence of all, one behind the other
SCHEMA = pa.schema(
    {
        "vocabulary": pa.large_list(pa.large_string()),
        "plain": _TOKENS,
        "masked": _TOKENS,
        "sentences": pa.int64(),
        "listed": pa.large_string(),
    }
)


def take_apart(bodies: Sequence[Body], cut: Segment) -> Iterator[Apart]:
    """The words of each body, and the places of the lexicon's frames and series in it."""
    for body, one in zip(bodies, numbers_apart(bodies, cut), strict=True):
        found = clauses([body], joined([one])[1])
        yield one, listed_places(body, next(found.edges(1)))


def packed(parts: Iterable[Apart]) -> pa.RecordBatch:
    """A row for each body."""
    rows = [
        (one.vocabulary, one.plain.ravel(), one.masked.ravel(), one.sentences, json.dumps(listed))
        for one, listed in parts
    ]
    columns = zip(*rows, strict=True) if rows else [()] * len(SCHEMA)
    made = [pa.array(column, of.type) for column, of in zip(columns, SCHEMA, strict=True)]
    return pa.record_batch(made, schema=SCHEMA)


def cuts_in(batches: Iterable[pa.RecordBatch]) -> Iterator[Cut]:
    for batch in batches:
        for words, plain, masked, sentences in zip(*batch.columns[:4], strict=True):
            yield Cut(words.as_py(), _tokens(plain), _tokens(masked), sentences.as_py())


def listed_in(batches: Iterable[pa.RecordBatch]) -> Iterator[Listed]:
    for batch in batches:
        yield from map(json.loads, batch["listed"].to_pylist())


def _tokens(column: pa.LargeListScalar) -> Ints:
    return column.values.to_numpy().reshape(4, -1)
