#!/usr/bin/env bash
# ADBC's SQLite driver takes a text column whose first 1,024 rows are NULL for whole numbers, and then fails.
#
# Guess:  a column declared TEXT in a STRICT table is text, whatever its first rows hold:
#         SQLite itself says so of each column of a statement.
# Seen:   adbc-driver-sqlite 1.13.0 looks at the values of the first batch of 1,024
#         rows only, calls a column int64 if all are NULL, and ends with "Type mismatch
#         … expected INT64 but got STRING/BINARY" at the first text. With fewer NULLs
#         before it, the same table is read. A statement option sets the batch.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check adbc-driver-sqlite==1.13.0 pyarrow==26.0.1
cat >read.py <<'PY'
import importlib.metadata, sqlite3, sys
import adbc_driver_sqlite.dbapi as adbc

def read(empty, batch=None):
    db = sqlite3.connect(f"{empty}.db")
    db.executescript("DROP TABLE IF EXISTS news; CREATE TABLE news (id INTEGER PRIMARY KEY, subtitle TEXT) STRICT")
    db.executemany("INSERT INTO news (subtitle) VALUES (?)", [(None if i < empty else "a subtitle",) for i in range(empty + 10)])
    db.commit()
    db.close()
    with adbc.connect(f"file:{empty}.db") as db, db.cursor() as c:
        if batch:
            c.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(batch)})
        try:
            c.execute("SELECT subtitle FROM news")
            return str(c.fetch_arrow_table().schema.field("subtitle").type)
        except OSError as e:
            return str(e)

print("adbc-driver-sqlite", importlib.metadata.version("adbc-driver-sqlite"))
seen = {"1,023 NULLs, then text": read(1023), "1,024 NULLs, then text": read(1024), "the same in batches of 100,000": read(1024, 100_000)}
for what, said in seen.items():
    print(f"{what}: {said}")
few, many, larger = seen.values()
sys.exit(0 if few == larger == "string" and "expected INT64" in many else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
