#!/usr/bin/env bash
# Static file servers ignore If-Range: a resumed download joins two versions of a file.
#
# Guess:  a download that stopped asks for the rest with "Range: bytes=500-" and
#         "If-Range: <ETag>" (or the Last-Modified it was given). Where the file
#         was replaced in between, the server sends the whole new one, status 200
#         (RFC 9110, 13.1.5).
# Seen:   serve 14.2.6, http-server 14.1.1 and rangehttpserver 1.4.0 answer 206
#         with the tail of the new file. What is put together is the head of the
#         old one and the tail of the new: right in length, and no version at all.
#         Only a checksum tells. serve and http-server even send the new ETag
#         along, which a client can compare; rangehttpserver sends none.
set -euo pipefail
tmp="$(mktemp -d)"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$tmp"' EXIT
cd "$tmp"
npm install --silent --no-audit --no-fund --ignore-scripts serve@14.2.6 http-server@14.1.1 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rangehttpserver==1.4.0
mkdir files

cat >ask.py <<'PY'
import os, sys, time, urllib.request

name, port = sys.argv[1], sys.argv[2]
url, path = f"http://127.0.0.1:{port}/news.db", "files/news.db"

def put(letter, day):
    with open(path + ".new", "w") as f:
        f.write(letter * 1000)
    os.utime(path + ".new", (day * 86400, day * 86400))
    os.replace(path + ".new", path)

def get(**headers):
    request = urllib.request.Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()})
    for _ in range(100):
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.URLError as e:
            if isinstance(e, urllib.error.HTTPError):
                raise
            time.sleep(0.1)

put("a", 19000)
status, old, body = get()
assert status == 200 and body == b"a" * 1000
mark = old["ETag"] if old["ETag"] and not old["ETag"].startswith("W/") else old["Last-Modified"]
head = body[:500]
put("b", 19001)
status, new, rest = get(Range="bytes=500-", If_Range=mark)
print(f"{name}: If-Range: {mark}\n  status {status}, ETag now {new['ETag']}; {len(head) + len(rest) if status == 206 else len(rest)} bytes: {(head + rest)[499:501] if status == 206 else rest[:2]}")
sys.exit(0 if status == 206 and rest == b"b" * 500 else 1)
PY

serve() { # name, port, command…
  local name=$1 port=$2
  shift 2
  "$@" >"$name.log" 2>&1 &
  pids+=($!)
  venv/bin/python ask.py "$name" "$port" || { echo "$name behaves otherwise now"; exit 1; }
}
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=$(free); serve "serve $(node -p 'require("serve/package.json").version' 2>/dev/null || echo 14.2.6)" "$port" node node_modules/.bin/serve -n -l "$port" files
port=$(free); serve "http-server $(node -p 'require("http-server/package.json").version')" "$port" node node_modules/.bin/http-server -c-1 -p "$port" files
port=$(free); serve "rangehttpserver $(venv/bin/pip show rangehttpserver | sed -n 's/^Version: //p')" "$port" sh -c "cd files && exec ../venv/bin/python -m RangeHTTPServer $port --bind 127.0.0.1"
echo "as recorded: none of them heeds If-Range"
