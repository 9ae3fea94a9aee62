# Two commands are enough: `make run` and `make test`. Python 3.11 to 3.13 and make are all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test prove check bench lock browser clean

run: $(VENV)/.run
	@$(BIN)/yiwang run

test: $(VENV)/.dev browser
	@$(BIN)/python -m tests.running test

prove: $(VENV)/.dev browser
	@$(BIN)/python -m tests.running prove

check: $(VENV)/.dev
	@$(BIN)/python -m tests.running check

bench: $(VENV)/.dev
	@for name in submit search work verify; do echo "== $$name"; $(BIN)/yiwang bench $$name || exit 1; done

# Chromium for the browser tests: installed where we may, said loudly where we may not.
browser: $(VENV)/.dev
	@$(BIN)/python -m tests.chromium

lock: $(VENV)/.dev
	$(BIN)/pip install -q uv
	for name in run dev; do $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header requirements/$$name.in -o requirements/$$name.txt; done

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v < (3, 14) else "Yiwang needs Python 3.11 to 3.13; this is %d.%d. Try: make PYTHON=python3.12" % v)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing (once, about a minute) / 正在安装，只需一次"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing (once, about a minute) / 正在安装，只需一次"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(VENV)/.run $@

clean:
	rm -rf $(VENV)
