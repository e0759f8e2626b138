#!/usr/bin/env bash
# dateparser reads a day or year printed in Chinese text as a distance from today.
#
# Guess:  9月23日 in a sentence is the 23rd of September, 3月 is March, 1998年 the year 1998.
# Seen:   dateparser 1.5.0, languages=["zh"], reference day 2022-11-29. A date with its
#         year is right. 在9月23日 (on that day) is nine months and some days ahead of
#         the reference day, 3月 is three months before it in a sentence and March
#         when asked for alone, 9月23日 alone is nothing, and 1998年 is 1,998 years
#         ago. Nothing fails, and most answers are plausible days.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
cat >"$tmp/ask.py" <<'PY'
import datetime
import importlib.metadata
import dateparser
from dateparser.search import search_dates

print("dateparser", importlib.metadata.version("dateparser"))
settings = {"RELATIVE_BASE": datetime.datetime(2022, 11, 29)}
for text in "渡口在9月23日重开", "渡口将于3月重开", "渡口建于1998年，当时很小", "渡口在2022年9月23日重开":
    found = search_dates(text, languages=["zh"], settings=settings) or []
    print(" ", text, "->", [(raw, day.strftime("%04Y-%m-%d")) for raw, day in found])
for text in "9月23日", "3月", "1998年":
    day = dateparser.parse(text, languages=["zh"], settings=settings)
    print("  alone:", text, "->", day and day.strftime("%04Y-%m-%d"))
PY
TZ=UTC "$tmp/venv/bin/python" "$tmp/ask.py" 2>/dev/null | tee "$tmp/seen"
diff "$tmp/seen" - <<'WANT'
dateparser 1.5.0
  渡口在9月23日重开 -> [('在9月23日', '2023-09-21')]
  渡口将于3月重开 -> [('3月', '2022-08-29')]
  渡口建于1998年，当时很小 -> [('1998年，当时很小', '0024-11-29')]
  渡口在2022年9月23日重开 -> [('在2022年9月23', '2022-09-23')]
  alone: 9月23日 -> None
  alone: 3月 -> 2022-03-29
  alone: 1998年 -> 0024-11-29
WANT
