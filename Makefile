# Needs Python 3.11 or newer, make and git; `make setup` brings the rest into .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
# One more than there are processors: tests with servers and browsers wait a good part of their time. In the order of
# folders, for the files with few tests are the long ones, and must not all come last.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
TEST_ARGS ?= -n $(WORKERS) --dist loadfile --no-loadscope-reorder
SOAK_MINUTES ?= 60
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV_VERSION := 0.13.9
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

.PHONY: help setup run test check evals selftest gates format lint types imports fix test-faults test-crash test-soak test-slow bench schemas lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: $(STAMP) ## Create .venv with the pinned dependencies and the liaison command

$(STAMP): pyproject.toml requirements/dev.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Liaison needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## Serve on http://127.0.0.1:8000, offline, no key needed
	$(BIN)/liaison serve --host 127.0.0.1 --port $(PORT)

test: check evals selftest ## Set up, pass every gate, run every test but the slow ones, and the evals

check: gates ## Format, lint, types, import contracts and tests
	$(BIN)/python -m pytest $(TEST_ARGS)

evals: setup ## Run the offline suites of evals and hold them against their gates
	$(BIN)/liaison evals run --engine rules

selftest: setup ## Break the engines on purpose and see that the evals notice
	$(BIN)/python -m evals.selftest

gates: format lint types imports ## The gates without the tests

format: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

schemas: setup ## Write the JSON Schemas anew
	$(BIN)/python -m schemas.export

fix: setup ## Format, and mend what the linter can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-faults: setup ## Every fault of a model endpoint over real connections, as a table
	$(BIN)/python -m pytest -s tests/llm

test-crash: setup ## Kill servers, workers and the database at random moments: nothing is lost, nothing paid for twice
	$(BIN)/python -m pytest -s -m "slow or not slow" tests/crash --timeout 1800

test-soak: setup ## Ask a server and a worker for everything at once for an hour (SOAK_MINUTES): no error, no leak
	$(BIN)/python -m benchmarks.soak --minutes $(SOAK_MINUTES) --write

test-slow: setup ## The long tests that `make test` leaves out
	$(BIN)/python -m pytest -m slow --timeout 900

bench: setup ## Run every benchmark
	@set -e; for file in benchmarks/[!_]*.py; do \
		name=$$(basename "$$file" .py); echo "== $$name"; $(BIN)/python -m "benchmarks.$$name"; \
	done

lock: setup ## Pin the dependencies anew from pyproject.toml
	$(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	$(COMPILE) --extra dev --upgrade --output-file requirements/dev.txt
	$(COMPILE) --extra traces --constraint requirements/dev.txt --output-file requirements/runtime.txt
	echo hatchling | $(BIN)/uv pip compile - --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links \
		--constraint requirements/dev.txt --output-file requirements/build.txt
	echo "canaille[front,oidc,sqlite]" | $(BIN)/uv pip compile - --quiet --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
		--upgrade --output-file requirements/oidc-provider.txt

clean: ## Remove the environment and the caches
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist eval-results
