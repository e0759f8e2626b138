.PHONY: build test lint quality site generate fuzz torture dist wheels dist-twice drivers findings bench-extract bench-ingest bench-index bench-release bench-search bench-export bench-page bench-pull

build:
	CGO_ENABLED=0 go build -o bin/dabao ./cmd/dabao

test:
	go test ./...

lint:
	test -z "$$(gofmt -l $$(git ls-files '*.go'))"
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# The figures of reading, facts, names, near-duplicates and ranking, with the worst cases. DABAO_TAGGERS=/path/of/python with jieba and
# spaCy (and an en_core_web_sm) puts their names beside.
quality:
	go test ./ingest/extract/... ./ingest/facts ./ingest/names ./schema/neardup ./cmd/dabao -count=1 -v \
	  -run 'TestScores|TestFields|TestQuality|TestSeed|TestEditedCopies|TestRelevance' | grep -v '^=== '

# Every fuzz target for FUZZTIME. Minimising is cut short: it would take the time of looking.
FUZZTIME ?= 30s
fuzz:
	@for pkg in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "== $$pkg $$target"; \
	    go test $$pkg -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5x || exit 1; \
	  done; \
	done

# Flipped bytes, full disks and kills, TORTURE rounds of each: for a night. The
# ordinary tests do some of it. SEED repeats a run.
TORTURE ?= 2000
SEED ?= 1
torture:
	DABAO_TORTURE=$(TORTURE) DABAO_SEED=$(SEED) CGO_ENABLED=0 go test ./cmd/dabao -count=1 -timeout 12h -v \
	  -run 'TestFlippedBits|TestFullDisk|TestKillsLeaveNothing'

# What people download: an archive for each system with the manual page, completions and licences that go with a copy; wheels for
# Python; their checksums. SYSTEMS=linux/amd64,windows/arm64 makes fewer.
SYSTEMS ?=
dist:
	go run ./cmd/dabao-dist -o bin/dist -systems "$(SYSTEMS)"

wheels:
	go run ./cmd/dabao-dist -o bin/dist -systems "$(SYSTEMS)" wheels

# The same bytes twice: from two copies of the source in two folders, each compiled from nothing.
dist-twice:
	@tmp=$$(mktemp -d); trap "rm -rf $$tmp" EXIT; \
	for copy in one two/deeper; do \
	  mkdir -p $$tmp/$$copy && git archive HEAD | tar -x -C $$tmp/$$copy && \
	  (cd $$tmp/$$copy && GOCACHE=$$tmp/cache-$${copy%/*} go run ./cmd/dabao-dist -o out -systems "$(SYSTEMS)") || exit 1; \
	done; \
	cmp $$tmp/one/out/SHA256SUMS $$tmp/two/deeper/out/SHA256SUMS && cat $$tmp/one/out/SHA256SUMS

generate:
	go generate ./...

# Ours beside go-trafilatura and go-readability, and beside parsing alone; a
# module of its own keeps them out of go.mod.
bench-extract:
	cd ingest/extract/bench && go run .

# DABAO_BENCH_PAGES sets how many pages; DABAO_OLDER=/path/of/dabao runs an older binary beside.
bench-ingest:
	go test ./ingest ./cmd/dabao -run '^$$' -bench 'Read|Ingest' -benchtime 1x -timeout 60m

# From ready texts to a verified release: seconds, CPU seconds, memory and sizes of every step. DABAO_OLDER=/path/of/dabao runs an
# older binary beside, DABAO_PYTHON=/path/of/python its sqlite-utils, DABAO_BENCH_ARTICLES sets the size, TMPDIR where 4 GB are written.
bench-release:
	DABAO_BENCH_ARTICLES=$${DABAO_BENCH_ARTICLES:-50000} go test -count=1 -timeout 120m -run TestReleaseFigures -v ./cmd/dabao

# The full-text index alone, by FTS5 and by us.
bench-index:
	go test ./schema/store -run '^$$' -bench Index -benchtime 3x

# Writes about 2 GB; DABAO_BENCH_DIR keeps them for the next run.
bench-search:
	DABAO_BENCH_SEARCH=$${DABAO_BENCH_SEARCH:-100000} go test -count=1 -timeout 60m -run TestSearchFigures -v ./schema/store

# What it takes to look into a release on a host that takes 40 ms for every answer: requests, bytes, seconds of each command.
# DABAO_BENCH_DIR keeps the release for the next run.
.PHONY: bench-distant
bench-distant:
	DABAO_BENCH_DISTANT=$${DABAO_BENCH_DISTANT:-50000} go test -count=1 -timeout 60m -run TestDistantFigures -v ./cmd/dabao

# Each format beside what DuckDB (with DABAO_PYTHON) and sqlite3 take for the same rows.
bench-export:
	DABAO_BENCH_ARTICLES=$${DABAO_BENCH_ARTICLES:-200000} go test -run '^$$' -bench Export -benchtime 1x -timeout 60m ./export/release

# Downloads from a host that takes 40 ms an answer, beside wget -c of everything. Writes 8 GB where TMPDIR is.
bench-pull:
	DABAO_BENCH_ARTICLES=$${DABAO_BENCH_ARTICLES:-50000} go test -count=1 -timeout 120m -run TestPullFigures -v ./cmd/dabao

# The page of a release. What it builds from src is committed in dist, and must come out the same.
site:
	cd export/site/src && npm ci --ignore-scripts --no-audit --no-fund && npm run lint && npm run build

# Twelve searches of a database in a browser, on a host that takes 40 ms for every answer: median and worst. DABAO_BENCH_ARTICLES sets
# its size (23000), DABAO_BENCH_PAGE a folder to keep it in.
bench-page:
	go test -run '^$$' -bench Page -benchtime 1x -timeout 10m ./export/site

# The drivers of SQLite that take too long for CI, each at a pinned version: JavaScript, Python, Go, Rust, Java.
drivers:
	@tmp=$$(mktemp -d); trap "rm -rf $$tmp" EXIT; go build -o $$tmp/dabao ./cmd/dabao && $$tmp/dabao release -q datasets/demo -o $$tmp/demo && \
	bash cmd/dabao/testdata/drivers.sh $$tmp/dabao $$tmp/demo

# What other software does that one would not guess. Each installs pinned packages in a folder of its own.
findings:
	@for script in findings/*.sh; do echo "== $$script"; bash $$script || exit 1; done
