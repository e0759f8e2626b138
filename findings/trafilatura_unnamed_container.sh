#!/usr/bin/env bash
# trafilatura drops the lists and subheadings of a story, and a line said twice, where the story's box has the class "article".
#
# Guess:  what becomes of a list inside the story does not hang on the name of the box;
#         and if it does, "article" is a name that is known.
# Seen:   trafilatura 2.3.1 knows <article>, post-content, entry-content, but not class="article"
#         on a div (nor no class at all). Such a page is gathered from loose paragraphs: no list,
#         no subheading, and a paragraph that stands in an earlier one is left out.
#         The same page with class="post-content" is whole; favor_recall=True gives only the list back.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
cat >read.py <<'PY'
import importlib.metadata, sys
import trafilatura

line = "The city says that the deck of the new bridge will be wider than the old one, with a way for walkers on either side; buses run along the river until it opens."
parts = "<ul><li>Opens in October</li><li>Closed in winter</li></ul><h2>What it costs</h2><p>" + line + "</p>"

def read(box, **options):
    story = "".join(f"<p>{n} {line}</p>" for n in range(20))
    page = f'<html><head><title>New bridge</title></head><body><nav><a href="/">Home</a></nav><div{box}><h1>New bridge</h1>{story}{parts}<p>In the end, {line}</p></div></body></html>'
    text = trafilatura.extract(page, **options)
    return "Closed in winter" in text, "What it costs" in text, text.count(line)

seen = [read(' class="article"'), read(""), read(' class="post-content"'), read(' class="article"', favor_recall=True)]
print("trafilatura", importlib.metadata.version("trafilatura"))
for what, (a_list, heading, lines) in zip(("class=article", "no class", "class=post-content", "class=article, favor_recall"), seen):
    print(f"{what}: list {'kept' if a_list else 'lost'}, subheading {'kept' if heading else 'lost'}, {lines} of 22 paragraphs")
sys.exit(0 if seen == [(False, False, 21), (False, False, 21), (True, True, 22), (True, False, 21)] else 1)
PY
venv/bin/python read.py || { echo "it behaves otherwise now"; exit 1; }
