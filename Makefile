# make run and make test are all that a fresh machine needs. make help says the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app directory
GUNICORN := $(BIN)/gunicorn --config gunicorn.conf.py wsgi:app
DEMO_DATABASE := sqlite:///$(CURDIR)/instance/demo.sqlite3
PYTEST ?= -n 2

.PHONY: run demo dev test check tools seeded bench vendor translations screenshots help

run: $(VENV)/.run ## Install, migrate, seed and serve at http://127.0.0.1:8000 (HOST, PORT)
	$(FLASK) prepare
	$(GUNICORN)

demo: $(VENV)/.run ## The same with a fictional county, on a database of its own
	DEMO=yes DATABASE_URL="$(DEMO_DATABASE)" $(FLASK) prepare --demo
	DEMO=yes DATABASE_URL="$(DEMO_DATABASE)" $(GUNICORN)

dev: $(VENV)/.dev ## The demo with reloading, for work on the code
	DEMO=yes DATABASE_URL="$(DEMO_DATABASE)" $(FLASK) prepare --demo
	DEMO=yes RELOAD_ASSETS=yes DATABASE_URL="$(DEMO_DATABASE)" $(FLASK) run --debug --host "$${HOST:-127.0.0.1}" --port "$${PORT:-8000}"

test: ## All checks and tests, with Chromium and PostgreSQL
	$(MAKE) --jobs=2 tools check seeded
	bash tests/install-chromium
	$(BIN)/python -m pytest $(PYTEST)

# Beside the packages of Python; without them there is only the browser of the system.
tools:
	bash tests/install-chromium
	bash tests/install-vnu

seeded: $(VENV)/.dev
	$(BIN)/python -m tests.seeded

check: $(VENV)/.dev ## Style, types, templates and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python tests/check_translations.py

bench: $(VENV)/.dev ## Measure: speed with 10,000 listings, visits on a phone (LISTINGS, LIGHTHOUSE_RUNS)
	bash tests/install-chromium
	$(BIN)/python -m bench

vendor: $(VENV)/.run ## Fetch the vendored scripts again and compare their hashes
	$(BIN)/python static/vendor/fetch.py

translations: $(VENV)/.dev ## Collect the texts of the screens into translations/messages.pot
	$(BIN)/python tests/check_translations.py --write

screenshots: $(VENV)/.dev ## Pictures of every screen into screenshots/
	bash tests/install-chromium
	$(BIN)/python -m tests.browser.screenshots

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	@for python in python3.13 python3.12 python3.11 python3; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exec $$python -m venv $(VENV); fi; \
	done; echo "Python 3.11 or newer is needed: install it, then run make again." >&2; exit 1

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run
