.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
export UV_PYTHON := $(BIN)/python
export UV_LINK_MODE := copy
T ?= tests

.PHONY: help run dev test check fmt types messages migration bench lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/.run frontend/dist/.built ## start everything and print the address (WAUGZEE_PORT, default 8288)
	@exec $(BIN)/waugzee run

dev: .venv/.dev frontend/node_modules/.installed frontend/engine/build/.built ## the same, reloading both sides on change
	@exec $(BIN)/waugzee run --reload

test: .venv/.dev frontend/dist/.built tests/issuer/node_modules/.installed ## every test (T=path for some of the Python ones)
	@tests/run $(T)

check: .venv/.dev frontend/node_modules/.installed ## lint, format, types, import contracts, generated types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/waugzee openapi | diff -u frontend/src/api/openapi.json - || (echo "the API changed: make types" && false)
	npm --prefix frontend run --silent check

fmt: .venv/.dev frontend/node_modules/.installed ## format and mend what can be mended
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	npm --prefix frontend run --silent fmt

types: .venv/.dev frontend/node_modules/.installed ## write the page's types from the API
	$(BIN)/waugzee openapi > frontend/src/api/openapi.json
	npm --prefix frontend run --silent types

messages: frontend/node_modules/.installed ## gather the page's sentences for the translators
	npm --prefix frontend run --silent messages

migration: .venv/.dev ## draft a migration from the tables (M="what it does")
	$(BIN)/waugzee migration "$(M)"

bench: .venv/.dev frontend/dist/.built ## print the figures (B=name for one)
	$(BIN)/python -m tests.bench $(B)

lock: .venv/.run ## pin every Python dependency anew, with hashes
	deploy/lock

clean: ## remove everything built (not .data, the embedded database)
	rm -rf .venv frontend/node_modules frontend/dist frontend/engine/build tests/.chromium tests/issuer/node_modules

.venv/bin/uv: deploy/requirements-uv.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r deploy/requirements-uv.txt
	@touch $@

.venv/.run: .venv/bin/uv deploy/requirements.txt pyproject.toml shared/pyproject.toml deploy/compile_rows.py backend/waugzee/catalogue/_rows.c
	$(UV) pip install --quiet --require-hashes -r deploy/requirements.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation -e shared -e .
	@touch $@

.venv/.dev: .venv/.run deploy/requirements-dev.txt
	$(UV) pip install --quiet --require-hashes -r deploy/requirements-dev.txt
	@touch $@

frontend/node_modules/.installed: frontend/package.json frontend/package-lock.json
	npm ci --prefix frontend --no-audit --no-fund --loglevel=error
	@touch $@

tests/issuer/node_modules/.installed: tests/issuer/package.json tests/issuer/package-lock.json
	npm ci --prefix tests/issuer --no-audit --no-fund --loglevel=error
	@touch $@

frontend/engine/build/.built: .venv/.run frontend/node_modules/.installed $(shell find shared/waugzee_sync -name '*.py') $(wildcard frontend/engine/*.*)
	PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend run --silent engine
	@touch $@

frontend/dist/.built: frontend/engine/build/.built $(shell find frontend/src frontend/public frontend/api-docs frontend/guest -type f 2>/dev/null) frontend/index.html frontend/vite.config.ts frontend/messages.ts frontend/lingui.config.js frontend/service-worker.ts frontend/sw/sw.ts
	npm --prefix frontend run --silent build
	@touch $@
