#!/usr/bin/env bash
# sqlite-utils transform, run on a table with full-text search, leaves the search behind the table for good, without a word.
#
# Guess:  transform changes columns and keeps what belongs to the table: its keys, its indexes,
#         and the triggers that enable_fts(create_triggers=True) made.
# Seen:   sqlite-utils 4.2.1 makes the table anew and keeps the indexes, but the triggers fall
#         with the old table. From then on the search does not find new rows and
#         finds changed ones by the words they had. enable_fts again, with replace=True,
#         mends it.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sqlite-utils==4.2.1
cat >try.py <<'PY'
import importlib.metadata, sys
import sqlite_utils

news = sqlite_utils.Database(memory=True)["news"]
news.insert_all([{"id": 1, "title": "The bridge is open", "pages": "3"}], pk="id")
news.create_index(["pages"])
news.enable_fts(["title"], create_triggers=True)
found = lambda word: [row["title"] for row in news.search(word)]
before = len(news.triggers), len(news.indexes)
news.transform(types={"pages": int})
after = len(news.triggers), len(news.indexes)
news.insert({"id": 2, "title": "A second bridge"})
news.update(1, {"title": "The ferry is back"})
print("sqlite-utils", importlib.metadata.version("sqlite-utils"))
print("triggers and indexes before and after transform:", before, after)
stale = found("bridge"), found("ferry")
print("then 'bridge' finds", stale[0], "and 'ferry' finds", stale[1])
news.enable_fts(["title"], create_triggers=True, replace=True)
mended = found("bridge"), found("ferry")
print("after enable_fts again:", *mended)
sys.exit(0 if (before, after, stale, mended) == ((3, 1), (0, 1), (["The ferry is back"], []), (["A second bridge"], ["The ferry is back"])) else 1)
PY
venv/bin/python try.py || { echo "it behaves otherwise now"; exit 1; }
