#!/usr/bin/env bash
# polars.read_database cuts the decimals of a SQLite column that begins with whole numbers, without a word.
#
# Guess:  a column that was declared NUMERIC, or a sum of JSON values, comes out as it
#         stands in the file; if polars guesses its type from the first rows and is
#         wrong, it fails.
# Seen:   polars 2.1.0 takes the type from the first 100 rows. Where these are whole
#         numbers (SQLite stores 3.0 in a NUMERIC column as 3), every later 2.75
#         becomes 2; nothing is raised. Where they are empty, the first value ends
#         the reading with an error instead. infer_schema_length=None reads both.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0
cat >read.py <<'PY'
import sqlite3, sys, polars

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE offers (id INTEGER PRIMARY KEY, price NUMERIC, rebate REAL)")
db.executemany("INSERT INTO offers (price, rebate) VALUES (?, ?)", [(4.0 if i < 100 else 2.75, None if i < 100 else 0.5) for i in range(200)])
stands = db.execute("SELECT sum(price) FROM offers").fetchone()[0]
read = polars.read_database("SELECT price FROM offers", db)["price"]
whole = polars.read_database("SELECT * FROM offers", db, infer_schema_length=None)
print("polars", polars.__version__)
print(f"SQLite's sum of price: {stands}; read_database: {read.sum()} as {read.dtype}; infer_schema_length=None: {whole['price'].sum()}")
try:
    empty = str(polars.read_database("SELECT rebate FROM offers", db).shape)
except polars.exceptions.PolarsError as e:
    empty = f"{type(e).__name__}: {str(e).splitlines()[0][:70]}"
print("a REAL column whose first 100 rows are NULL:", empty)
sys.exit(0 if (stands, read.sum(), whole["price"].sum(), whole["rebate"].sum()) == (675, 600, 675, 50) and empty.startswith("ComputeError") else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
