# The commands of e-ΚΑΛΟ. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
# The packages of the front end come while those of Python do.
MAKEFLAGS += --jobs=2
.PHONY: help run test walks build check lock catalogues migration bench shots clean

PY := .venv/bin/python
RUN_STAMP := .make/run.stamp
TEST_STAMP := .make/test.stamp
NODE_STAMP := .make/node.stamp
FRONT_STAMP := .make/front.stamp
LEAN_STAMP := .make/lean.stamp
FRONT := $(shell find frontend -type f -not -path 'frontend/node_modules/*' 2>/dev/null)

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: build ## Serve the platform with its content at http://127.0.0.1:8000
	@exec $(PY) -m kalo run

test: build $(TEST_STAMP) ## Run everything that must hold: lint, types, contracts, tests
	@bash scripts/services.sh
	@bash scripts/check.sh

walks: build $(TEST_STAMP) ## Run the long walks in a browser: every page of a room, keys alone, axe; files as LibreOffice reads them
	@bash scripts/services.sh walks
	@bash scripts/check.sh walks

build: $(RUN_STAMP) $(FRONT_STAMP) $(LEAN_STAMP) ## Install what the platform needs and build its front end
	@$(PY) -m compileall -q -o 0 -o 2 kalo && $(PY) -m kalo catalogues >/dev/null

.make/python: scripts/tools.sh
	@bash scripts/tools.sh
	@mkdir -p .make && touch $@

$(RUN_STAMP): .make/python requirements/run.txt
	@echo "· Making the virtual environment and installing the locked packages …"
	@[ -x $(PY) ] || "$${PYTHON:-$$(bash scripts/tools.sh python)}" -m venv .venv
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	@bash scripts/command.sh
	@touch $@

$(TEST_STAMP): $(RUN_STAMP) requirements/test.txt
	@echo "· Installing what the tests need …"
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements/test.txt
	@touch $@

$(NODE_STAMP): .make/python frontend/package-lock.json
	@echo "· Installing the packages of the front end …"
	@npm --prefix frontend ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(FRONT_STAMP): $(NODE_STAMP) $(FRONT)
	@echo "· Building the front end …"
	@node frontend/build.mjs
	@touch $@

# Loaded once as it will be served, so that the first start is as quick as the others.
$(LEAN_STAMP): $(RUN_STAMP) $(FRONT_STAMP)
	@PYTHONDONTWRITEBYTECODE= KALO_DATA=.make/lean $(PY) -OO -c 'import gunicorn.app.wsgiapp, wsgi' && rm -r .make/lean
	@touch $@

check: $(RUN_STAMP) $(TEST_STAMP) ## Lint, types, contracts and templates only
	@bash scripts/check.sh quick

lock: ## Lock the Python packages anew, with hashes and no addresses (needs uv)
	@for each in run test; do uv pip compile requirements/$$each.in --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --python-version 3.11 --quiet -o requirements/$$each.txt; done

migration: $(RUN_STAMP) ## Write a migration for what the models say: make migration name="what changes"
	@PYTHONPATH=. $(PY) scripts/migration.py $(name)

catalogues: $(TEST_STAMP) ## Bring every catalogue up to date with the words in the code
	@PYTHONPATH=. $(PY) scripts/catalogues.py

bench: build $(TEST_STAMP) ## Measure the platform and write bench/report.md
	@$(PY) -m bench

shots: build $(TEST_STAMP) ## Take the two screenshots of the README
	@PYTHONPATH=. $(PY) scripts/shots.py

clean: ## Remove what was built; var/ (your data) stays
	@rm -rf .venv .make frontend/node_modules kalo/static/build
