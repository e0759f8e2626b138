#!/usr/bin/env bash
# fastparquet reads a list of strings as None when its page has no dictionary.
#
# Guess:  the encoding of a column is the writer's business: a reader gives the
#         same lists for plain pages and for a dictionary, or raises an error.
# Seen:   fastparquet 2026.9.0, on a required list<string> that pyarrow 26.0.1 wrote.
#         With a dictionary the lists come back. With plain pages every list is
#         None, empty ones too, and nothing is raised; a flat column of strings and
#         a list of numbers are read well from such pages.
# Mend:   a dictionary on every list of strings.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check fastparquet==2026.9.0 pyarrow==26.0.1 pandas==3.1.1
cat >"$tmp/ask.py" <<'PY'
import sys

import fastparquet, pyarrow as pa, pyarrow.parquet as pq

print("fastparquet", fastparquet.__version__, "pyarrow", pa.__version__)
lists = lambda t: pa.field("tags" if t == pa.string() else "years", pa.list_(pa.field("element", t, nullable=False)), nullable=False)
table = pa.table(
    {"id": ["a", "b", "c"], "tags": [["x", "y"], [], ["z"]], "years": [[2021, 2022], [], [2023]]},
    schema=pa.schema([pa.field("id", pa.string(), nullable=False), lists(pa.string()), lists(pa.int64())]))
for name, options in ("dictionary", {"use_dictionary": True}), ("plain", {"use_dictionary": False}):
    path = sys.argv[1] + "/t.parquet"
    pq.write_table(table, path, **options)
    print(name)
    print("  pyarrow    ", pq.read_table(path).column("tags").to_pylist())
    read = fastparquet.ParquetFile(path).to_pandas()
    print("  fastparquet", [v if v is None else list(v) for v in read["tags"]])
    print("  its others ", list(map(str, read["id"])), [v if v is None else list(map(int, v)) for v in read["years"]])
PY
"$tmp/venv/bin/python" "$tmp/ask.py" "$tmp" | tee "$tmp/seen"
diff "$tmp/seen" - <<'WANT'
fastparquet 2026.9.0 pyarrow 26.0.1
dictionary
  pyarrow     [['x', 'y'], [], ['z']]
  fastparquet [['x', 'y'], [], ['z']]
  its others  ['a', 'b', 'c'] [[2021, 2022], [], [2023]]
plain
  pyarrow     [['x', 'y'], [], ['z']]
  fastparquet [None, None, None]
  its others  ['a', 'b', 'c'] [[2021, 2022], [], [2023]]
WANT
