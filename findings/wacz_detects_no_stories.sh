#!/usr/bin/env bash
# A WACZ that py-wacz makes of a wget crawl lists the front page and not one story.
#
# Guess:  wacz create --detect-pages --text lists every HTML page of a WARC, with its
#         title and text; a viewer's page list and full-text search then have the stories.
# Seen:   wacz 0.6.0 keeps a page only if another request of the WARC names it as its
#         Referer. A story whose pictures were not fetched is nobody's referrer: of an
#         index and three stories fetched by wget -r the list has the index. A WARC
#         whose writer keeps no request records gives no page at all. All records are
#         in the archive, and wacz validate calls both valid.
set -euo pipefail
tmp="$(mktemp -d)"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$tmp"' EXIT
cd "$tmp"
command -v wget >/dev/null || { echo "wget is wanted"; exit 1; }
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check wacz==0.6.0 warcio==1.8.1
mkdir site
for n in 1 2 3; do echo "<html><head><title>Story $n</title></head><body><p>The bridge number $n was opened on Monday.</p></body></html>" >site/$n.html; done
echo '<html><head><title>News</title></head><body><a href="1.html">1</a> <a href="2.html">2</a> <a href="3.html">3</a></body></html>' >site/index.html
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 -m http.server "$port" --bind 127.0.0.1 --directory site >/dev/null 2>&1 &
server=$!
for _ in $(seq 50); do (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
mkdir got
(cd got && wget -q -r -e robots=off --warc-file=../crawl "http://127.0.0.1:$port/") || true
cat >replies.py <<'PY'
# The same crawl without its request records.
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter
with open("crawl.warc.gz", "rb") as crawl, open("replies.warc.gz", "wb") as out:
    writer = WARCWriter(out, gzip=True)
    for record in ArchiveIterator(crawl):
        if record.rec_type != "request":
            writer.write_record(record)
PY
venv/bin/python replies.py
pages() { # the pages that a WACZ lists, behind a line of its own
  venv/bin/wacz create -o "$1.wacz" --detect-pages --text "$1.warc.gz" >/dev/null
  venv/bin/wacz validate -f "$1.wacz" | tail -1
  python3 - "$1.wacz" <<'PY'
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
lines = z.read("pages/pages.jsonl").decode().splitlines()[1:] if "pages/pages.jsonl" in z.namelist() else []
print("pages:", *sorted(json.loads(l)["title"] for l in lines))
PY
}
replies=$(zcat crawl.warc.gz | grep -ac '^<html>')
crawl=$(pages crawl) alone=$(pages replies)
venv/bin/pip freeze 2>/dev/null | grep '^wacz'
echo "$replies pages of HTML in the crawl"
echo "of the crawl: $crawl" | tr '\n' ' '; echo
echo "without requests: $alone" | tr '\n' ' '; echo
[ "$replies" = 4 ] && [ "$(tail -1 <<<"$crawl")" = "pages: News" ] && [ "$(tail -1 <<<"$alone")" = "pages:" ] || { echo "it behaves otherwise now"; exit 1; }
