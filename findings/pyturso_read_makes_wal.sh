#!/usr/bin/env bash
# pyturso turns a database to WAL by reading it.
#
# Guess:  a SELECT leaves the file as it was, to the byte, as SQLite does with the
#         same file and the same query.
# Seen:   pyturso 0.8.3 (Turso, SQLite written anew in Rust). Both versions in the
#         header become 2: the checksum of a published file no longer holds, and
#         the file does not open from read-only places and over HTTP ranges.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyturso==0.8.3
cat >seen.py <<'P'
import hashlib, sqlite3, turso

made = sqlite3.connect("prices.db")
made.executescript("CREATE TABLE price (day TEXT, euro REAL); INSERT INTO price VALUES ('2024-05-01', 3.5), ('2024-05-02', 3.7);")
made.close()


def state():
    body = open("prices.db", "rb").read()
    return hashlib.sha256(body).hexdigest()[:16], list(body[18:20])  # sqlite.org/fileformat2.html: 1 is a rollback journal, 2 is WAL


before = state()
reader = sqlite3.connect("prices.db")
sqlite_rows = reader.execute("SELECT day, euro FROM price").fetchall()
reader.close()
after_sqlite = state()
reader = turso.connect("prices.db")
turso_rows = reader.execute("SELECT day, euro FROM price").fetchall()
reader.close()
after_turso = state()
print("SQLite", sqlite3.sqlite_version, sqlite_rows == turso_rows, before, after_sqlite)
print("after a SELECT by turso", after_turso)
assert before == after_sqlite and before[1] == [1, 1]
assert sqlite_rows == turso_rows
assert after_turso[1] == [2, 2] and after_turso[0] != before[0]
P
venv/bin/pip list --disable-pip-version-check 2>/dev/null | grep -i turso
venv/bin/python seen.py
