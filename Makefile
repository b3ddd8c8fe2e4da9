# The whole developer interface. Needs Python 3.11 or newer, make and git; everything else comes into .venv by itself.

PYTHON ?= python3
FOR ?= 60
ENVIRONMENT := .venv
BIN := $(ENVIRONMENT)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Every file is the one that was locked, or nothing is installed. A Python or a system for which a version cannot be had
# takes what pyproject.toml allows, and says so.
LOCKED := $(BIN)/python locks/install.py
# Made anew when the dependencies change. A player needs no developer's tools, so there are two stamps.
PLAYER := $(ENVIRONMENT)/.player
DEVELOPER := $(ENVIRONMENT)/.developer
RELEASE := $(ENVIRONMENT)/.release
# Programs from npm that some tests try our files in; those tests are skipped where there is no Node.js.
NODE := $(ENVIRONMENT)/.node

# How often `make reliability` kills the game, and how often it damages a file.
KILLS ?= 2000
DAMAGES ?= 2000

# What is measured, the quickest first; the other files in bench/ are what these are made with.
BENCHES ?= engines start screen measure checking authoring lsp web edits growth sizes

.DEFAULT_GOAL := help
.PHONY: help play test check prove bench reliability conformance docs author web node format fuzz lock audit licences release clean meant screenshots translations

# List what can be made.
help:
	@awk '/^# /{comment = substr($$0, 3)} /^[a-z]+:/{sub(":.*", "", $$1); printf "make %-11s %s\n", $$1, comment}' Makefile

# Play the story.
play: $(PLAYER)
	@$(BIN)/hyosan

# Everything that must hold before a change is done: the checks below, the story, and all tests.
test: check prove node
	$(BIN)/pytest -n 2 --dist loadgroup

# The fast part: style, types, import contracts, spelling, the story.
check: $(DEVELOPER)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/hyosan check story

# Decide what can happen in the story, for all playthroughs.
prove: $(DEVELOPER)
	$(BIN)/hyosan prove story

# Measure what has a budget, each thing beside a yardstick; says at the end which goals are missed. Many minutes.
bench: $(DEVELOPER) node
	@missed=; for part in $(BENCHES); do \
		echo "== $$part"; $(BIN)/python bench/$$part.py || missed="$$missed $$part"; done; \
	test -z "$$missed" || { echo "Not all goals are met by:$$missed. docs/performance.md says what stands in the way."; exit 1; }

# Kill the game, damage its files and wear it out, for as long as it takes; docs/reliability.md says what comes of it.
reliability: $(DEVELOPER)
	PYTHONPATH=tests $(BIN)/python -m reliability.crashes $(KILLS)
	PYTHONPATH=tests $(BIN)/python -m reliability.terminals
	PYTHONPATH=tests $(BIN)/python -m reliability.windows
	PYTHONPATH=tests $(BIN)/python -m reliability.damage $(DAMAGES)
	PYTHONPATH=tests $(BIN)/python -m reliability.long_runs

# Play the same runs in our engine and in those of others, with the story exported to ink; minutes.
conformance: $(DEVELOPER) node
	$(BIN)/python tests/conformance.py

# Build the pages for authors, in build/docs.
docs: $(DEVELOPER)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo build/docs/index.html

# Add what `hyosan graph` and the other tools for authors need.
author: $(PLAYER)
	@$(LOCKED) author --otherwise --editable '.[author]'

# Add what `hyosan web` needs.
web: $(PLAYER)
	@$(LOCKED) web --otherwise --editable '.[web]'

# Add the programs from npm that some tests try our files in, if there is Node.js.
node: $(NODE)

# Draw the pictures of the README anew.
screenshots: $(PLAYER)
	$(BIN)/python docs/images/make.py

# Bring the catalogues of the interface's words up to date, and say what is left to translate.
translations: $(DEVELOPER)
	$(BIN)/python tests/translations.py

# Say that what the story now breaks in runs of released versions is meant: make meant BECAUSE="…"
meant: $(DEVELOPER)
	@$(BIN)/python tests/old_runs.py --because "$$BECAUSE"

# Give strangers' bytes to all that reads their files, led by coverage: FOR=60 seconds to each.
fuzz: $(DEVELOPER)
	@$(LOCKED) fuzz --otherwise --group fuzz
	$(BIN)/python tests/fuzzing.py --seconds $(FOR)

# Lock the dependencies anew, as pyproject.toml has them; UPGRADE=--upgrade takes the newest versions.
lock: $(RELEASE)
	$(BIN)/python tests/locking.py $(UPGRADE)

# Ask the registry whether anything that is locked has a known vulnerability.
audit: $(RELEASE)
	@for list in locks/*.txt; do $(BIN)/pip-audit --strict --no-deps --disable-pip --requirement $$list || exit 1; done

# List the licences of what we build on, in docs/licences.md.
licences: $(DEVELOPER)
	$(BIN)/python tests/licences.py

# Build what is published, into dist/: wheel, sdist, a list of what is inside (CycloneDX), and the sums of all three.
release: $(RELEASE)
	$(BIN)/python tests/release.py

# Lay the code out as `check` wants it.
format: $(DEVELOPER)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Remove the environment and what the tools leave behind. Runs in saves/ stay.
clean:
	rm -rf $(ENVIRONMENT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(PLAYER): pyproject.toml locks/player.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("This needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@echo "Making the environment in $(ENVIRONMENT), once. This takes a minute." >&2
	@$(PYTHON) -m venv $(ENVIRONMENT)
	@$(LOCKED) player --otherwise --editable . --group build
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPER): $(PLAYER) locks/developer.txt
	@echo "Adding the developer's tools." >&2
	@$(LOCKED) developer --otherwise --editable '.[author,dask,web]' --group dev
	@touch $@

# What locks, audits and releases.
$(RELEASE): $(DEVELOPER) locks/release.txt
	@$(LOCKED) release --otherwise --group release
	@touch $@

$(NODE): tests/node/package.json tests/node/package-lock.json $(PLAYER)
	@if command -v node > /dev/null && command -v npm > /dev/null; then \
		mkdir -p $(ENVIRONMENT)/node && cp tests/node/*.json $(ENVIRONMENT)/node && \
		{ npm ci --prefix $(ENVIRONMENT)/node --ignore-scripts --no-audit --no-fund --silent && touch $@; } || \
			echo "npm could not fetch its programs: the tests that need them will be skipped." >&2; \
	else \
		echo "There is no Node.js here: the tests that need programs from npm will be skipped." >&2; \
	fi
