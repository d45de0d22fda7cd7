"""For the examples in docstrings: ``corpus`` is that of ``toolkit.example()``; what a test sets ends with it."""

from functools import cache

import pytest
from _pytest.doctest import DoctestItem

import toolkit


@cache
def corpus():
    return toolkit.example()


@pytest.fixture(autouse=True)
def _examples(request, doctest_namespace):
    if isinstance(request.node, DoctestItem) and "corpus" in str(
        [example.source for example in request.node.dtest.examples]
    ):
        doctest_namespace["corpus"] = corpus()
        doctest_namespace["folder"] = request.getfixturevalue("tmp_path")


@pytest.fixture(autouse=True)
def _as_at_the_start():
    yield
    toolkit.options(language="en", figures="figures")
