#!/usr/bin/env bash
# readability-lxml takes an English imprint for the story of a Chinese page, because it counts only ASCII commas.
#
# Guess:  the block with by far the most text wins, in any language: the score counts
#         characters, and a Chinese comma is a comma.
# Seen:   readability-lxml 0.9 gives a paragraph a point for each ASCII comma and at most
#         three for its length. Six paragraphs of Chinese lose to three short lines of an
#         address; the same page with its commas typed in ASCII is read right. Mozilla's
#         readability, which it was made after, counts the commas of other scripts since 0.5.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check readability-lxml==0.9
cat >read.py <<'PY'
import importlib.metadata, logging, sys
from readability import Document

logging.disable(logging.CRITICAL)
line = "市里说，旧桥拆除之后，新桥的桥面比原来宽，两侧各留一条人行道，施工期间公交车改走北面，住户可以照常出入，工程预计在入冬以前结束，费用由市财政承担。"
imprint = "<p>Example Press, Room 5, Building 8, Example Road, Haidian, Beijing, China, tel, fax, mail</p>" * 3

def reads(line):
    story = "".join(f"<p>{line}{n}</p>" for n in range(6))
    page = f"<html><head><title>桥</title></head><body><div><div>{story}</div></div><div><div>{imprint}</div></div></body></html>"
    summary = Document(page).summary()
    return "the story" if "旧桥" in summary else "the imprint" if "Example Press" in summary else "neither"

seen = reads(line), reads(line.replace("，", ","))
print("readability-lxml", importlib.metadata.version("readability-lxml"))
print(f"{6 * len(line)} characters of Chinese beside {len(imprint)} of an imprint: it takes {seen[0]}")
print(f"the same with ASCII commas: it takes {seen[1]}")
sys.exit(0 if seen == ("the imprint", "the story") else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
