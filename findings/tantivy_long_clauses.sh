#!/usr/bin/env bash
# tantivy's default index has no Chinese clause of fourteen characters or more.
#
# Guess:  the default tokenizer does not cut Chinese, so that a word inside a clause
#         is not found, but the whole clause between two commas is one token and is.
# Seen:   tantivy 0.27.0 (Python). The default analyser drops tokens over 40 bytes, and a Chinese
#         character has three: thirteen characters are indexed, fourteen leave no
#         trace, without a word. The same run in Latin letters may have 39.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0
cat >"$tmp/ask.py" <<'PY'
import importlib.metadata
import tantivy

print("tantivy", importlib.metadata.version("tantivy"))
builder = tantivy.SchemaBuilder()
builder.add_text_field("text")
index = tantivy.Index(builder.build())
thirteen, fourteen = "渡船昨天清早又从东岸开往西", "渡船昨天清早又从东岸开往西岸"
letters = "a" * 39
writer = index.writer()
for text in (thirteen + "，乘客很多。", fourteen + "，乘客很多。", letters + ", and more"):
    writer.add_document(tantivy.Document(text=[text]))
writer.commit()
index.reload()
searcher = index.searcher()
for query in (thirteen, fourteen, letters, "乘客很多", "乘客"):
    print(" ", len(query), "characters,", len(query.encode()), "bytes:", searcher.search(index.parse_query(query, ["text"]), 5).count, "found")
PY
"$tmp/venv/bin/python" "$tmp/ask.py" | tee "$tmp/seen"
diff "$tmp/seen" - <<'WANT'
tantivy 0.27.0
  13 characters, 39 bytes: 1 found
  14 characters, 42 bytes: 0 found
  39 characters, 39 bytes: 1 found
  4 characters, 12 bytes: 2 found
  2 characters, 6 bytes: 0 found
WANT
