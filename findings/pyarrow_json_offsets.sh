#!/usr/bin/env bash
# pyarrow's JSON reader makes times with an offset naive: the clock of the place and the day it was there are gone.
#
# Guess:  "2024-03-02T06:30:00+08:00" in JSON Lines stays a string, as in CSV, or becomes a
#         time with a zone.
# Seen:   pyarrow 26.0.1 (and what reads by it, such as Hugging Face's datasets) infers
#         timestamp[s] without a zone: 2024-03-01 22:30, another day than the printed one,
#         and nothing says that it is UTC. A day alone becomes midnight. pyarrow's CSV
#         reader gives the same text as timestamp[s, UTC]. An explicit schema keeps strings.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1
cat >read.py <<'PY'
import sys
import pyarrow, pyarrow.csv, pyarrow.json

with open("news.jsonl", "w") as f:
    f.write('{"published_at": "2024-03-02T06:30:00+08:00", "day": "2024-03-02"}\n')
with open("news.csv", "w") as f:
    f.write("published_at,day\n2024-03-02T06:30:00+08:00,2024-03-02\n")
text = pyarrow.schema([("published_at", pyarrow.string()), ("day", pyarrow.string())])
inferred = pyarrow.json.read_json("news.jsonl")
table = pyarrow.csv.read_csv("news.csv")
kept = pyarrow.json.read_json("news.jsonl", parse_options=pyarrow.json.ParseOptions(explicit_schema=text))
seen = [(str(t.schema.field("published_at").type), str(t["published_at"][0]), str(t.schema.field("day").type)) for t in (inferred, table, kept)]
print("pyarrow", pyarrow.__version__)
for what, said in zip(("JSON", "CSV", "JSON with a schema"), seen):
    print(what, *said, sep=" | ")
sys.exit(0 if seen[0] == ("timestamp[s]", "2024-03-01 22:30:00", "timestamp[s]") and "UTC" in seen[1][0] and seen[2][1].endswith("+08:00") else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
