"""Run what the card says to readers that want a word, as it is printed there, in
the folder of a release, and hold what comes of it against the database. The
natural call is tried beside it: where it does no harm any more, the line may
go. What is not installed is named and passed over, unless --all is given."""
import importlib, os, re, shutil, sqlite3, subprocess, sys

os.chdir(sys.argv[1])
must = "--all" in sys.argv
card = open("README.md", encoding="utf-8").read().split("## If your reader", 1)[1].split("\n## ", 1)[0]
notes = dict(re.findall(r"^- ([\w.]+(?:, (?:CSV|JSON Lines))?)(?: \(.*?\))?: `(.*?)` \(", card, re.M))
db = sqlite3.connect("file:articles.db?mode=ro", uri=True)
count, = db.execute("SELECT count(*) FROM articles").fetchone()
titles = [t for (t,) in db.execute("SELECT title FROM articles ORDER BY uid")]
texts = {t for (t,) in db.execute("SELECT text FROM articles")}
times = {t for (t,) in db.execute("SELECT published_at FROM articles WHERE published_at IS NOT NULL")}
tried = set()


def line(name, *modules):
    code = notes[name]  # a KeyError is a line that the card lost
    tried.add(name)
    try:
        space = {m.split(".")[0]: importlib.import_module(m.split(".")[0]) for m in modules}
        for m in modules:
            importlib.import_module(m)
    except ImportError as e:
        if must:
            raise
        return print("not installed:", e.name)
    print(name)
    return eval(code, space)


if (t := line("polars, JSON Lines", "polars")) is not None:
    assert sorted(t["title"]) == sorted(titles)
if (t := line("DuckDB, CSV", "duckdb")) is not None:
    empty, = db.execute("SELECT count(*) FROM captures WHERE container = ''").fetchone()
    got = sum(c == "" for (c,) in t.select("container").fetchall())
    assert got == empty > 0, (got, empty)
if (t := line("pandas, CSV", "pandas")) is not None:
    assert sorted(t["title"]) == sorted(titles), "a title was taken for missing"
    import pandas
    assert pandas.read_csv("csv/articles.csv")["title"].isna().any(), "the natural call keeps NA now"
if (t := line("pyarrow, CSV", "pyarrow", "pyarrow.csv")) is not None:
    assert set(t.column("text").to_pylist()) == texts
if (t := line("pyarrow, JSON Lines", "pyarrow", "pyarrow.json")) is not None:
    assert set(t.column("published_at").to_pylist()) - {None} == times
if (t := line("fastparquet", "fastparquet")) is not None:
    assert sorted(t["title"]) == sorted(titles) and set(t["text"]) == texts


def run(name, program, probe, argv):
    code = notes[name]
    tried.add(name)
    if not shutil.which(program) or probe and subprocess.run(probe, capture_output=True).returncode:
        assert not must, f"{name}: {program} is not installed"
        return print("not installed:", name)
    r = subprocess.run(argv(code), capture_output=True, text=True)
    assert r.returncode == 0, r.stdout + r.stderr
    print(name)
    return r.stdout


out = run("data.table, CSV", "Rscript", ["Rscript", "-e", "library(data.table)"],
          lambda code: ["Rscript", "-e", code + '; cat(d$text, sep = "\\1")'])
assert out is None or {t for t in out.replace("\r\n", "\n").split("\1")} == {t.replace("\r\n", "\n") for t in texts}, "fread reads other texts"
if run("LibreOffice, CSV", "soffice", None, lambda code: ["sh", "-c", code.replace("--convert-to xlsx", "--headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76' --outdir lo")]) is not None:
    assert "核酸檢測" in open("lo/articles.csv", encoding="utf-8").read()
assert tried == set(notes), set(notes) - tried
