#!/usr/bin/env bash
# HTTrack's cache holds pages under names that end in "/", which Python's zipfile takes
# for folders: extracting loses exactly the pages at such addresses.
#
# Guess:  hts-cache/new.zip is a zip of the pages; extracting it gives each of them.
# Seen:   HTTrack 3.49-4 names an entry by its address, so the page at /news/quay/ is
#         http://127.0.0.1:PORT/news/quay/ and holds the page's bytes. zipfile calls it
#         a folder (is_dir() is true, with a size), read() gives the page, extractall()
#         makes an empty folder and says nothing. The page at /news/a.html comes out.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$tmp"' EXIT
cd "$tmp"
apt-get download httrack=3.49.4-1 libhttrack2=3.49.4-1 >/dev/null 2>&1 || { apt-get update -qq; apt-get download httrack=3.49.4-1 libhttrack2=3.49.4-1 >/dev/null; }
for deb in ./*.deb; do dpkg -x "$deb" root; done
mkdir -p site/news/quay
echo '<html><body><a href="/news/quay/">q</a> <a href="/news/a.html">a</a></body></html>' >site/index.html
echo '<html><body>The quay is open.</body></html>' | tee site/news/quay/index.html >site/news/a.html
python3 - <<'PY' &
import http.server, os
os.chdir("site")
s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("H", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *a: None}))
open("../port.tmp", "w").write(str(s.server_port)); os.rename("../port.tmp", "../port")
s.serve_forever()
PY
server=$!
while [ ! -s port ]; do sleep 0.1; done
lib="$(dirname "$(find root -name 'libhttrack.so.2' | head -1)")"
LD_LIBRARY_PATH="$lib" root/usr/bin/httrack "http://127.0.0.1:$(cat port)/" -O copy -q -s0 >/dev/null 2>&1
root_name="$(LD_LIBRARY_PATH="$lib" root/usr/bin/httrack --version | cut -d+ -f1)"
PORT="$(cat port)" VERSION="$root_name" python3 - <<'PY' | tee seen
import os, zipfile
z = zipfile.ZipFile("copy/hts-cache/new.zip")
port = os.environ["PORT"]
print(os.environ["VERSION"].strip())
for path in "/news/a.html", "/news/quay/":
    e = z.getinfo("http://127.0.0.1:%s%s" % (port, path))
    print(path, "folder" if e.is_dir() else "file", e.file_size, "bytes, read gives", len(z.read(e)))
z.extractall("out")
base = "out/http:/127.0.0.1:%s" % port
print("extracted: a.html", os.path.getsize(base + "/news/a.html"), "bytes; quay/", os.listdir(base + "/news/quay"))
PY
diff seen - <<'WANT'
HTTrack version 3.49-4
/news/a.html file 44 bytes, read gives 44
/news/quay/ folder 44 bytes, read gives 44
extracted: a.html 44 bytes; quay/ []
WANT
