"""What several tests need: the sample reports parsed, the real texts where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from toolkit import Corpus

settings.register_profile("untimed", deadline=None)  # tests say what is true, never how fast
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def samples() -> Corpus:
    return Corpus.parse(ROOT / "data" / "raw")


@pytest.fixture(scope="session")
def samples_clean(samples: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "clean"
    samples.save(folder)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "gold").exists():
        pytest.skip("the labelled real texts (../shared) are not at hand")
    return SHARED


@pytest.fixture(scope="session")
def real(shared: Path) -> Corpus:
    return Corpus.parse(shared / "corpus")
