# Everything here needs only Python 3.11 or newer with venv, and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.run-ready
DEV_READY := $(VENV)/.dev-ready

.PHONY: run test check snapshots goldens bench fuzz soak demos wheels docs tour lock clean

run: $(RUN_READY)  ## set up and start the talk
	$(BIN)/holeout

test: $(DEV_READY)  ## set up and pass the tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not heavy and not wheels"

check: $(DEV_READY)  ## format, lint, types, import contracts, and the talk itself
	$(BIN)/ruff format --check src tests benchmarks docs
	$(BIN)/ruff check src tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/holeout check --strict

snapshots: $(DEV_READY)  ## make the snapshots of screens anew; look at every change before committing it
	$(BIN)/python -m pytest tests/tui --snapshot-update -k "snapshots or picture"

goldens: $(DEV_READY)  ## write what decks show, as text, anew; read every change before committing it
	cd tests/deck && ../../$(BIN)/python deck_outline.py
	$(BIN)/python -m pytest tests/deck/test_deck_goldens.py -q --renew-goldens

bench: $(DEV_READY)  ## measure this program beside its peers and floors
	$(BIN)/python -m compileall -q $(VENV)/lib src || true
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.walk
	$(BIN)/python -m benchmarks.inside
	$(BIN)/python -m benchmarks.pane
	$(BIN)/python -m benchmarks.room --seconds 30

FUZZ_SECONDS ?= 120
fuzz: $(DEV_READY)  ## feed every reader of text from outside with spoilt files; FUZZ_SECONDS=600 for longer
	@$(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes -r requirements-fuzz.txt \
		|| echo "atheris has no build for this machine: spoilt files only, without its coverage"
	$(BIN)/python -m tests.fuzz.run --seconds $(FUZZ_SECONDS)

soak: $(DEV_READY)  ## eight hours of a talk in fast time: is memory flat?
	$(BIN)/python -m benchmarks.soak

demos: $(DEV_READY)  ## fetch and run every demo without a network
	$(BIN)/python -m pytest tests/demos/test_demos_content.py --durations 0 --durations-min 1

wheels: $(DEV_READY)  ## install the wheel, alone and with each extra, for every Python that is here
	$(BIN)/python -m pytest tests/wheels -v

docs: $(DEV_READY)  ## write what the documents take from the code: keys, commands, pictures
	$(BIN)/python docs/generate.py

tour: $(DEV_READY)  ## record docs/tour.cast anew; play it before committing it
	PYTHONPATH=. $(BIN)/python docs/tour.py

lock: $(DEV_READY)  ## choose the newest versions that fit, with their hashes
	$(LOCK) --output-file requirements.txt pyproject.toml requirements-build.in
	$(LOCK) --output-file requirements-dev.txt --group dev pyproject.toml requirements-build.in
	$(LOCK) --output-file requirements-fuzz.txt --group pyproject.toml:fuzz
LOCK = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header

clean:  ## remove the environment and what tools leave behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .fuzz dist

$(RUN_READY): requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q $(VENV)/lib src || true
	touch $@

$(DEV_READY): requirements-dev.txt $(RUN_READY)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@
