#!/usr/bin/env python3
"""Pack a crawl that is too large for one machine, on Apache Spark.

One task an input file: the worker fetches the file through Hadoop's file
systems, runs the static dabao binary on it and puts a Parquet shard back. The
driver joins the shards with `dabao merge`, Spark finds which articles meet as
possible near-duplicates and compares them with dabao on the workers, and
`dabao release` writes the very release that one machine would have written.

All that is decided about an article is decided by dabao; Spark moves bytes,
tries again what failed, and shuffles. So nothing here may depend on the number
of workers, on which of them ran a task, or on how often it ran.
"""

import argparse
import hashlib
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter

HEADS = 4  # as schema/neardup.Heads: how many of a band an article is compared with, at either end
DONE = "shard.json"  # put last into a shard's folder: without it the folder is half a shard
LOCK = "_dabao_running"
SHARD = re.compile(r"[0-9a-f]{16}-[0-9]+-[0-9a-f]{8}")  # the input, the attempt, and what makes it unlike any other


class Failure(Exception):
    """What went wrong, for a person: said without a stack trace."""


# ---- what a worker does -------------------------------------------------------


class Files:
    """Files by their address: those of the machine directly, all others (hdfs,
    s3a, …) through Hadoop's own shell, with the configuration of the job. It is
    made on the driver and sent to the workers."""

    def __init__(self, settings):
        self.settings = settings

    def fetch(self, uri, path):
        if local(uri):
            shutil.copyfile(local(uri), path)
        else:
            self._shell("-get", uri, path)

    def put(self, folder, uri):
        """Put a folder of files at a new place, the one named DONE last."""
        if local(uri):
            shutil.copytree(folder, local(uri), ignore=shutil.ignore_patterns(DONE))
            shutil.copyfile(os.path.join(folder, DONE), os.path.join(local(uri), DONE))
            return
        with tempfile.TemporaryDirectory() as apart:
            last = shutil.move(os.path.join(folder, DONE), apart)
            self._shell("-put", folder, uri)
            self._shell("-put", last, uri + "/" + DONE)

    def _shell(self, *words):
        home = os.environ.get("SPARK_HOME")
        if not home:
            import pyspark

            home = os.path.dirname(pyspark.__file__)
        java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
        with tempfile.TemporaryDirectory() as conf:  # not on the command line: settings may be secrets
            with open(os.open(os.path.join(conf, "core-site.xml"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
                f.write("<configuration>")
                for key, value in self.settings:
                    f.write(f"<property><name>{xml(key)}</name><value>{xml(value)}</value></property>")
                f.write("</configuration>")
            classes = [conf, os.environ.get("HADOOP_CONF_DIR", ""), os.path.join(home, "jars", "*")]
            run([java, "-cp", ":".join(c for c in classes if c), "org.apache.hadoop.fs.FsShell", *words])


def xml(s):
    return s.replace("&", "&amp;").replace("<", "&lt;")


def local(uri):
    """The path of a file of this machine; None for an address elsewhere. Hadoop
    writes a path into an address as it is, with no escapes."""
    if uri.startswith("file:"):
        return "/" + uri[len("file:"):].lstrip("/")
    return None if "://" in uri else uri


def run(command, **options):
    """Run a program and give what it prints; a Failure says what it complained of."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    except OSError as e:
        raise Failure(f"cannot run {command[0]}: {e.strerror}") from e
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-3:]
        raise Failure(f"{os.path.basename(command[0])} {command[1] if len(command) > 1 else ''} ended with {done.returncode}: {' / '.join(said)}")
    return done.stdout


def binary(name, version):
    """The dabao program on this worker, which must be of the driver's version."""
    from pyspark import SparkFiles

    path = SparkFiles.get("dabao") if name is None else name
    if name is None and not os.access(path, os.X_OK):
        os.chmod(path, 0o755)
    if (have := run([path, "--version"]).decode().strip()) != version:
        raise Failure(f"{path} is {have!r}, the driver runs {version!r}; every worker needs the same program")
    return path


def read_input(job, item):
    """Read one input and put its shard; gives what DONE says of it."""
    from pyspark import TaskContext

    began = time.monotonic()
    task = TaskContext.get()
    attempt = task.taskAttemptId()
    cores = {**os.environ, "GOMAXPROCS": str(task.cpus())}  # of the machine, the task has no more
    try:
        dabao = binary(job["binary"], job["version"])
        with tempfile.TemporaryDirectory(prefix="dabao-") as scratch:
            # Under its own name: rows say where their bytes lie by it.
            path = os.path.join(scratch, "inputs", item["path"])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            job["files"].fetch(item["uri"], path)
            shard = os.path.join(scratch, "shard")
            said = run([dabao, "ingest", "--parquet", "-o", shard, "--json", "-q", "--max-rejects", "100%", *job["flags"], item["path"]],
                       cwd=os.path.join(scratch, "inputs"), env=cores)
            if job["sqlite"]:
                run([dabao, "merge", "-q", "-o", os.path.join(shard, "shard.db"), shard], env=cores)
            summary = json.loads(said)
            done = {
                **item, "attempt": attempt, "dabao": job["version"], "flags": job["flags"],
                "sha256": digest(path), "bytes": os.path.getsize(path),
                "summary": {k: v for k, v in summary.items() if k != "output"},
                "host": socket.gethostname(), "seconds": round(time.monotonic() - began, 3),
                "peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
            }
            done["shard"] = f"{job['shards']}/{key_of(item)}-{attempt}-{uuid.uuid4().hex[:8]}"
            with open(os.path.join(shard, DONE), "w", encoding="utf-8") as f:
                json.dump(done, f, ensure_ascii=False, sort_keys=True)
            job["files"].put(shard, done["shard"])
            return done
    except Exception as e:
        what = str(e) if isinstance(e, Failure) else f"{type(e).__name__}: {e}"
        raise RuntimeError(f"dabao: worker {socket.gethostname()}, input {item['path']}: {what}") from None


def mapping(recipe, flags):
    """The flags that tell workers, which never see the recipe, what its sources
    call the columns of rows. A --map among flags goes before the recipe's."""
    if any(f.split("=")[0] == "--map" for f in flags):
        return []
    try:
        with open(recipe, encoding="utf-8") as f:
            said = f.read()
    except OSError as e:
        raise Failure(f"cannot read {recipe}: {e.strerror}") from e
    try:
        import tomllib
    except ImportError:  # Python 3.10
        if re.search(r"(?m)^\s*map\s*=|^\s*\[\s*source\s*\.\s*map\s*\]", said):
            raise Failure(f"{recipe} has a map, which Python reads from 3.11 on; say it again by --flag=--map=FIELD=KEY,…") from None
        return []
    try:
        sources = tomllib.loads(said).get("source", [])
    except tomllib.TOMLDecodeError as e:
        raise Failure(f"{recipe}: {e}") from e
    maps = set()
    for source in sources:
        m = source.get("map", "")
        maps.add(m if isinstance(m, str) else ",".join(f"{k}={v}" for k, v in sorted(m.items())))
    if len(maps) > 1:
        raise Failure(f"the sources of {recipe} name their columns in different ways, and workers read all inputs in one: give them one map, or each a recipe")
    return [f"--map={m}" for m in maps if m]


def key_of(item):
    return hashlib.sha256(item["path"].encode("utf-8", "surrogateescape")).hexdigest()[:16]


def digest(path):
    h = hashlib.sha256()
    with open(path, "rb") as f:
        while chunk := f.read(1 << 20):
            h.update(chunk)
    return h.hexdigest()


def compare(job, rows):
    """Compare the texts of the candidates of one partition; gives the pairs that are near-duplicates."""
    with tempfile.TemporaryFile() as candidates:
        for r in rows:
            candidates.write(json.dumps({"i": r.i, "j": r.j, "a": r.a, "b": r.b}).encode() + b"\n")
        if candidates.tell() == 0:
            return []
        candidates.seek(0)
        try:
            return run([binary(job["binary"], job["version"]), "twins", "compare"], stdin=candidates).decode().split()
        except Failure as e:
            raise RuntimeError(f"dabao: worker {socket.gethostname()}, near-duplicates: {e}") from None


# ---- what the driver does -----------------------------------------------------


class Cluster:
    """The driver's side of Hadoop's file systems."""

    def __init__(self, spark):
        self.jvm, self.conf = spark._jvm, spark.sparkContext._jsc.hadoopConfiguration()

    def path(self, uri):
        return self.jvm.org.apache.hadoop.fs.Path(uri)

    def fs(self, uri):
        return self.path(uri).getFileSystem(self.conf)

    def full(self, uri):
        """An address with its scheme, so that a worker takes it for the same place."""
        return self.fs(uri).makeQualified(self.path(uri)).toString().rstrip("/")

    def glob(self, pattern):
        found = self.fs(pattern).globStatus(self.path(pattern)) or []
        return [f for f in found if not f.isDirectory()]

    def read(self, uri):
        stream = self.fs(uri).open(self.path(uri))
        try:
            return bytes(self.jvm.org.apache.commons.io.IOUtils.toByteArray(stream)).decode("utf-8")
        finally:
            stream.close()


def find_inputs(cluster, base, patterns, listed):
    """The files to read: each with its address, its path below base and its size."""
    base = cluster.full(base)
    patterns = list(patterns)
    if listed:
        patterns += [line.strip() for line in cluster.read(listed).splitlines() if line.strip() and not line.startswith("#")]
    items = {}
    for pattern in patterns:
        whole = pattern if "://" in pattern or pattern.startswith(("file:", "/")) else base + "/" + pattern
        found = cluster.glob(whole)
        if not found:
            raise Failure(f"{pattern} names no file (looked for {whole})")
        for f in found:
            uri = cluster.fs(whole).makeQualified(f.getPath()).toString()
            if not uri.startswith(base + "/"):
                raise Failure(f"{uri} does not lie below {base}; give --base, the place that the paths of the recipe start from")
            items[uri] = {"uri": uri, "path": uri[len(base) + 1:], "size": f.getLen(), "modified": f.getModificationTime()}
    return sorted(items.values(), key=lambda i: i["path"])


def shards_there(cluster, shards):
    """The finished shards of earlier runs."""
    return [json.loads(cluster.read(f.getPath().toString())) for f in cluster.glob(f"{shards}/*/{DONE}")]


def read_all(spark, cluster, job, items):
    """Read every input that no shard is there for; gives a shard for each, in the order of paths."""
    same = ("path", "uri", "size", "modified")
    ready = {}
    for old in shards_there(cluster, job["shards"]):
        if old["dabao"] == job["version"] and old["flags"] == job["flags"]:
            ready[tuple(old[k] for k in same)] = old
    todo = [i for i in items if tuple(i[k] for k in same) not in ready]
    if len(todo) < len(items):
        say(f"{len(items) - len(todo)} of {len(items)} inputs are read already")
    # The largest first, so that no worker is left with one at the end.
    todo.sort(key=lambda i: (-i["size"], i["path"]))
    if todo:
        tasks = spark.sparkContext.parallelize(todo, len(todo))
        for done in tasks.map(lambda item: read_input(job, item)).collect():
            ready[tuple(done[k] for k in same)] = done
    return [ready[tuple(i[k] for k in same)] for i in items]


def drop_leftovers(cluster, shards, used):
    """Take away what killed and repeated tasks left of these inputs, and nothing else."""
    keep = {u["shard"].rsplit("/", 1)[1] for u in used}
    ours = {key_of(u) for u in used}
    fs = cluster.fs(shards)
    for f in fs.listStatus(cluster.path(shards)):
        name = f.getPath().getName()
        if f.isDirectory() and SHARD.fullmatch(name) and name[:16] in ours and name not in keep:
            fs.delete(f.getPath(), True)


def bring(cluster, used, folder):
    """The shards as folders of this machine, fetched where they are not."""
    for done in used:
        if (path := local(done["shard"])) is None:
            path = os.path.join(folder, key_of(done))
            cluster.fs(done["shard"]).copyToLocalFile(False, cluster.path(done["shard"]), cluster.path("file://" + path), True)
        yield path


def find_twins(spark, cluster, job, database, shards, folder):
    """Which articles are near-duplicates: a file of lines "i,j".

    Candidates meet by one shuffle over the bands, at most eight to an article
    and band; their texts come from the shards by a second one.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    bands = os.path.join(folder, "bands.parquet")
    run([job["local"], "twins", "bands", database, "-o", bands])
    spread = job["shards"] + "/" + f"_bands-{uuid.uuid4().hex[:8]}"
    cluster.fs(spread).mkdirs(cluster.path(spread))
    cluster.fs(spread).copyFromLocalFile(cluster.path("file://" + bands), cluster.path(spread + "/bands.parquet"))
    try:
        rows = spark.read.parquet(spread)
        met = Window.partitionBy("band", "key").orderBy("place")
        so_far = met.rowsBetween(Window.unboundedPreceding, Window.currentRow)
        partners = [F.nth_value("place", n).over(so_far) for n in range(1, HEADS + 1)]
        partners += [F.lag("place", n).over(met) for n in range(1, HEADS + 1)]
        pairs = (rows.select(F.col("place").alias("i"), F.array(*partners).alias("js"))
                 .select("i", F.explode("js").alias("j")).where("j < i").distinct())
        names = rows.where("band = 0").select("place", "content_sha256")
        named = (pairs.join(names.select(F.col("place").alias("i"), F.col("content_sha256").alias("x")), "i")
                 .join(names.select(F.col("place").alias("j"), F.col("content_sha256").alias("y")), "j").cache())
        # Equal texts need no comparing: they are long enough, or had no bands.
        equal = named.where("x = y").select("i", "j")
        named = named.where("x <> y")
        wanted = named.select(F.explode(F.array("x", "y")).alias("content_sha256")).distinct()
        texts = (spark.read.parquet(*[s + "/readings.parquet" for s in shards]).select("content_sha256", "text")
                 .join(wanted, "content_sha256").dropDuplicates(["content_sha256"]).cache())
        both = (named.join(texts.select(F.col("content_sha256").alias("x"), F.col("text").alias("a")), "x")
                .join(texts.select(F.col("content_sha256").alias("y"), F.col("text").alias("b")), "y"))
        found = both.select("i", "j", "a", "b").rdd.mapPartitions(lambda part: compare(job, part))
        out = os.path.join(folder, "pairs.csv")
        with open(out, "w", encoding="ascii") as f:
            for pair in equal.toLocalIterator():
                f.write(f"{pair.i},{pair.j}\n")
            for line in found.toLocalIterator():
                f.write(line + "\n")
        return out
    finally:
        cluster.fs(spread).delete(cluster.path(spread), True)


def write_list(used, path):
    """The list of inputs, in the form of a release's inputs.lock."""
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as f:
        for u in used:
            name = u["path"]
            if name.startswith('"') or any(c < " " or c == "\x7f" for c in name):
                name = json.dumps(name)
            f.write(f"{u['sha256']}  {u['bytes']}  {name}\n")


def total(used, merged):
    """The counters as a single run would give them."""
    skips, reasons = Counter(), Counter()
    for u in used:
        skips.update(u["summary"].get("skips") or {})
        reasons.update(u["summary"].get("reasons") or {})
    skipped = sum(skips.values())
    return {**{k: merged[k] for k in ("stored", "unchanged", "superseded", "rejected")}, "read": merged["read"] + skipped,
            "skipped": skipped, "skips": dict(sorted(skips.items())), "reasons": dict(sorted(reasons.items()))}


def say(line):
    print("".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line), file=sys.stderr, flush=True)


def arguments():
    p = argparse.ArgumentParser(prog="dabao_spark.py", description=__doc__.split("\n\n")[0], epilog="""Example:
  spark-submit --master spark://host:7077 dabao_spark.py recipe.toml --base s3a://bucket/news \\
    --inputs 'crawl/*.warc.gz' --shards s3a://bucket/shards -o news-2022/""", formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("recipe", help="the recipe of the release, on this machine")
    p.add_argument("-o", "--output", metavar="DIR", help="folder of the release; without it, only the database is made")
    p.add_argument("--database", metavar="FILE", help="database to keep besides (default: a passing one)")
    p.add_argument("--base", help="place that the paths of the recipe start from, file:, hdfs:, s3a: … (default: the recipe's folder)")
    p.add_argument("--inputs", action="append", default=[], metavar="GLOB", help="files to read, below BASE or by their whole address; may be repeated")
    p.add_argument("--inputs-list", metavar="FILE", help="file of such names, one a line")
    p.add_argument("--shards", required=True, metavar="PLACE", help="folder that every worker can write to; shards there are used again")
    p.add_argument("--dabao", default="dabao", help="the dabao program, sent to the workers (default: the one on the PATH)")
    p.add_argument("--worker-dabao", metavar="PATH", help="where the workers have it already; none is sent then")
    p.add_argument("--sqlite", action="store_true", help="a SQLite database in every shard besides")
    p.add_argument("--flag", action="append", default=[], metavar="FLAG", help="a flag for dabao ingest, such as --flag=--no-facts")
    p.add_argument("--summary", metavar="FILE", help="write the summary there as JSON; spark-submit mixes all that is printed")
    a = p.parse_args()
    if not a.inputs and not a.inputs_list:
        p.error("give the inputs by --inputs or --inputs-list")
    if not a.output and not a.database:
        p.error("give -o DIR for a release, or --database FILE")
    return a


def main():
    a = arguments()
    program = shutil.which(a.dabao)
    if program is None:
        raise Failure(f"there is no program {a.dabao}; build it with CGO_ENABLED=0 go build ./cmd/dabao and name it by --dabao")
    if a.database and os.path.exists(a.database):
        raise Failure(f"{a.database} is there already")
    a.flag += mapping(a.recipe, a.flag)
    version = run([program, "--version"]).decode().strip()
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("dabao").getOrCreate()
    try:
        return pack(spark, a, program, version)
    finally:
        spark.stop()


def pack(spark, a, program, version):
    cluster = Cluster(spark)
    if not a.worker_dabao:
        # Under the name that workers look for, whatever it is called here.
        sent = pathlib.Path(tempfile.mkdtemp(prefix="dabao-"), "dabao")
        shutil.copy(program, sent)
        spark.sparkContext.addFile(str(sent))
    settings = [(k[len("spark.hadoop."):], v) for k, v in spark.sparkContext.getConf().getAll() if k.startswith("spark.hadoop.")]
    shards = cluster.full(a.shards)
    job = {"binary": a.worker_dabao, "local": program, "version": version, "flags": a.flag, "sqlite": a.sqlite, "shards": shards, "files": Files(settings)}
    items = find_inputs(cluster, a.base or os.path.dirname(os.path.abspath(a.recipe)), a.inputs, a.inputs_list)
    cluster.fs(shards).mkdirs(cluster.path(shards))
    lock = cluster.path(shards + "/" + LOCK)
    if not cluster.fs(shards).createNewFile(lock):
        raise Failure(f"another driver writes to {shards}; if it is dead, remove {lock.toString()} and start again: shards that are done are used")
    try:
        return join(spark, cluster, job, a, items)
    finally:
        cluster.fs(shards).delete(lock, False)


def join(spark, cluster, job, a, items):
    began = time.monotonic()
    used = read_all(spark, cluster, job, items)
    drop_leftovers(cluster, job["shards"], used)
    say(f"{len(used)} inputs read after {time.monotonic() - began:.1f} s")
    beside = os.path.dirname(os.path.abspath(a.database or a.output.rstrip("/")))
    os.makedirs(beside, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".dabao-", dir=beside) as folder:
        merged = os.path.join(folder, "merged.db")
        summary = json.loads(run([job["local"], "merge", "--undecided", "--json", "-q", "-o", merged, *bring(cluster, used, folder)]))
        say(f"shards joined after {time.monotonic() - began:.1f} s")
        pairs = find_twins(spark, cluster, job, merged, [u["shard"] for u in used], folder)
        database = os.path.join(folder, "articles.db")
        run([job["local"], "twins", "decide", merged, pairs, "-o", database])
        os.remove(merged)
        say(f"near-duplicates found after {time.monotonic() - began:.1f} s")
        counters = total(used, summary)
        counters.update(peak_mb=max((u["peak_mb"] for u in used), default=0), task_seconds=round(sum(u["seconds"] for u in used), 3))
        if a.output:
            inputs = os.path.join(folder, "inputs.lock")
            write_list(used, inputs)
            run([job["local"], "release", a.recipe, "--from", database, "--inputs", inputs, "-o", a.output, "-q"])
            say(f"{a.output} released after {time.monotonic() - began:.1f} s")
        if a.database:
            os.replace(database, a.database)
    if a.summary:
        with open(a.summary, "w", encoding="utf-8") as f:
            json.dump(counters, f, ensure_ascii=False)
    say("read {read} = stored {stored} + unchanged {unchanged} + superseded {superseded} + rejected {rejected} + skipped {skipped}".format(**counters))
    return 3 if counters["rejected"] else 0


def reason(e):
    """The line that a worker wrote, out of all that Spark says when a job fails."""
    for line in str(e).splitlines():
        if (at := line.find("RuntimeError: dabao: ")) >= 0:
            return line[at + len("RuntimeError: dabao: "):]
    return None


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as e:
        say(f"dabao_spark: {e}")
        sys.exit(1)
    except Exception as e:
        if (why := reason(e)) is None:
            raise
        say(f"dabao_spark: {why}")
        say("hint: mend it and run the same command again; the shards that are done are used")
        sys.exit(1)
