"""Searches the file named as the argument through the view `search` of whatever SQLite this Python
carries, for the queries on standard input, and compares what is found with a reference of its own:
plain substrings of text brought to one form. Exits with 1 where anything differs."""
import collections
import json
import re
import sqlite3
import sys
import unicodedata

STOP = set("。！？；：，、…!?;:,.\n\t")
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
fold = dict(db.execute("SELECT variant, folded FROM hanzi"))


def kind(c):
    name = unicodedata.name(c, "")
    if re.match("CJK (UNIFIED|COMPAT)|HIRAGANA|KATAKANA|HANGUL|IDEOGRAPHIC (ITERATION MARK|NUMBER ZERO)", name) and unicodedata.category(c)[0] in "LN":
        return "c"
    if unicodedata.category(c)[0] in "LN":
        return "w"
    return "stop" if c in STOP else " " if c.isspace() else "sign"


def form(s):
    """One form for text and query: see the Go test for the same rule in other words."""
    out, last, gap = [], "", set()
    for c in s:
        if unicodedata.category(c) == "Cf":
            continue
        c = fold.get(c, c)
        k = kind(c)
        if k not in "cw" or k == " ":
            gap.add(k)
            continue
        if k == "w":
            c = unicodedata.normalize("NFD", c)[0].lower()
        if last and gap:
            if "stop" in gap or ("sign" in gap and "c" in (k, last)):
                out.append("|")
            elif k == last:
                out.append(" ")
        out.append(c)
        last, gap = k, set()
    return "".join(out)


def is_word(c):
    return kind(c) == "w"


def finds(q, text):
    at = text.find(q)
    while q and at >= 0:
        end = at + len(q)
        if not (at and is_word(q[0]) and is_word(text[at - 1])) and not (end < len(text) and is_word(q[-1]) and is_word(text[end])):
            return True
        at = text.find(q, at + 1)
    return False


forms = [(uid, form(title), form(text)) for uid, title, text in db.execute("SELECT uid, title, text FROM articles")]
lengths = collections.defaultdict(collections.Counter)
failed = False
for case in json.load(sys.stdin):
    q = form(case["query"])
    want = sorted(uid for uid, title, text in forms if finds(q, title) or finds(q, text))
    if want != case["want"]:
        failed = True
        print(f"the references differ on {case['query']!r}: Python {len(want)}, Go {len(case['want'])}")
    got = [uid for uid, in db.execute("SELECT uid FROM search WHERE q = json_quote(?) ORDER BY uid", (case["query"],))]
    n = lengths[case["length"]]
    n.update(queries=1, differ=got != want, want=len(want), got=len(got), both=len(set(got) & set(want)))
    if got != want:
        failed = True
        print(f"{case['query']!r}: found {len(got)}, want {len(want)}")
print("SQLite", sqlite3.sqlite_version)
for length, n in sorted(lengths.items()):
    print(f"length {length:2}: {n['queries']} queries, {n['differ']} differ, recall {n['both']}/{n['want']}, precision {n['both']}/{n['got']}")
sys.exit(failed)
