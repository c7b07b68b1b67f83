# `make demo` shows openseat; `make test` tests it. Both need nothing but Python and make.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo demo-reset test lint types contracts bench kills pictures lock messages clean

BIN := .venv/bin
INSTALLED := .venv/installed
INSTALLED_DEV := .venv/installed-dev
DATABASE := var/openseat.db
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
UV ?= uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate pyproject.toml
CATALOGUE := var/openseat.pot
LANGUAGE ?= es

# The first of these that is Python 3.11 or newer and can make an environment.
FIND_PYTHON = for each in $(PYTHON) python3.13 python3.12 python3.11 python3 python3.14; do \
	if "$$each" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
		2>/dev/null; then echo "$$each"; break; fi; done

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## Show the demonstration; PORT=8123 make demo serves it elsewhere.
	@exec $(BIN)/openseat demo

demo-reset: $(INSTALLED) ## Throw the demonstration's data away and make them anew.
	rm -rf $(DATABASE) $(DATABASE)-wal $(DATABASE)-shm var/mail
	@exec $(BIN)/openseat demo

test: $(INSTALLED_DEV) ## Test everything, on SQLite and PostgreSQL, in a browser if there is one.
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(INSTALLED_DEV) ## Check the style.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED_DEV) ## Check the types.
	$(BIN)/mypy

contracts: $(INSTALLED_DEV) ## Check who imports what.
	$(BIN)/lint-imports

pictures: $(INSTALLED_DEV) ## Take the pictures of the guides anew, by the tests that make them.
	OPENSEAT_PICTURES=1 $(BIN)/python -m pytest tests/journeys -k guide

bench: $(INSTALLED_DEV) ## Measure, beside a bare server on the same machine.
	$(BIN)/python -m bench

kills: $(INSTALLED_DEV) ## Kill workers two hundred times while members vote; no vote may be lost.
	OPENSEAT_KILLS=200 $(BIN)/python -m pytest -s tests/meetings/test_kills.py

lock: ## Pin every package anew (needs uv: UV=path/to/uv make lock).
	$(COMPILE) --extra build --extra dev --output-file requirements-dev.lock
	$(COMPILE) --extra build --constraint requirements-dev.lock --output-file requirements.lock
	@if grep -n '://' requirements.lock requirements-dev.lock; then \
		echo 'A lock file holds no addresses.' >&2; exit 1; fi

messages: $(INSTALLED) ## Gather the texts for LANGUAGE=es, and compile what is translated.
	@mkdir -p var
	$(BIN)/pybabel extract -F babel.cfg -k say -k say_n:1,2 --project=openseat -o $(CATALOGUE) .
	@if [ -f governance/locale/$(LANGUAGE)/LC_MESSAGES/openseat.po ]; then mode=update; \
		else mode=init; fi; \
	$(BIN)/pybabel $$mode -D openseat -i $(CATALOGUE) -d governance/locale -l $(LANGUAGE)
	$(BIN)/pybabel compile -D openseat -d governance/locale

clean: ## Remove what was installed; the data stay.
	rm -rf .venv

.venv/bin/python:
	@found=$$($(FIND_PYTHON)); \
	if [ -z "$$found" ]; then \
		echo 'openseat needs Python 3.11 or newer with its venv module.' >&2; \
		echo 'On Debian or Ubuntu: apt install python3 python3-venv' >&2; \
		echo 'One with another name: PYTHON=/path/to/python make demo' >&2; exit 1; \
	fi; \
	echo "Making .venv with $$("$$found" --version)"; \
	"$$found" -m venv .venv

$(INSTALLED): requirements.lock pyproject.toml | .venv/bin/python
	@echo 'Installing what openseat stands on; this happens once'
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(INSTALLED_DEV): requirements-dev.lock $(INSTALLED)
	@echo 'Installing what the tests need; this happens once'
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
