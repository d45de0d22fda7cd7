# make run and make test are all one needs; each sets up what it uses.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
OCR := .venv/.ocr
SHARED ?= ../shared
FUZZ_SECONDS ?= 60
MEGABYTES ?= 1 5

.PHONY: help env ocr run test soak mutants fuzz newest licences lab notebooks codebook score bench lint lock clean

help:
	@echo "make run        raw texts to tables, notebooks and figures"
	@echo "make ocr        what reads scans (an extra, 190 MB); then make run"
	@echo "make lab        open notebooks, tables and figures in JupyterLab"
	@echo "make test       run the tests"
	@echo "make soak       the long tests: killed, two runs at once, two hundred loads"
	@echo "make mutants    10,000 damaged and hostile variants of the samples, all invariants"
	@echo "make fuzz       coverage-guided fuzzing, FUZZ_SECONDS=$(FUZZ_SECONDS) each (atheris; Linux)"
	@echo "make newest     the tests with the newest packages requirements.in allows"
	@echo "make licences   the licences of all packages, as a table"
	@echo "make notebooks  refresh the stored outputs of notebooks/"
	@echo "make codebook   make docs/CODEBOOK*.md anew from the schema"
	@echo "make score      accuracy against hand-made labels (SHARED=$(SHARED))"
	@echo "make bench      speed and memory beside jieba into docs/BENCH.md (MEGABYTES='$(MEGABYTES)'; minutes for 5)"
	@echo "make lint       style and types"
	@echo "make env        only set up .venv"
	@echo "make lock       pin requirements*.in anew in requirements*.txt"

env: $(READY)

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Say which: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

ocr: $(OCR)

$(OCR): $(READY) requirements-ocr.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-ocr.txt
	@touch $@

run: env
	$(BIN)/python -m toolkit run

test: env
	$(BIN)/python -m pytest -n auto --dist loadfile

soak: env
	$(BIN)/python -m pytest -m slow

mutants: env
	$(BIN)/python -m measure.mutants --count 10000

# Not pinned with the rest: it has wheels for Linux and for some versions of Python only.
fuzz: env
	$(BIN)/python -m pip install --quiet "atheris>=3"
	for part in decoding numerals structure; do \
	  $(BIN)/python -m measure.fuzz $$part -max_total_time=$(FUZZ_SECONDS) || exit 1; done

newest: .venv-newest/bin/python
	$< -m pip install --quiet --upgrade -r requirements.in -r requirements-dev.in
	$< -m pytest -n auto --dist loadfile

.venv-newest/bin/python:
	$(PYTHON) -m venv .venv-newest

licences: env
	@$(BIN)/python -m measure.licences

lab: env
	$(BIN)/python -m toolkit lab

notebooks: env
	$(BIN)/python -m toolkit parse
	$(BIN)/python -m toolkit parse data/samples-targets --out data/clean-targets
	$(BIN)/python -m toolkit.commands.notebooks

score: env
	$(BIN)/python -m measure.score --shared $(SHARED)
	$(BIN)/python -m measure.score_damaged
	$(BIN)/python -m measure.invariance $(SHARED)/reports $(SHARED)/corpus
	$(BIN)/python -m measure.places $(SHARED)/corpus

bench: env
	$(BIN)/python -m measure.bench $(MEGABYTES) --to docs

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

codebook: env
	$(BIN)/python -m toolkit.export.codebook

lock: env
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile requirements.in requirements-dev.in --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-header --upgrade -o requirements.txt
	$(BIN)/uv pip compile requirements-ocr.in -c requirements.txt --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --no-header --upgrade -o requirements-ocr.txt

clean:
	rm -rf .venv .venv-newest results
