# Plain sh and make 3.81, so that a Mac and a bare server understand it.
#
#   make run              the newsroom at http://localhost:8000/  (HOST=… PORT=…)
#   make test             the whole suite                         (ARGS="tests/readers -k feed")
#   make bench            readers' pages beside a bare view       (STORIES="1000 10000 100000")
#   make screenshots      every page, into var/screenshots/       (ARGS=--readme)
#   make lint             style, layers, missing migrations
#   make translations     compile the catalogues of readers' pages after a change
#   make requirements     compile requirements.in after a change

HOST = localhost
PORT = 8000
ARGS =
STORIES = 1000 10000
# Files of tests, one after the other on each core; ARGS="-n 0 --pdb" to debug in one process.
# In the order of their names: by the number of their tests, the slowest would come last.
CORES = -n auto --dist loadfile --no-loadscope-reorder
PY = .venv/bin/python

.PHONY: run test audit screenshots bench lint format translations requirements venv venv-dev clean

run: venv
	@exec $(PY) manage.py serve --prepare --host '$(HOST)' --port '$(PORT)'

test: venv-dev
	@$(PY) -m pytest $(CORES) $(ARGS)
	@test -z "$$TEST_DATABASE_URL" || \
		{ echo "And again on PostgreSQL:"; DATABASE_URL="$$TEST_DATABASE_URL" $(PY) -m pytest $(CORES) $(ARGS); }

# Slow and thorough: what public lists and searches ask of the database with 100,000 stories (of both,
# where TEST_DATABASE_URL names a PostgreSQL), 10,000 rude requests against the real server, upgrades
# while readers ask, a newsroom torn down and restored, PostgreSQL recovered from its archive,
# readers' pages before Lighthouse, axe and the Nu HTML checker.
audit: venv-dev
	@$(PY) bench/lists.py --plans
	@$(PY) bench/rude.py
	@$(PY) bench/photos.py
	@KILL_ROUNDS=50 $(PY) -m pytest tests/operators/test_killed.py
	@$(PY) bench/feeds.py
	@$(PY) bench/search.py
	@$(PY) bench/postgres.py bench/search.py
	@$(PY) bench/postgres.py bench/lists.py --plans
	@$(PY) bench/extractors.py
	@$(PY) bench/upgrade.py
	@$(PY) bench/restore.py
	@bench/recovery.sh
	@$(PY) bench/examine.py

screenshots: venv-dev
	@$(PY) bench/screenshots.py $(ARGS)

# Minutes: two servers take turns.
bench: venv
	@$(PY) bench/pages.py --stories $(STORIES)

lint: venv-dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports
	@$(PY) manage.py makemigrations --check --dry-run

format: venv-dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

translations: venv-dev
	@.venv/bin/pybabel compile --domain django --directory articles/locale

requirements: venv-dev
	@for name in requirements requirements-dev; do \
		.venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
			--no-emit-index-url --no-emit-find-links $(ARGS) --output-file $$name.txt $$name.in || exit 1; \
	done

# Both install only when the list that they install has changed, so that a second run needs no
# network. The tools' list contains the other one.
venv: .venv/bin/python
	@cmp -s requirements-dev.txt .venv/installed-dev.txt || cmp -s requirements.txt .venv/installed.txt || { \
		echo "Installing what the newsroom needs (once) …"; \
		$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt \
		&& cp requirements.txt .venv/installed.txt; }

venv-dev: .venv/bin/python
	@cmp -s requirements-dev.txt .venv/installed-dev.txt || { \
		echo "Installing what the newsroom and its tests need (once) …"; \
		$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt \
		&& cp requirements-dev.txt .venv/installed-dev.txt && cp requirements.txt .venv/installed.txt; }

.venv/bin/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && found=$$python && break; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Newsroom needs Python 3.11 or newer: install it, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if ! $$found -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "Python's venv module is missing: on Debian and Ubuntu, sudo apt-get install python3-venv" >&2; exit 1; \
	fi; \
	$$found -m venv .venv || { rm -rf .venv; exit 1; }

clean:
	rm -rf .venv var .pytest_cache .ruff_cache .import_linter_cache .hypothesis
