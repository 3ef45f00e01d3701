# Five words: demo · test · check · bench · module. The others are for those who write Dwarsverband.

PYTHON ?= python3
PORT ?= 8000
RUN := .venv/bin/python
SYNCED := .venv/.synced
# Commands that only read the source get an address at which nothing is asked.
ALONE := SECRET_KEY=unused DATABASE_URL=postgresql://nobody:unused@localhost/none
# One test at a time to each core, in the order of collection: those with a browser come last.
CORES := -n auto --maxschedchunk 1
SOURCE := dwarsverband tests tools benchmarks manage.py

# uv does not read the settings of pip; whoever set a mirror for pip means it here too.
ifneq ($(PIP_INDEX_URL),)
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

# One line with the name of a part; what it says is shown when it fails.
part = @printf '· %s\n' '$(1)'; said=$$($(2) 2>&1) || { printf '%s\n' "$$said"; exit 1; }

.PHONY: demo test check bench module vendor words lock clean-demo install
.DEFAULT_GOAL := demo

demo: $(SYNCED)
	@PORT=$(PORT) exec $(RUN) -m dwarsverband.foundation.database.demo

test: $(SYNCED)
	@exec $(RUN) -m pytest $(if $(only),$(only),$(CORES))

check: $(SYNCED)
	$(call part,Format,$(RUN) -m ruff format --check .)
	$(call part,Lint,$(RUN) -m ruff check .)
	$(call part,Types,$(ALONE) $(RUN) -m mypy $(wildcard $(SOURCE)))
	$(call part,Imports,$(RUN) .venv/bin/lint-imports)
	$(call part,Templates,find dwarsverband -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +)
	$(call part,Words,$(ALONE) $(RUN) manage.py check_words)
	$(call part,API,$(ALONE) $(RUN) manage.py check_api)
	$(call part,Migrations,$(ALONE) $(RUN) -W ignore manage.py makemigrations --check --dry-run)
	@printf '· %s\n' Tests
	@exec $(RUN) -m pytest -v $(CORES)

bench: $(SYNCED)
	@for file in benchmarks/[a-z]*.py; do \
		name=$$(basename $$file .py); \
		said=$$($(RUN) -m benchmarks.$$name) || { printf '%s\n' "$$said"; exit 1; }; \
		printf '%s: %s\n' "$$name" "$$(printf '%s\n' "$$said" | tail -n 1)"; \
	done

module: $(SYNCED)
	@$(RUN) -m tools.module $(name)

vendor: $(SYNCED)
	@$(RUN) -m tools.vendor

words: $(SYNCED)
	@$(ALONE) $(RUN) manage.py check_words --update

lock: $(SYNCED)
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate $(if $(upgrade),--upgrade) \
		pyproject.toml --group dev --output-file requirements.lock

clean-demo: $(SYNCED)
	@$(RUN) -m dwarsverband.foundation.database.demo --remove

install: $(SYNCED)

# The link to Python dangles after an upgrade of the system; then everything is installed anew.
$(SYNCED): requirements.lock $(RUN)
	@$(PYTHON) tools/install.py

$(RUN):
	@$(PYTHON) tools/install.py
