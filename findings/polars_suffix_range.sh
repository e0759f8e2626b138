#!/usr/bin/env bash
# polars does not read Parquet from RangeHTTPServer, the usual Python server with ranges.
#
# Guess:  polars.scan_parquet reads a file from any host that answers ranges, and
#         rangehttpserver is http.server with just that.
# Seen:   polars 2.1.0 asks for the footer by a suffix ("Range: bytes=-N"), which
#         rangehttpserver 1.4.0 takes for no range: it answers 400, and polars
#         gives up. http-server 14.1.1 does not know suffixes either, but answers
#         416: then polars asks for the length first, and reads the same file.
set -euo pipefail
tmp="$(mktemp -d)"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$tmp"' EXIT
cd "$tmp"
npm install --silent --no-audit --no-fund --ignore-scripts http-server@14.1.1 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rangehttpserver==1.4.0 polars==2.1.0
mkdir files
venv/bin/python -c 'import polars; polars.DataFrame({"id": range(1000)}).write_parquet("files/news.parquet")'
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
range=$(free) node=$(free)
(cd files && exec ../venv/bin/python -m RangeHTTPServer "$range" --bind 127.0.0.1) >range.log 2>&1 &
pids+=($!)
node node_modules/.bin/http-server -c-1 -p "$node" files >node.log 2>&1 &
pids+=($!)
cat >read.py <<'PY'
import sys, time, urllib.request, polars

def read(port):
    url = f"http://127.0.0.1:{port}/news.parquet"
    for _ in range(100):
        try:
            urllib.request.urlopen(url).close()
            break
        except OSError:
            time.sleep(0.1)
    part = urllib.request.urlopen(urllib.request.Request(url, headers={"Range": "bytes=0-3"}))
    try:
        return part.status, str(polars.scan_parquet(url).select(polars.len()).collect().item())
    except Exception as e:
        return part.status, f"{type(e).__name__}, {'400' if '400' in str(e) else 'another answer'}"

print("polars", polars.__version__)
seen = {"rangehttpserver 1.4.0": read(sys.argv[1]), "http-server 14.1.1": read(sys.argv[2])}
for name, (status, rows) in seen.items():
    print(f"{name}: bytes=0-3 gives {status}; scan_parquet gives {rows}")
ranges, node = seen.values()
sys.exit(0 if ranges[0] == node[0] == 206 and "400" in ranges[1] and node[1] == "1000" else 1)
PY
venv/bin/python read.py "$range" "$node" || { echo "it behaves otherwise now"; exit 1; }
