# All there is to do in this checkout. Needed: Python 3.11 or later with pip, and make.
#
#   make demo     summarise a post of the corpus in the terminal, and write its HTML page
#   make test     run the tests
#   make check    format, lint, types, import layers, corpus, scores above their floors, the tests
#   make evaluate score the pipeline on the corpus; SPLIT=test for what nothing is tuned on
#   make format   put the code into shape and mend what ruff can mend
#   make bench    measure speed and memory (QUICK=1 for a short run)
#   make lock     write requirements.lock anew from the ranges in pyproject.toml
#   make clean    remove .venv and everything built
#
# Variables: POST=FILE another post for the demo; PYTHON=PROGRAM another interpreter for .venv;
# SKIP=test leaves a part of `make check` out; ARGS=... goes to pytest.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

POST := corpus/posts/skola-skarmtid.txt
PAGE = build/demo/$(basename $(notdir $(POST))).html

# The first interpreter that is new enough and can make a virtual environment. A version manager's
# shim may be on the path without a Python behind it, so each one is run rather than looked up.
PYTHON ?= $(shell for each in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if $$each -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$each; break; fi; done)

SPLIT := dev
CHECKS := style types layers corpus evaluate test

.DEFAULT_GOAL := help
.PHONY: help demo test check $(CHECKS) format bench lock clean

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

# The stamp is written last: an interrupted install is begun anew, a finished one is left alone
# until the lock or the project file changes.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or later with venv found;" \
		"install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	@touch $@

demo: $(READY)
	@mkdir -p $(dir $(PAGE))
	@$(BIN)/referat summarise $(POST) --format terminal
	@$(BIN)/referat summarise $(POST) --format html --output $(PAGE)
	@echo "The same as a page: $(PAGE)"

# A worker a core, each with one thread of the numeric libraries, so that they do not fight.
test: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

check: $(filter-out $(SKIP),$(CHECKS))

style: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy
	$(BIN)/mypy scripts

layers: $(READY)
	$(BIN)/lint-imports --no-logo

corpus: $(READY)
	$(BIN)/python scripts/check_corpus.py

# Fails below the floors. The page shows gold and prediction in the text of each post.
evaluate: $(READY)
	@mkdir -p build/evaluation
	$(BIN)/referat evaluate corpus --split $(SPLIT) --floors tests/floors.json \
		--json build/evaluation/$(SPLIT).json --html build/evaluation/$(SPLIT).html

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python scripts/bench.py $(if $(QUICK),--quick)

# Runs outside .venv: the script makes an environment of its own.
lock:
	$(PYTHON) scripts/lock.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find pipeline scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
