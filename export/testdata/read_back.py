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
same("pyarrow", table.to_pylist(), want)

db = duckdb.connect()
db.execute("SET TimeZone = 'UTC'")
cursor = db.execute("SELECT * FROM read_parquet(?)", [path])
names = [d[0] for d in cursor.description]
try:
    same("duckdb", [dict(zip(names, r)) for r in cursor.fetchall()], want)
except duckdb.InvalidInputException as e:  # TIMESTAMPTZ values need pytz in Python
    print("duckdb: values not fetched:", str(e).splitlines()[0])
    n = db.execute("SELECT count(*), sum(len(blocks)), sum(chars) FROM read_parquet(?)", [path]).fetchone()
    assert n == (len(want), sum(len(r["blocks"]) for r in want), sum(r["chars"] for r in want)), n
    print(f"duckdb: {n[0]} rows, counts equal")
same("polars", polars.read_parquet(path).to_dicts(), want)
frame = pandas.read_parquet(path)
assert len(frame) == len(want) and list(frame["uid"]) == [r["uid"] for r in want]
print(f"pandas: {len(frame)} rows")

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
