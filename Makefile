PYTHON ?= python3
BIN := .venv/bin
PIP = $(BIN)/python -m pip install --disable-pip-version-check

.PHONY: help disguise renamed hostile chaos mutants selectors setup demo site test image-test check locks schema pages outlets-table score bench-dates bench-read bench-near bench-feed soak month week fuzz report-picture bench-archive bench-memory bench-outlets test-spark clean

help: ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/ready ## Make .venv: the program, and what its tests need

.venv/run: requirements.run.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with PYTHON=…")'
	@$(PYTHON) -m venv .venv || { echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "installing what the program needs into .venv (once, some 200 MB)"
	@$(PIP) --require-hashes -r requirements.run.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready: requirements.lock .venv/run
	@echo "installing what the tests need into .venv (once, some 1,500 MB more)"
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

demo: .venv/run ## Crawl the bundled sample site on 127.0.0.1
	@$(BIN)/python -m tests.support.demo

site: .venv/run ## Serve the sample site until Ctrl-C, to try everything on it
	@$(BIN)/python -m tests.support.demo site

JAVA := tests/support/debian_package.sh java default-jre-headless 250 "tests of Spark"
test: setup check ## Style, types, tests
	@tests/support/debian_package.sh chromium chromium 300 "tests of the report in a browser"
	@$(JAVA)
	$(BIN)/pytest

hostile: setup ## Hostile servers and pages alone
	SLOW=1 $(BIN)/pytest -m hostile

image-test: setup ## Build the image with buildah and run it read-only (root, some minutes)
	IMAGE_TEST=1 $(BIN)/pytest -n 0 tests/test_image.py

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/deptry .
	$(BIN)/lint-imports --no-logo

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
locks: setup ## Renew requirements.lock and requirements.run.lock from pyproject.toml
	$(LOCK) --extra alarms --extra export --extra spark --group build --group dev pyproject.toml -o requirements.lock
	$(LOCK) --extra alarms --group build --constraint requirements.lock pyproject.toml -o requirements.run.lock

mutants: setup ## Break some fifty rules one by one and ask whether a test notices (5 min)
	@$(BIN)/python -m tests.support.mutants

selectors: setup ## Our selectors against lxml on the real pages in ../shared
	@$(BIN)/python -m tests.support.selectors

schema: setup ## Refresh docs/feed.schema.json
	$(BIN)/python -c "from pipelines.feed.schema import refresh; refresh()"

outlets-table: setup ## Refresh the outlet table in README.md
	$(BIN)/python -m scrapers.authoring.catalogue

.PHONY: fit
fit: setup ## Fit the weights of the story's clues on the pages in ../shared
	$(BIN)/python -m benchmarks.fit

score: setup ## Score the reader on the real pages in ../shared
	$(BIN)/python -m benchmarks.score

bench-dates: setup ## parse_date against dateparser
	$(BIN)/python -m benchmarks.dates

bench-near: setup ## Precision, recall and cost of near-duplicate marks
	$(BIN)/python -m benchmarks.near

bench-feed: setup ## The feed's readers over a million lines
	$(BIN)/python -m benchmarks.feed 1000000

N ?= 100
soak: setup ## Kill a crawl of 1,000 pages N times and compare (N=100)
	@$(BIN)/python -m benchmarks.soak $(N)

SECONDS ?= 600
fuzz: setup ## Look for input that ends or slows a reader: so many SECONDS for each (600); guided where atheris is installed
	@$(BIN)/python -m tests.fuzz $(SECONDS)

week: setup ## Forty outlets whose files are wrong: what a crawl makes of them, and what probe --diff mends
	@$(BIN)/python -m benchmarks.first_week

CHAOS ?= 20
chaos: setup ## CHAOS crawls through a proxy that loses, cuts, delays and refuses one answer in five (20)
	CHAOS=$(CHAOS) $(BIN)/pytest tests/hostile/test_chaos.py

month: setup ## Thirty daily harvests of forty outlets, with all that goes wrong in a month (10 min)
	@$(BIN)/python -m benchmarks.month

report-picture: setup ## Renew docs/report.png
	$(BIN)/python -m benchmarks.report_picture

bench-archive: setup ## Pages and MB per core-second: reading WARC, parsing, dating, near duplicates, writing
	@$(BIN)/python -m benchmarks.archive

bench-memory: setup ## Memory of extract, crawl -a warc= and reparse over 10,000 records and over 100,000 (30 min)
	@$(BIN)/python -m benchmarks.archive_memory

OUTLETS ?= 200
bench-outlets: setup ## What a harvest of OUTLETS outlets of the sample site costs an article (200)
	@$(BIN)/python -m benchmarks.outlets $(OUTLETS)

test-spark: setup ## The Spark test on a cluster of two executors, one of which is killed
	@$(JAVA)
	SPARK_CLUSTER=1 $(BIN)/pytest -n 0 tests/reparse/test_cluster.py

disguise: setup ## Reading figures of pages without class names, structured data or elements with a meaning
	$(BIN)/python -m benchmarks.disguise

renamed: setup ## Reading figures of pages whose layouts have lost one rule, as after a change of the site
	$(BIN)/python -m benchmarks.renamed

bench-read: setup ## read_page against a bare lxml parse
	$(BIN)/python -m benchmarks.read

clean: ## Remove .venv, caches and what the demo wrote
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis output/demo
