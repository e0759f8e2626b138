#!/usr/bin/env bash
# htmldate gives the first of January for a day printed the Chinese way.
#
# Guess:  a page that prints 2022年9月23日 is dated 2022-09-23, or not at all.
# Seen:   htmldate 1.11.0 (the dates of trafilatura). With an hour behind it, or with
#         spaces between the figures, the day is right. Without, the answer is
#         2022-01-01: the year is found by itself and a day is made up for it. A
#         dataset's months then pile up in January and no value looks wrong.
#         extensive_search=False gives no day for either.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0
cat >"$tmp/ask.py" <<'PY'
import importlib.metadata
import htmldate

print("htmldate", importlib.metadata.version("htmldate"))
page = "<html><head><title>渡口</title></head><body><article><h1>渡口重开</h1><p>{}</p><p>渡船昨天又开了。</p></article></body></html>"
for printed in "2022年09月23日 14:54", "2022年09月23日", "2022年9月23日", "2022 年 9 月 23 日", "2022年12月3日", "2022-09-23", "2022년 9월 23일":
    print(" ", printed, "->", htmldate.find_date(page.format(printed)),
          "| not extensive:", htmldate.find_date(page.format(printed), extensive_search=False))
PY
"$tmp/venv/bin/python" "$tmp/ask.py" | tee "$tmp/seen"
diff "$tmp/seen" - <<'WANT'
htmldate 1.11.0
  2022年09月23日 14:54 -> 2022-09-23 | not extensive: None
  2022年09月23日 -> 2022-01-01 | not extensive: None
  2022年9月23日 -> 2022-01-01 | not extensive: None
  2022 年 9 月 23 日 -> 2022-09-23 | not extensive: None
  2022年12月3日 -> 2022-01-01 | not extensive: None
  2022-09-23 -> 2022-09-23 | not extensive: 2022-09-23
  2022년 9월 23일 -> 2022-09-23 | not extensive: None
WANT
