#!/usr/bin/env bash
# GNE, the usual extractor of Chinese news, breaks a line at every bold or linked word and joins what <br> parts.
#
# Guess:  a paragraph is one line of content, a <br> begins a new one, and a link inside a
#         sentence leaves the sentence whole.
# Seen:   gne 0.4.3 puts each text node on a line of its own, so that 王<b>明</b>说 is three
#         lines and a search for the name finds nothing; three lines of an address or a
#         poem parted by <br> are one run of characters.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check lxml==6.1.3 lxml_html_clean==0.4.6 numpy==2.4.6 PyYAML==6.0.4
venv/bin/pip install --quiet --disable-pip-version-check --no-deps gne==0.4.3
cat >read.py <<'PY'
import importlib.metadata, sys
from gne import GeneralNewsExtractor

line = "<p>市里说，旧桥拆除之后，新桥的桥面比原来宽，两侧各留一条人行道，施工期间公交车改走北面，住户可以照常出入。</p>"
def read(paragraph):
    page = f"<html><head><title>新桥通车</title></head><body><div><h1>新桥通车</h1>{line * 5}<p>{paragraph}</p>{line}</div></body></html>"
    lines = GeneralNewsExtractor().extract(page)["content"].split("\n")
    return lines[6:-1]

seen = read("市长王<b>明</b>说，<a href='/2'>北桥</a>也会通车。"), read("东路一号<br>南路二号<br>西路三号")
print("gne", importlib.metadata.version("gne"))
print("one sentence:", *seen[0], sep=" | ")
print("three lines by <br>:", *seen[1], sep=" | ")
sys.exit(0 if seen == (["市长王", "明", "说，", "北桥", "也会通车。"], ["东路一号南路二号西路三号"]) else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
