# The verbs of the house. Needs Python 3.11 or newer with its venv module, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Commands that look at the code only: no data of an installation is touched.
LOOKING := TIREK_TESTING=1 TIREK_DATA_DIR=$(VENV)/looking

.PHONY: run test lint style types floors templates catalogues lock messages bench clean

run: $(VENV)/app.stamp
	@$(BIN)/python manage.py start

test: $(VENV)/dev.stamp
	@TIREK_TESTING=1 $(BIN)/python manage.py compile_catalogues -v0
	@$(BIN)/python -m tests.run

lint: style types floors templates catalogues

style: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(LOOKING) $(BIN)/mypy

floors: $(VENV)/dev.stamp
	$(BIN)/lint-imports

templates: $(VENV)/dev.stamp
	$(BIN)/djlint backend/web/templates backend/api/templates --lint --quiet

catalogues: $(VENV)/dev.stamp
	@mkdir -p $(VENV)/looking
	$(LOOKING) $(BIN)/python manage.py makemigrations --check --dry-run -v0
	$(LOOKING) $(BIN)/python manage.py check_translations

lock: $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet uv
	for set in app dev; do $(BIN)/uv pip compile --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 --universal --upgrade requirements/$$set.in -o requirements/$$set.txt; done

messages: $(VENV)/dev.stamp
	$(LOOKING) $(BIN)/python manage.py compile_catalogues

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m bench

clean:
	rm -rf $(VENV)

# Made whole or not at all: an environment without its stamp (interrupted, or its module missing) is made anew.
$(VENV)/made.stamp:
	@command -v $(PYTHON) >/dev/null \
	  || { echo "There is no $(PYTHON) here. Tirek needs Python 3.11 or newer: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Tirek needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/app.stamp: requirements/app.txt $(VENV)/made.stamp
	@echo "Installing (once; a minute or so) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/app.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
