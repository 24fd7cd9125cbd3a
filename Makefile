# The commands of this project. Any setting can stand behind them: make run PORT=8001 DATABASE_URL=...
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

# Nothing of an environment that happens to be active in this shell.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
PYTHON := .venv/bin/python

.PHONY: run check test test-full lock audit format clean

run: export ENVIRONMENT := $(or $(ENVIRONMENT),development)
run: ## Serve the site on this machine, with the launch content.
	@requirements/install.sh run
	@$(PYTHON) -c 'from config import gunicorn; gunicorn.refuse_taken_port()'
	@$(PYTHON) manage.py prepare
	@exec $(PYTHON) -m gunicorn config.wsgi -c config/gunicorn.py

check: ## The quick checks, and the tests of the rooms in which something changed, on SQLite.
	@requirements/install.sh test
	@exec $(PYTHON) -m tests.run changed

test: ## Everything that has to hold, on SQLite, on PostgreSQL and in a browser.
	@requirements/install.sh test
	@exec $(PYTHON) -m tests.run

test-full: export FULL := 1
test-full: test ## The same, the large sizes, and the tests of dates at hard moments.

lock: ## Lock the newest allowed requirements (needs uv: https://docs.astral.sh/uv/).
	uv pip compile --upgrade --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --universal \
		--python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile --upgrade --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --universal \
		--python-version 3.11 pyproject.toml --group test -c requirements/run.txt -o requirements/test.txt
	@$(MAKE) --no-print-directory audit

audit: ## Whether a known advisory is about a locked requirement; what cannot be looked up fails too (needs uv).
	uv tool run pip-audit@2.10.1 --strict --require-hashes --disable-pip --progress-spinner off \
		-r requirements/run.txt -r requirements/test.txt

format: ## Put the code in its one layout.
	@requirements/install.sh test
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

clean: ## Remove what the other commands make again; the database and the accounts stay.
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache .mypy_cache var/static var/private/test[-_]*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
