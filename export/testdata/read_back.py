"""Read articles.parquet and quantities.{parquet,csv} in the folder given with
the readers of others, and compare every value with the JSON Lines beside them.
Prints one line a reader and exits 1 at the first difference."""
import csv, datetime as dt, json, math, sys
import duckdb, pandas, polars, pyarrow.parquet as pq

folder = sys.argv[1]
UTC = dt.timezone.utc


def lines(name):
    with open(f"{folder}/{name}.jsonl", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def want_articles():
    rows = lines("articles")
    for r in rows:
        for name in ("published_at", "modified_at"):
            text = r[name]
            offset = None if text is None else "Z" if text.endswith("Z") else text[-6:]
            r[name.replace("_at", "_offset")] = offset
        for name in ("published_at", "modified_at", "captured_at"):
            if r[name] is not None:
                r[name] = dt.datetime.fromisoformat(r[name].replace("Z", "+00:00")).astimezone(UTC)
        if r["published_on"] is not None:
            r["published_on"] = dt.date.fromisoformat(r["published_on"])
    return rows


def plain(v):
    if isinstance(v, dict):
        return {k: plain(x) for k, x in v.items()}
    if isinstance(v, list):
        return [plain(x) for x in v]
    if isinstance(v, dt.datetime):
        return v.astimezone(UTC)
    return v


def words(a):
    """The words of an article's blocks, by the line the README shows."""
    return [b["caption"] or a["text"][b["char_start"]:b["char_end"]] for b in a["blocks"]]


def whole(rows):
    return [{**a, "blocks": [{"kind": b["kind"], "text": t} for b, t in zip(a["blocks"], words(a))]} for a in rows]


def same(who, got, want):
    assert len(got) == len(want), f"{who}: {len(got)} rows, want {len(want)}"
    for i, (g, w) in enumerate(zip(got, want)):
        for k in w:
            assert plain(g[k]) == w[k], f"{who}: row {i} {k}: got {g[k]!r}, want {w[k]!r}"
        assert set(g) == set(w), f"{who}: columns {set(g) ^ set(w)}"
    print(f"{who}: {len(got)} rows equal")


path = f"{folder}/articles.parquet"
want = want_articles()
table = pq.read_table(path)
assert table.schema.field("published_on").type == "date32[day]", table.schema
assert str(table.schema.field("published_at").type) == "timestamp[us, tz=UTC]", table.schema
assert not table.schema.field("uid").nullable and table.schema.field("url").nullable
assert pq.ParquetFile(path).metadata.created_by.startswith("dabao version "), pq.ParquetFile(path).metadata
same("pyarrow", whole(table.to_pylist()), want)

db = duckdb.connect()
db.execute("SET TimeZone = 'UTC'")
cursor = db.execute("SELECT * FROM read_parquet(?)", [path])
names = [d[0] for d in cursor.description]
try:
    same("duckdb", whole([dict(zip(names, r)) for r in cursor.fetchall()]), want)
except duckdb.InvalidInputException as e:  # TIMESTAMPTZ values need pytz in Python
    print("duckdb: values not fetched:", str(e).splitlines()[0])
    n = db.execute("SELECT count(*), sum(len(blocks)), sum(chars) FROM read_parquet(?)", [path]).fetchone()
    assert n == (len(want), sum(len(r["blocks"]) for r in want), sum(r["chars"] for r in want)), n
    print(f"duckdb: {n[0]} rows, counts equal")
cut = "list_transform(blocks, lambda b: coalesce(b.caption, substring(text, b.char_start + 1, b.char_end - b.char_start)))"
got = db.execute(f"SELECT {cut} FROM read_parquet(?)", [path]).fetchall()
assert [r[0] for r in got] == [[b["text"] for b in r["blocks"]] for r in want]
print("duckdb: the words of all blocks equal")
def ruled_out(uid):
    """Whether the Bloom filter says that no row group holds the uid."""
    return db.execute("SELECT bool_and(bloom_filter_excludes) FROM parquet_bloom_probe(?, 'uid', ?)", [path, uid]).fetchone()[0]


assert not any(ruled_out(r["uid"]) for r in want[:200]), "the filter misses a uid"
strangers = sum(ruled_out(f"{i:032x}") for i in range(200))
assert strangers >= 195, strangers
print(f"duckdb: the filter over uid rules out {strangers} of 200 others")
same("polars", whole(polars.read_parquet(path).to_dicts()), want)
frame = pandas.read_parquet(path)
assert len(frame) == len(want) and list(frame["uid"]) == [r["uid"] for r in want]
for a, r in zip(frame.to_dict("records"), want):
    assert words(a) == [b["text"] for b in r["blocks"]], a
print(f"pandas: {len(frame)} rows")

try:
    import fastparquet
except ImportError:
    print("not installed: fastparquet")
else:
    frame = fastparquet.ParquetFile(path).to_pandas(columns=["uid", "text", "tags", "breadcrumbs"])
    for name in frame:
        assert [v if isinstance(v, str) else list(v) for v in frame[name]] == [r[name] for r in want], name
    print(f"fastparquet: {len(frame)} rows, lists of texts equal")

want = lines("quantities")
same("pyarrow, flat", pq.read_table(f"{folder}/quantities.parquet").to_pylist(), want)
path = f"{folder}/quantities.csv"


def cells(who, got):
    """CSV readers see empty text as NULL unless told otherwise."""
    got = [{k: None if v == "" or isinstance(v, float) and math.isnan(v) else v for k, v in r.items()} for r in got]
    same(who, got, [{k: None if v == "" else v for k, v in r.items()} for r in want])


with open(path, encoding="utf-8", newline="") as f:
    got = list(csv.DictReader(f))
    assert [r["raw"] for r in got] == [r["raw"] for r in want], got
    print("csv module:", len(got), "rows")
cells("pandas, CSV", pandas.read_csv(path, dtype_backend="numpy_nullable").astype(object).replace({pandas.NA: None}).to_dict("records"))
cursor = db.execute("SELECT * FROM read_csv(?)", [path])
names = [d[0] for d in cursor.description]
cells("duckdb, CSV", [dict(zip(names, r)) for r in cursor.fetchall()])
cells("polars, CSV", polars.read_csv(path).to_dicts())
