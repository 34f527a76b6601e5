# Each target installs what it needs into .venv and works on a clean clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A stamp for each set of packages that is installed.
READY := $(VENV)/ready
TESTS := $(VENV)/tests
LOADERS := $(VENV)/loaders
LINTERS := $(VENV)/linters

.DEFAULT_GOAL := help
.PHONY: help demo quick test browser newsroom clock soak fuzz lint check bench bench-reading bare-machine lock audit clean

help:  ## list the targets
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

demo: $(READY)  ## crawl the bundled newsroom without a network
	$(BIN)/newscrawl demo

quick: $(TESTS)  ## the tests to run while working, in less than a minute
	$(BIN)/python -m pytest -q -n auto -m "not slow"

test: $(TESTS) $(LOADERS)  ## all tests
	$(BIN)/python -m pytest -q -n auto

browser: $(TESTS)  ## the tests that draw pages in Chromium, in its sandbox (as an ordinary user)
	$(BIN)/python -m pytest -q -n auto tests/rendering

newsroom: $(TESTS)  ## every fault of the broken newsroom at every one of its sites; `make test` has two sites a fault
	NEWSROOM=all $(BIN)/python -m pytest -q -n auto tests/newsroom

# faketime is Debian's; the times are Korean ones, and the zone is the machine's.
clock: $(TESTS)  ## the tests that know time: at midnight, on 29 February and on New Year's Eve
	TZ=Asia/Seoul faketime '2027-03-10 23:59:30 +0900' $(BIN)/python -m pytest -q -n auto -m clock
	TZ=America/New_York faketime '2028-02-29 03:00:00 +0900' $(BIN)/python -m pytest -q -n auto -m clock
	TZ=UTC faketime '2030-12-31 23:59:30 +0900' $(BIN)/python -m pytest -q -n auto -m clock

soak: $(TESTS)  ## 200 kills, a long search for an order of events that breaks the files' promise, and a crawl of 20,000 pages
	SOAK_ROUNDS=200 $(BIN)/python -m pytest -q tests/test_kills.py tests/output/test_promise.py
	SOAK_PAGES=20000 $(BIN)/python -m pytest -q -s tests/test_soak.py

fuzz: $(TESTS)  ## 20 minutes of pages, listings and archives that nobody has thought of; `make test` has one minute of them
	FUZZ_MINUTES=$${FUZZ_MINUTES:-20} $(BIN)/python -m pytest -q --show-capture=no tests/test_fuzz.py

lint: $(LINTERS)  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test  ## what a change must pass

bench: $(READY)  ## how fast a crawl is, as ratios, the ledger at a million articles, and a night of fifty sites
	$(BIN)/python benchmarks/crawl.py
	$(BIN)/python benchmarks/ledger.py
	$(BIN)/python benchmarks/night.py

bench-reading: $(READY)  ## what reading a page costs, in parses of the same page
	$(BIN)/python benchmarks/reading.py

bare-machine:  ## the README's commands on a bare Debian (needs root): make bare-machine SUITE=bookworm [RUN="demo quick"]
	.ci/bare-machine $(SUITE) $(RUN)

lock:  ## take the newest versions that Python 3.11.2, the oldest supported, and 3.13 can install; write constraints.txt and requirements/ (SAME=1: keep the versions)
	.ci/lock $(PYTHON) $(if $(SAME),same)

audit:  ## whether a locked version has a known vulnerability (needs a network)
	.ci/audit $(PYTHON)

clean:  ## remove what was installed and cached; what was crawled stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis newscrawl.egg-info

$(READY): pyproject.toml $(wildcard requirements/*.txt)
	@.ci/make-venv $(PYTHON) $(VENV)
	@.ci/install $(BIN)/pip .
	@touch $@

$(TESTS): $(READY)
	@.ci/install $(BIN)/pip '.[test]'
	@touch $@

# Apart, because the quick tests do not need their 600 MB.
$(LOADERS): $(READY)
	@.ci/install $(BIN)/pip '.[consume]'
	@touch $@

$(LINTERS): $(READY)
	@.ci/install $(BIN)/pip '.[lint]'
	@touch $@
