# The verbs of the house. Needs Python 3.11 or newer with its venv module, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint lock messages bench clean

run: $(VENV)/app.stamp
	@$(BIN)/python manage.py start

test: $(VENV)/dev.stamp
	@TIREK_TESTING=1 $(BIN)/python manage.py compile_catalogues -v0
	@$(BIN)/python -m tests.run

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check backend tests manage.py
	$(BIN)/ruff format --check backend tests manage.py
	TIREK_TESTING=1 $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint backend/web/templates --lint --quiet
	TIREK_TESTING=1 $(BIN)/python manage.py makemigrations --check --dry-run -v0
	TIREK_TESTING=1 $(BIN)/python manage.py check_translations

lock: $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet uv
	for set in app dev; do $(BIN)/uv pip compile --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 --universal --upgrade requirements/$$set.in -o requirements/$$set.txt; done

messages: $(VENV)/dev.stamp
	TIREK_TESTING=1 $(BIN)/python manage.py compile_catalogues

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Tirek needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 1; }

$(VENV)/app.stamp: requirements/app.txt | $(VENV)/bin/python
	@echo "Installing (once; a minute or so) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/app.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
