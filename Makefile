# `make run` serves the site, `make dev` reloads it for developers, `make test` runs every check, `make cluster` starts what
# docs/scaling.md describes.
PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
RUNS ?= 20
export PORT
VENV := .venv
DEV_VENV := .venv-dev

.PHONY: run dev test bench cluster faults load lock messages clean

run: $(VENV)/.installed
	@DEMO=$(DEMO) exec $(VENV)/bin/python manage.py serve

dev: $(DEV_VENV)/.installed
	@DEMO=$(DEMO) DEBUG=1 $(DEV_VENV)/bin/python manage.py serve --reload

test: $(DEV_VENV)/.installed
	@exec $(DEV_VENV)/bin/python scripts/check.py

bench: $(DEV_VENV)/.installed
	@PYTHONPATH=scripts exec $(DEV_VENV)/bin/python -m bench $(if $(QUICK),--quick)

cluster: $(DEV_VENV)/.installed
	@PYTHONPATH=scripts exec $(DEV_VENV)/bin/python -m cluster --port $(PORT)

load: $(DEV_VENV)/.installed
	@PYTHONPATH=scripts exec $(DEV_VENV)/bin/python -m load $(LOAD)

faults: $(DEV_VENV)/.installed
	@PYTHONPATH=scripts exec $(DEV_VENV)/bin/python -m tests.faults --runs $(RUNS)

lock: $(DEV_VENV)/.installed
	@for list in requirements requirements-dev; do $(DEV_VENV)/bin/uv pip compile --quiet --universal --generate-hashes \
	  --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --upgrade $$list.in -o $$list.txt; done

messages: $(DEV_VENV)/.installed
	@DEMO=1 exec $(DEV_VENV)/bin/python scripts/messages.py $(NEW)

clean:
	rm -rf $(VENV) $(DEV_VENV) .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.installed: requirements.txt
	@scripts/venv $(PYTHON) $(VENV) requirements.txt

$(DEV_VENV)/.installed: requirements-dev.txt
	@scripts/venv $(PYTHON) $(DEV_VENV) requirements-dev.txt
