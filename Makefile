# Needs GNU make and Python 3.11 or newer; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help install report test check calibrate bench lock format clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

install: ## make or refresh .venv from requirements.txt (the other targets do it by themselves)
	@if [ -f .venv/.installed ] && [ -x $(BIN)/python ]; then exec $(BIN)/python -I -S tools/install.py; fi; \
	for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			exec $$python -I tools/install.py; \
		fi; \
	done; \
	echo "make: no Python 3.11 or newer found; install one, or say make PYTHON=path" >&2; exit 1

report: install ## write out/report.html
	@mkdir -p out
	$(BIN)/caploop report -o out/report.html

test: install ## run every test and every example in the documentation
	$(BIN)/python -m pytest -n auto --dist loadfile

check: install ## lint, format, types, import direction, limits of style
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest tests/test_tidy.py

calibrate: install ## fit the model at three dates and score it; about three minutes
	@mkdir -p out
	$(BIN)/caploop calibrate --json -o out/calibration.json

bench: install ## run the benchmarks
	$(BIN)/python -m benchmarks

lock: install ## pin requirements.txt anew from pyproject.toml
	UV_SYSTEM_CERTS=1 $(BIN)/uv --no-config pip compile pyproject.toml --all-extras --group install \
		--universal --python-version 3.11 --generate-hashes --upgrade --no-emit-index-url \
		--custom-compile-command "make lock" --quiet --output-file requirements.txt

format: install ## rewrite the code in the one format
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

clean: ## remove results and caches; .venv stays
	rm -rf out dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
