# What there is to do here: `make help` lists it. Needs GNU make 3.81 and Python 3.11, or newer.
#
#   make site ARGS="--now 2018-01-10T09:00"     ARGS goes to the program (or to pytest, for `make test`)
#   make site PYTHON=/opt/python3.12/bin/python3   choose the Python that .venv is made with

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Only paths from here are used, so a checkout may stand in a folder with spaces in its name.
SCRIPTS := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
VENV_PYTHON := .venv/$(SCRIPTS)/python$(if $(filter Windows_NT,$(OS)),.exe)
PIP_INSTALL := $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help site serve check new accept test guides lock clean
.PHONY: gone

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

site: .venv/site-installed  ## build the catalogue into public/
	@$(VENV_PYTHON) build.py build $(ARGS)

serve: .venv/site-installed  ## build, watch, and show the catalogue in a browser
	@$(VENV_PYTHON) build.py serve $(ARGS)

check: .venv/site-installed  ## every problem in the content, with file and line
	@$(VENV_PYTHON) build.py check $(ARGS)

new: .venv/site-installed  ## start a record or a translation: make new ARGS="call my-call"
	@$(VENV_PYTHON) build.py new $(ARGS)

accept: .venv/site-installed  ## say that translations are right again: make accept ARGS=content/calls/my-call.en.md
	@$(VENV_PYTHON) build.py accept $(ARGS)

# Without a browser or the HTML checker a laptop leaves out the tests that need one, and says so; CI does not.
test: .venv/test-installed  ## all tests, those in a real browser too
	@$(VENV_PYTHON) tests/browser.py || test -z "$$CI"
	@$(VENV_PYTHON) tests/checker.py || test -z "$$CI"
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -m pytest --numprocesses auto --dist worksteal $(ARGS)

guides: .venv/site-installed  ## write the parts of the guides, and the settings of editors, that follow from the program
	@$(VENV_PYTHON) -m oproep.guides

# Versions and hashes for every platform and no address of where they come from: that is for pip to know.
UV_COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(VENV_PYTHON) -m uv pip compile \
	--quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links $(ARGS)

lock: .venv/test-installed  ## compile requirements*.txt from pyproject.toml (ARGS=--upgrade: newest versions)
	$(UV_COMPILE) pyproject.toml --output-file requirements.txt
	$(UV_COMPILE) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(UV_COMPILE) --group checker --output-file requirements-checker.txt

clean:  ## remove what was built and what was installed
	find public -mindepth 1 ! -path public/.gitignore -delete
	rm -rf .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache

# Installed only when the list of versions changed. `ensurepip` mends a .venv whose making was interrupted.
.venv/site-installed: requirements.txt .venv/made
	@echo "Installing the libraries of the catalogue into .venv"
	@$(VENV_PYTHON) -m ensurepip >/dev/null
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/test-installed: requirements-dev.txt .venv/site-installed
	@echo "Installing what the tests need into .venv"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# Made anew when the Python it was made with has gone, as after an upgrade of the system.
.venv/made: $(shell test -x $(VENV_PYTHON) || echo gone)
	@found=; for python in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.14 python3.12 python3.11 python3 python); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo 'This needs Python 3.11 or newer and found none. Install one from www.python.org, or say where it is:' >&2; \
		echo '  make site PYTHON=/path/to/python3' >&2; exit 3; \
	fi; \
	echo "Making .venv with $$("$$found" --version)"; \
	"$$found" -m venv --clear .venv || { \
		echo 'Python could not make .venv. On Debian and Ubuntu: sudo apt-get install python3-venv' >&2; exit 3; }
	@touch $@
