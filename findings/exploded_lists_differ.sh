#!/usr/bin/env bash
# One column of lists in one Parquet file, exploded by four engines, gives three different numbers of rows.
#
# Guess:  explode / unnest gives one row for each element; what becomes of an empty
#         list and of no list is the same everywhere, or the same for both.
# Seen:   DuckDB 2.0.1 and DataFusion 55 drop both; pandas 3.1.1 keeps a row
#         with NULL for both; polars 2.1.0 drops the empty list and keeps the missing one.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==25.0.1 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 datafusion==55.0.0
cat >read.py <<'PY'
import sys
import datafusion, duckdb, pandas, polars, pyarrow, pyarrow.parquet

# Two articles with authors (2 + 1), three with an empty list, five with none.
authors = [["Wang", "Li"], ["Chen"]] + [[]] * 3 + [None] * 5
pyarrow.parquet.write_table(pyarrow.table({"authors": pyarrow.array(authors, pyarrow.list_(pyarrow.string()))}), "news.parquet")
tables = datafusion.SessionContext()
tables.register_parquet("news", "news.parquet")
seen = {
    "DuckDB": duckdb.sql("SELECT count(*) FROM (SELECT unnest(authors) FROM 'news.parquet')").fetchall()[0][0],
    "DataFusion": tables.sql("SELECT count(*) AS n FROM (SELECT unnest(authors) FROM news)").to_pydict()["n"][0],
    "polars": polars.read_parquet("news.parquet").explode("authors").height,
    "pandas": len(pandas.read_parquet("news.parquet").explode("authors")),
}
for engine, rows in seen.items():
    print(f"{engine}: {rows} rows")
sys.exit(0 if list(seen.values()) == [3, 3, 8, 11] else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
