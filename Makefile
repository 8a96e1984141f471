# Needs python3 (3.11 or later) with venv and pip, nothing else; everything is installed into .venv from the lock file.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo/records.jsonl
WORKERS ?= 2
COMPILE := build/lock/bin/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: help demo test test-all lint format schema floors lock clean

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/installed: requirements.lock.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or later is needed: make PYTHON=python3.11'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/cluster: $(VENV)/installed requirements.cluster.lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.cluster.lock.txt
	touch $@

demo: $(VENV)/installed  ## Read examples/articles/ and show a table of the records
	@mkdir -p $(dir $(DEMO))
	$(BIN)/thidua-extract convert examples/articles -o $(DEMO) --table

lint: $(VENV)/installed  ## Format check, lint rules, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint  ## Everything that ends within ten minutes
	$(BIN)/pytest -q -n $(WORKERS) -m 'not long' --cov --cov-report=term

test-all: $(VENV)/cluster  ## What takes longer; installs Spark and Ray, wants a Java runtime (17)
	$(BIN)/pytest -q -n $(WORKERS) --dist loadfile -m long

format: $(VENV)/installed  ## Lay the code out
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: $(VENV)/installed  ## Write the JSON Schema again after a change of records.py
	$(BIN)/python -m thidua_extract.schema > build.schema.json
	mv build.schema.json src/thidua_extract/data/announcement.schema.json

floors: $(VENV)/installed  ## Raise the score floors to what is reached now (FLAGS=--allow-lower to lower them)
	$(BIN)/python benchmarks/pin_floors.py $(FLAGS)

lock: $(VENV)/installed  ## Resolve the locked versions again
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet pip-tools
	$(COMPILE) --upgrade --extra dev --output-file requirements.lock.txt pyproject.toml
	$(COMPILE) --upgrade --extra dev --extra ray --extra spark --constraint requirements.lock.txt \
	  --output-file requirements.cluster.lock.txt pyproject.toml

clean:  ## Remove what was made, the environment too
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
