# Each target installs what it needs. `make help` lists them.
PYTHON ?= python3
LEFT ?= gemma-4-12b
RIGHT ?= gpt-5.5
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE =
# Small fits are faster on one thread.
export OMP_NUM_THREADS ?= 1
# What is written into the project holds public facts alone.
docs bench bench-accuracy shots lighthouse: export EVENHAND_OWN = off

.PHONY: help compare serve test soak check fix bench bench-accuracy lighthouse shots docs clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

compare: .venv/installed ## compare LEFT and RIGHT in the terminal
	@$(BIN)/evenhand compare "$(LEFT)" "$(RIGHT)"
	@echo
	@echo "make serve opens the site (and sets it up); make compare LEFT=… RIGHT=… compares others."

serve: .venv/installed ## start the site and print its address
	@$(BIN)/evenhand serve --host "$(HOST)" --port "$(PORT)"

test: .venv/tested ## install what is missing and run every test
	@$(BIN)/evenhand check >/dev/null
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile -q $(ARGS)

soak: .venv/tested ## the long runs, with their figures into docs/soak.md and docs/site-speed.md
	$(BIN)/pytest -m soak -q $(ARGS)

check: .venv/tested ## facts, lint, format, types, layers
	$(BIN)/evenhand check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/tested ## put format and simple lint in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/tested ## speed, as ratios measured side by side
	$(BIN)/python -m bench

lighthouse: .venv/tested ## what Lighthouse says of the board and a head-to-head
	$(BIN)/python -m bench.lighthouse

bench-accuracy: .venv/tested ## how right the scores are, into docs/accuracy.md
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.accuracy

shots: .venv/tested ## a picture of every kind of page, into shots/
	$(BIN)/python tests/browser/shots.py

docs: .venv/tested ## generated reference, schemas, the page recomputed by hand
	$(BIN)/python docs/generate_reference.py
	$(BIN)/evenhand schema data/schema
	$(BIN)/python docs/write_by_hand.py

clean: ## remove what the targets installed
	rm -rf .venv tests/browser/node_modules

# uv installs several times as fast as pip; where it cannot be had or knows another registry than pip, pip does it.
define install
	@$(BIN)/python -m uv pip install --quiet $(2) --python $(BIN)/python --constraint constraints.txt --editable "$(1)" 2>/dev/null \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable "$(1)"
endef

.venv/python: ## a virtual environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Evenhand needs Python 3.11 or newer; name one with make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing: install it (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null || true
	@touch $@

.venv/installed: .venv/python pyproject.toml constraints.txt
	@echo "installing evenhand into .venv"
	$(call install,.,--compile-bytecode)
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/tested: .venv/installed
	@echo "installing what the tests need"
	$(call install,.[test])
	@tests/install-browser
	@$(BIN)/evenhand measure local-model --into .venv/local-model >/dev/null
	@touch $@
