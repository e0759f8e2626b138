#!/usr/bin/env bash
# jieba cannot be taught a name with a rare Chinese character: add_word takes it, and the cut ignores it.
#
# Guess:  a word given to add_word, or a user dictionary, is found as one word; that is what
#         the dictionary is for, and add_word of a name raises nothing.
# Seen:   jieba 0.42.1 looks words up only in runs of U+4E00 to U+9FD5, letters and
#         digits. A character of an extension block (𠮷 of U+20BB7, 㐂 of U+3402) stands
#         alone before the dictionary is asked, whatever was added; so does every
#         fullwidth digit. An added name of common characters is found.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jieba==0.42.1 setuptools==80.9.0
cat >cut.py <<'PY'
import logging, sys, warnings
warnings.simplefilter("ignore")
import jieba

jieba.setLogLevel(logging.ERROR)
for name in ("𠮷田屋", "㐂乐堂", "昶乐堂"):
    jieba.add_word(name, freq=10_000)
seen = [jieba.lcut(s) for s in ("走进𠮷田屋", "走进㐂乐堂", "走进昶乐堂", "涨了１２３倍")]
print("jieba", jieba.__version__)
for words in seen:
    print(" / ".join(words))
sys.exit(0 if seen[0][1] == "𠮷" and seen[1][1] == "㐂" and seen[2][1] == "昶乐堂" and seen[3][-4:-1] == ["１", "２", "３"] else 1)
PY
venv/bin/python cut.py || { echo "it behaves otherwise now"; exit 1; }
