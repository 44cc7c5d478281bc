# canhgiac. `make campaign` and `make test` set up everything they need; run `make help` for the rest.

PYTHON ?= python3
OUTPUT ?= dist
CONTENT ?= campaign_content
BIN := .venv/bin
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
RUN_PACKAGES := python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES := $(RUN_PACKAGES) chromium ghostscript libatomic1 libzbar0 poppler-utils qpdf
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: help campaign serve test lint check bench lock catalogue fonts clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

campaign: .venv/run ## Set up, then build the whole campaign into dist/
	$(BIN)/canhgiac build --content $(CONTENT) --output $(OUTPUT)

serve: .venv/run ## Show the site at http://127.0.0.1:8000/, reloaded on every change
	$(BIN)/canhgiac serve --content $(CONTENT)

test: .venv/test ## Set up, then run all tests
	$(BIN)/pytest -n auto

lint: .venv/test ## Style, types, workflow files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github/workflows

check: lint test ## Everything that must pass before a commit

bench: .venv/test ## How fast content is read, beside bare YAML parsing
	PYTHONPATH=tests $(BIN)/python tests/bench.py

lock: .venv/test ## Renew the locked dependencies
	$(BIN)/$(LOCK) --upgrade pyproject.toml --group build -o requirements.txt
	$(BIN)/$(LOCK) --upgrade pyproject.toml --group dev -o requirements-dev.txt

catalogue: .venv/test ## Compile the Vietnamese messages after editing messages.po
	$(BIN)/pybabel -q compile -D messages -d generator/locale

fonts: .venv/test ## Renew the web fonts from the complete ones
	for weight in Regular Bold; do $(BIN)/pyftsubset leaflets/fonts/BeVietnamPro-$$weight.ttf \
	  --unicodes=U+20-24F,U+300-341,U+1EA0-1EF9,U+2000-206F,U+20AB-20AC,U+2122,U+203A \
	  --layout-features='*' --flavor=woff2 --output-file=docs/assets/fonts/BeVietnamPro-$$weight.woff2; done

clean: ## Remove everything that was built or installed
	rm -rf dist .venv .mypy_cache .pytest_cache .ruff_cache

# -- setting up ---------------------------------------------------------------------------------

# Installs only what is missing, so that a second run needs neither network nor rights.
define system
	@missing=""; for package in $(1); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "Installing system packages:$$missing"; \
	  $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; fi
endef

define environment
	@echo "Installing locked Python packages from $(1)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11"; rm -rf .venv; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
endef

.venv/run: requirements.txt pyproject.toml generator/__init__.py
	$(call system,$(RUN_PACKAGES))
	$(call environment,requirements.txt)

.venv/test: requirements-dev.txt pyproject.toml generator/__init__.py
	$(call system,$(TEST_PACKAGES))
	$(call environment,requirements-dev.txt)
	@touch .venv/run
