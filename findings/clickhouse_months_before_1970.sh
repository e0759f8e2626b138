#!/usr/bin/env bash
# ClickHouse counts every article before 1970 under January 1970 by toStartOfMonth, and under the right month by date_trunc.
#
# Guess:  both cut a day to its month; the manual gives one as the other's short form.
#         A day that a function cannot hold is an error, or NULL.
# Seen:   chdb 4.4.0 (ClickHouse 26.9) reads the days of a Parquet file right, back to 1850, and
#         date_trunc('month', day) keeps them. toStartOfMonth gives 1970-01-01 for all
#         of them; toDate of the timestamp beside it gives a day in the next century
#         (1949-10-01 becomes 2129-03-07). Nothing is raised.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check chdb==4.4.0 pyarrow==25.0.1
cat >read.py <<'PY'
import datetime, sys
import chdb, pyarrow, pyarrow.parquet

days = [datetime.date(1850, 5, 1), datetime.date(1949, 10, 1), datetime.date(2024, 1, 5)]
at = [datetime.datetime(d.year, d.month, d.day, 12, tzinfo=datetime.timezone.utc) for d in days]
pyarrow.parquet.write_table(pyarrow.table({"day": pyarrow.array(days), "at": pyarrow.array(at, pyarrow.timestamp("ms", "UTC"))}), "papers.parquet")
said = chdb.query("SELECT day, date_trunc('month', day), toStartOfMonth(day), toDate(at) FROM file('papers.parquet') ORDER BY day", "TSV").bytes().decode()
print("chdb", chdb.__version__, "ClickHouse", chdb.query("SELECT version()", "TSV").bytes().decode().strip())
print("day, date_trunc, toStartOfMonth, toDate of the timestamp:")
print(said, end="")
want = """1850-05-01\t1850-05-01\t1970-01-01\t2029-10-05
1949-10-01\t1949-10-01\t1970-01-01\t2129-03-07
2024-01-05\t2024-01-01\t2024-01-01\t2024-01-05
"""
sys.exit(0 if said == want else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
