SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Nothing here reports to anybody.
export DO_NOT_TRACK = 1
export PREFECT_SERVER_ANALYTICS_ENABLED = false
export GX_ANALYTICS_ENABLED = false

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint clean

help: ## show these targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Jixiao needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ...")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: requirements/core.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what a night needs (pinned and hashed; one to two minutes) ..."
	@$(BIN)/pip install --disable-pip-version-check -q --require-hashes -r requirements/core.lock
	@$(BIN)/pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.core
	@echo "Installing what tests and linters need ..."
	@$(BIN)/pip install --disable-pip-version-check -q --require-hashes -r requirements/dev.lock
	@touch $@

setup: $(VENV)/.core ## make the environment in .venv

setup-dev: $(VENV)/.dev ## the same with tests and linters

run: setup ## one whole night against the demo portal, with its summary
	@$(BIN)/jixiao demo run

# Tests start many interpreters: where Python is told to keep no bytecode, each would compile our code anew.
test: setup-dev ## all tests
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest

lint: setup-dev ## ruff and strict types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

clean: ## remove the environment and the data of demo nights
	rm -rf $(VENV) var .cache
