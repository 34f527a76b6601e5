# Each target does its own set-up in .venv and works on a clean clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
LOADERS := $(VENV)/loaders

.PHONY: demo test quick clock soak lint check bench bench-reading lock clean

demo: $(READY)  ## crawl the bundled newsroom without a network
	$(BIN)/newscrawl demo

test: $(READY) $(LOADERS)  ## all tests
	$(BIN)/python -m pytest -q

quick: $(READY)  ## the tests to run while working: all that are not slow, in under a minute
	$(BIN)/python -m pytest -q -m "not slow"

# faketime is Debian's; the times are Korean ones, and the zone is the machine's.
clock: $(READY)  ## the tests that know time: at midnight, on 29 February and on New Year's Eve
	TZ=Asia/Seoul faketime '2027-03-10 23:59:30 +0900' $(BIN)/python -m pytest -q -m clock
	TZ=America/New_York faketime '2028-02-29 03:00:00 +0900' $(BIN)/python -m pytest -q -m clock
	TZ=UTC faketime '2030-12-31 23:59:30 +0900' $(BIN)/python -m pytest -q -m clock

soak: $(READY)  ## 200 kills at random moments, and a long search for an order of events that breaks the files' promise
	SOAK_ROUNDS=200 $(BIN)/python -m pytest -q tests/test_kills.py tests/feed/test_promise.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test  ## what a change must pass

bench: $(READY)  ## how fast a crawl is, as ratios, and the ledger at a million articles
	$(BIN)/python benchmarks/crawl.py
	$(BIN)/python benchmarks/ledger.py

bench-reading: $(READY)  ## what reading a page costs, in parses of the same page
	$(BIN)/python benchmarks/reading.py

$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "newscrawl needs Python 3.11 or newer: sudo apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "newscrawl needs Python 3.11 or newer; name it with make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: sudo apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# Apart, so that a demo does not wait for 600 MB.
$(LOADERS): $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[consume]'
	@touch $@

lock:  ## take the newest versions and write them to constraints.txt
	rm -rf $(VENV)/lock
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install --quiet --disable-pip-version-check '.[dev,consume]'
	{ echo "# The versions that make installs, written by 'make lock'."; $(VENV)/lock/bin/pip freeze --exclude newscrawl; } > constraints.txt
	rm -rf $(VENV)/lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis newscrawl.egg-info
