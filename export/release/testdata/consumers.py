"""Open the release in the folder given with the programs it is made for. Each
counts the articles and sums their characters; all must say the same. Prints
one line a consumer and exits 1 at the first that differs. Consumers that are
not installed are named and passed over, unless --all is given."""
import importlib, json, os, shutil, sqlite3, subprocess, sys

folder = sys.argv[1]
must = "--all" in sys.argv
os.environ.update(HF_HUB_OFFLINE="1", HF_HOME=sys.argv[2])
db = sqlite3.connect(f"file:{folder}/articles.db?mode=ro", uri=True)
want = db.execute("SELECT count(*), sum(chars) FROM articles").fetchone()
uids = {u for (u,) in db.execute("SELECT uid FROM articles")}
print("sqlite3:", *want)


def need(*names):
    try:
        return [importlib.import_module(n) for n in names]
    except ImportError as e:
        if must:
            raise
        print("not installed:", e.name)


def same(who, n, chars, found=None):
    assert (n, chars) == want, f"{who}: got {n} articles, {chars} characters, want {want}"
    assert found is None or set(found) == uids, f"{who}: other uids"
    print(who + ":", n, chars)


def tool(name):
    path = os.path.join(os.path.dirname(sys.executable), name)
    if os.path.exists(path):
        return path
    assert not must, f"{name} is not installed"
    print("not installed:", name)


words = db.execute("SELECT text FROM blocks ORDER BY article_id, position").fetchall()
words = [text for (text,) in words]
by_uid = {}
for uid, text in db.execute("SELECT uid, b.text FROM articles JOIN blocks AS b USING (article_id) ORDER BY article_id, position"):
    by_uid.setdefault(uid, []).append(text)


def cut(who, got, want=words):
    assert got == want, f"{who}: the blocks are others: {got[:3]} …"
    print(who + ": the words of all blocks")


if m := need("pandas", "pyarrow"):
    a = m[0].read_csv(f"{folder}/csv/articles.csv", keep_default_na=False).set_index("article_id")["text"]
    b = m[0].read_csv(f"{folder}/csv/blocks.csv", keep_default_na=False)
    cut("pandas, CSV", [b.caption or a[b.article_id][b.char_start:b.char_end] for b in b.itertuples()])
if m := need("duckdb"):
    q = f"""SELECT uid, list_transform(blocks, lambda b: coalesce(b.caption, substring(text, b.char_start + 1, b.char_end - b.char_start)))
            FROM '{folder}/data/*.parquet' WHERE len(blocks) > 0"""
    cut("duckdb, Parquet", dict(m[0].sql(q).fetchall()), by_uid)
if shutil.which("Rscript"):
    lines = f"""articles <- read.csv("{folder}/csv/articles.csv", encoding = "UTF-8")
        blocks <- read.csv("{folder}/csv/blocks.csv", encoding = "UTF-8")
        text <- articles$text[match(blocks$article_id, articles$article_id)]
        words <- ifelse(blocks$caption %in% c("", NA), substring(text, blocks$char_start + 1, blocks$char_end), blocks$caption)
        writeLines(words, useBytes = TRUE)"""
    cut("R, CSV", subprocess.run(["Rscript", "-e", lines], stdout=subprocess.PIPE, check=True).stdout.decode(), "".join(w + "\n" for w in words))
else:
    assert not must, "Rscript is not installed"
    print("not installed: Rscript")
if m := need("pandas", "pyarrow"):
    pd = m[0]
    t = pd.read_parquet(f"{folder}/data")
    same("pandas, Parquet", len(t), t["chars"].sum(), t["uid"])
    t = pd.read_csv(f"{folder}/csv/articles.csv")
    same("pandas, CSV", len(t), t["chars"].sum(), t["uid"])
if m := need("polars"):
    t = m[0].read_parquet(f"{folder}/data/*.parquet")
    same("polars, Parquet", len(t), t["chars"].sum(), t["uid"])
    t = m[0].read_csv(f"{folder}/csv/articles.csv", infer_schema_length=None)
    same("polars, CSV", len(t), t["chars"].sum(), t["uid"])
if m := need("duckdb"):
    q = "SELECT count(*), sum(chars)::BIGINT FROM "
    same("duckdb, Parquet", *m[0].sql(q + f"'{folder}/data/*.parquet'").fetchall()[0])
    same("duckdb, CSV", *m[0].sql(q + f"'{folder}/csv/articles.csv'").fetchall()[0])
if m := need("datasets"):
    d = m[0].load_dataset(folder)
    rows = [r for s in d.values() for r in s]
    same("datasets", len(rows), sum(r["chars"] for r in rows), [r["uid"] for r in rows])
if m := need("mlcroissant"):
    crate = m[0].Dataset(f"{folder}/croissant.json")
    for name, where in (("articles", "CSV"), ("articles-parquet-records", "Parquet")):
        rows = list(crate.records(name))
        same(f"mlcroissant, {where}", len(rows), sum(r[name + "/chars"] for r in rows), [r[name + "/uid"].decode() for r in rows])
    days = [r[name + "/published_on"] for r in rows]
    assert {str(d.date()) for d in days if d == d and d is not None} == {d for (d,) in db.execute("SELECT published_on FROM articles WHERE published_on IS NOT NULL")}, days[:3]
    for table in (r.id for r in crate.metadata.record_sets if r.id != name):
        n = sum(1 for _ in crate.records(table)) if db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] else 0
        assert n == db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], f"mlcroissant, {table}: {n} records"
    print("mlcroissant:", len(crate.metadata.record_sets), "record sets")
if t := tool("mlcroissant"):
    r = subprocess.run([t, "validate", "--jsonld", f"{folder}/croissant.json"], capture_output=True, text=True)
    said = [line for line in r.stderr.splitlines() if "  -  " in line and "datePublished" not in line]  # only a dated recipe has that
    assert r.returncode == 0 and not said and "rror" not in r.stderr, r.stderr
    print("mlcroissant validate: fine")
if t := tool("frictionless"):
    r = subprocess.run([t, "validate", f"{folder}/datapackage.json", "--json"], capture_output=True, text=True)
    report = json.loads(r.stdout)
    assert report["valid"], [x["errors"][:2] for x in report["tasks"] if not x["valid"]]
    print("frictionless:", len(report["tasks"]), "resources valid")
if t := tool("datasette"):
    def ask(path):  # Datasette gives up on a query after a second, and on a count after a tenth of one
        r = subprocess.run([t, f"{folder}/articles.db", "-m", f"{folder}/metadata.json", "--setting", "sql_time_limit_ms", "30000",
                            "--get", path], capture_output=True, text=True)
        assert r.returncode == 0, r.stdout + r.stderr
        return json.loads(r.stdout)
    counted = ask("/articles.json?_shape=array&sql=select+count(*)+as+n+from+articles")
    assert counted == [{"n": want[0]}], counted
    page = ask("/articles.json")
    assert "articles" in [x["name"] for x in page["tables"]], page["tables"]
    assert "search" in [q["name"] for q in page["queries"]], page["queries"]
    found = {x["uid"] for x in ask("/articles/search.json?_shape=array&q=%E6%A0%B8%E9%85%B8")}
    assert found and found <= uids, found
    print("datasette:", len(found), "found")
if t := tool("sqlite-utils"):
    r = subprocess.run([t, "tables", f"{folder}/articles.db", "--counts"], capture_output=True, text=True)
    assert {"table": "articles", "count": want[0]} in json.loads(r.stdout), r.stdout + r.stderr
    print("sqlite-utils: fine")

def optional(name):  # too large to ask for everywhere
    return importlib.import_module(name) if importlib.util.find_spec(name) else print("not installed:", name)


import importlib.util
if optional("tensorflow_datasets") and optional("apache_beam"):
    from tensorflow_datasets.core.dataset_builders import croissant_builder
    b = croissant_builder.CroissantBuilder(jsonld=f"{folder}/croissant.json", file_format="array_record", data_dir=sys.argv[2])
    b.download_and_prepare()
    rows = [r for s in b.as_data_source().values() for r in s]
    same("tensorflow_datasets", len(rows), sum(int(r["chars"]) for r in rows), [r["uid"].decode() for r in rows])
if os.path.exists(f"{folder}/ro-crate-metadata.json") and optional("rocrate_validator"):
    tool_path = os.path.join(os.path.dirname(sys.executable), "rocrate-validator")
    r = subprocess.run([tool_path, "validate", "--no-paging", "-l", "required", folder], capture_output=True, text=True)
    if "urlopen" in r.stdout + r.stderr or "Max retries" in r.stdout + r.stderr:
        print("rocrate-validator: not tried, it fetches the context from the network")
    else:
        assert r.returncode == 0, r.stdout + r.stderr
        print("rocrate-validator: fine")
