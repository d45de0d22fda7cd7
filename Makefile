# make run and make test are all one needs; each sets up what it uses.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SHARED ?= ../shared

.PHONY: help env run test soak lab notebooks score bench lint lock clean

help:
	@echo "make run        raw texts to tables, notebooks and figures"
	@echo "make lab        open the notebooks in JupyterLab"
	@echo "make test       run the tests"
	@echo "make soak       the long tests: killed, two runs at once, two hundred loads"
	@echo "make notebooks  refresh the stored outputs of notebooks/"
	@echo "make score      accuracy against hand-made labels (SHARED=$(SHARED))"
	@echo "make bench      speed and memory, side by side with other tools"
	@echo "make lint       style and types"
	@echo "make env        only set up .venv"
	@echo "make lock       pin requirements.in anew in requirements.txt"

env: $(READY)

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Say which: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

run: env
	$(BIN)/python -m toolkit run

test: env
	$(BIN)/python -m pytest -n auto --dist loadfile

soak: env
	$(BIN)/python -m pytest -m slow

lab: env
	$(BIN)/python -m toolkit parse
	$(BIN)/jupyter lab notebooks

notebooks: env
	$(BIN)/python -m toolkit parse
	$(BIN)/python -m toolkit.notebooks

score: env
	$(BIN)/python -m measure.score --shared $(SHARED)

bench: env
	$(BIN)/python -m measure.bench

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: env
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile requirements.in --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-header --upgrade -o requirements.txt

clean:
	rm -rf .venv results
