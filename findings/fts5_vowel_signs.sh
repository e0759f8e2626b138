#!/usr/bin/env bash
# SQLite's unicode61 takes vowel signs for separators and drops them.
#
# Guess:  a tokenizer for Unicode keeps a word of Hindi, Burmese, Khmer or
#         pointed Arabic in one piece, as it keeps a word of French; and a query
#         for one word does not find another.
# Seen:   SQLite 3.54.1 (and 3.40.1 of Debian 12). A token is made of letters
#         and digits; a combining mark is skipped without parting a word only in
#         U+0300..U+036F. Every other mark ends the word and is lost: हिन्दी becomes
#         ह, न, द, so that a query for की finds every text that has कि, and a text
#         in pointed Arabic is not found by the same word without points, though
#         remove_diacritics is on. A kana with a decomposed voicing mark is cut too.
# Mend:   tokenize = "unicode61 categories 'L* N* Co Mn Mc'" keeps the words whole.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check apsw==3.54.1.0
cat >"$tmp/ask.py" <<'PY'
import apsw

print("SQLite", apsw.sqlite_lib_version())


def index(tokenizer):
    db = apsw.Connection(":memory:")
    db.execute(f'CREATE VIRTUAL TABLE t USING fts5(x, tokenize="{tokenizer}")')
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    return db


def tokens(db, text):
    db.execute("DELETE FROM t")
    db.execute("INSERT INTO t VALUES (?)", (text,))
    return " ".join(row[0] for row in db.execute("SELECT term FROM v ORDER BY offset"))


def finds(db, text, word):
    tokens(db, text)
    return db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{word}"',)).fetchone()[0]


plain = index("unicode61")
marks = index("unicode61 categories 'L* N* Co Mn Mc'")
for name, db in ("as it is", plain), ("with marks", marks):
    print(name)
    for text in "caf\u0065\u0301", "हिन्दी", "မြန်မာ", "ខ្មែរ", "か\u3099っこう":
        print(" ", text, "->", tokens(db, text))
    print("  a text with कि is found by की:", finds(db, "कि", "की"))
    print("  pointed عَرَبِيّ is found by عربي:", finds(db, "عَرَبِيّ", "عربي"))
PY
"$tmp/venv/bin/python" "$tmp/ask.py" | tee "$tmp/seen"
diff "$tmp/seen" - <<'WANT'
SQLite 3.54.1
as it is
  café -> cafe
  हिन्दी -> ह न द
  မြန်မာ -> မ န မ
  ខ្មែរ -> ខ ម រ
  がっこう -> か っこう
  a text with कि is found by की: 1
  pointed عَرَبِيّ is found by عربي: 0
with marks
  café -> cafe
  हिन्दी -> हिन्दी
  မြန်မာ -> မြန်မာ
  ខ្មែរ -> ខ្មែរ
  がっこう -> がっこう
  a text with कि is found by की: 0
  pointed عَرَبِيّ is found by عربي: 0
WANT
