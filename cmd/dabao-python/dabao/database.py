"""One database: searching it, and reading what was found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypedDict

from . import table
from .article import Article, Block, Credit, Hit, Image, Month, Passage, Quantity
from .errors import Error
from .query import Filter, Query, day, parse
from .table import BOOLEAN, DAY, INTEGER, REAL, TEXT, TIME, Column, Table
from .tokens import VERSION, Rule

if TYPE_CHECKING:
    from typing_extensions import Unpack

APPLICATION = 0x64616261
"""PRAGMA application_id of a file of dabao: "daba"."""

OLDEST_SQLITE = (3, 38, 0)

_TYPES = {"published_on": DAY, "date": DAY, "month": DAY, "published_at": TIME, "modified_at": TIME, "tdm_reserved": BOOLEAN,
          "chars": INTEGER, "repairs": INTEGER, "unresolved": INTEGER, "confidence": INTEGER, "found": INTEGER, "articles": INTEGER, "position": INTEGER,
          "char_start": INTEGER, "char_end": INTEGER, "rank": REAL, "value": REAL, "value_high": REAL}  # fmt: skip


def _columns(row: Any, leave: int = 0) -> list[Column]:
    names: tuple[str, ...] = row._fields[: len(row._fields) - leave]
    return [Column(n, _TYPES.get(n, TEXT)) for n in names]


def _read(columns: Sequence[Column], cells: Sequence[Any]) -> list[Any]:
    return [table.value(c.type, cell) for c, cell in zip(columns, cells)]


class Conditions(TypedDict, total=False):
    """What must hold of an article besides the query: after takes its day in,
    before leaves it out, and both take a year or a month too; zh takes in
    zh-Hans and zh-Hant; a site its subdomains; source and author any name that
    the text stands in. None asks nothing."""

    after: str | date | None
    before: str | date | None
    lang: str | None
    site: str | None
    source: str | None
    author: str | None


class Database:
    """An open database, for reading. connection is Python's own, for any SQL."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise Error(f"this Python has SQLite {sqlite3.sqlite_version}, and 3.38 or newer is needed",
                        "use a newer Python, or conda's, or query with the program dabao")  # fmt: skip
        self.connection = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)
        try:
            self._check()
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        """Release the file. It is safe to call it twice."""
        self.connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _check(self) -> None:
        try:
            application = self._one("PRAGMA application_id")
            layout = self._one("PRAGMA user_version")
        except sqlite3.DatabaseError as e:
            raise Error(f"{self.name} cannot be read: {e}", "give a database that dabao made, or a release's folder") from None
        if application != APPLICATION:
            raise Error(f"{self.name} is not a database of dabao", "dabao ingest makes one")
        try:
            rule = self._one("SELECT max(value) FROM dataset WHERE key = 'token_rule'")
            self.connection.execute(f"SELECT {self._of_articles}, article_id FROM articles LIMIT 0")
            self.connection.execute(f"SELECT {', '.join(Quantity._fields)} FROM figures LIMIT 0")
        except sqlite3.OperationalError as e:
            raise Error(f"{self.name} has layout {layout}, which this version of dabao does not read: {e}", _OTHER) from None
        if rule != VERSION:
            raise Error(f"{self.name} was indexed by token rule {rule}, and this version of dabao knows {VERSION}", _OTHER)

    def _run(self, query: str, parameters: Iterable[Any] = ()) -> sqlite3.Cursor:
        try:
            return self.connection.execute(query, tuple(parameters))
        except sqlite3.OperationalError as e:
            if "no such module" not in str(e):
                raise
            raise Error("this Python's SQLite has no full-text search (FTS5)",
                        "use another Python, or write what is found with: dabao export --search") from None  # fmt: skip

    def _one(self, query: str, parameters: Iterable[Any] = ()) -> Any:
        return self._run(query, parameters).fetchone()[0]

    # ---- searching

    def search(self, query: str | None = None, *, limit: int | None = 20, **conditions: Unpack[Conditions]) -> Table[Hit]:
        """The articles that a query finds, best first, as dabao search orders
        them: by rank, then newest day, then uid. The query is in the language of
        dabao search (see dabao.query), None for all articles; what is given by
        name must hold besides. limit None gives all."""
        asked = self._asked(query, conditions)
        if limit is not None and limit < 1:
            raise Error("limit must be at least 1", "None gives all")
        found = self._ranked(asked, limit) if asked.match else self._newest(asked, limit)
        columns = _columns(Hit)
        select = f"SELECT {', '.join(Hit._fields[:-1])} FROM articles WHERE article_id = ?"
        return Table(columns, (Hit(*_read(columns, self._run(select, (i,)).fetchone() + (rank,))) for i, rank in found))

    def count(self, query: str | None = None, **conditions: Unpack[Conditions]) -> int:
        """How many articles a search finds."""
        found, arguments = self._found(self._asked(query, conditions))
        return int(self._one(f"SELECT count(*) FROM ({found})", arguments))

    def months(self, query: str | None = None, **conditions: Unpack[Conditions]) -> Table[Month]:
        """How many articles of each month a search finds, beside how many there
        are. A month of articles none of which is found is there too; the undated come last."""
        found, arguments = self._found(self._asked(query, conditions))
        rows = self._run(
            "SELECT substr(a.published_on, 1, 7) || '-01' AS month, count(f.article_id), count(*) FROM articles AS a "
            f"LEFT JOIN ({found}) AS f USING (article_id) GROUP BY month ORDER BY month IS NULL, month", arguments)  # fmt: skip
        columns = _columns(Month)
        return Table(columns, (Month(*_read(columns, row)) for row in rows))

    def quantities(self, query: str | None = None, *, unit: str | Sequence[str] | None = None, **conditions: Unpack[Conditions]) -> Table[Quantity]:
        """The countable statements of the articles that a search finds, of all
        where nothing is asked, in the order of the file. A unit is written as in
        the text: unit=["個", "个"] asks for both scripts."""
        where: list[str] = ["1"]
        arguments: list[Any] = []
        if query is not None or conditions:
            found, arguments = self._found(self._asked(query, conditions))
            where.append(f"uid IN (SELECT uid FROM articles WHERE article_id IN ({found}))")
        if unit is not None:
            units = [unit] if isinstance(unit, str) else list(unit)
            where.append(f"unit IN ({', '.join('?' * len(units))})")
            arguments += units
        columns = _columns(Quantity)
        rows = self._run(
            f"SELECT {', '.join(Quantity._fields)} FROM figures WHERE {' AND '.join(where)} "
            "ORDER BY date IS NULL, date, uid, field = 'block', field = 'subtitle', position, char_start", arguments)  # fmt: skip
        return Table(columns, (Quantity(*_read(columns, row)) for row in rows))

    def passages(self, query: str, *, limit: int = 5, among: int = 20, **conditions: Unpack[Conditions]) -> Table[Passage]:
        """The blocks that speak most of what is asked for, best first, each with
        a line to cite: what to give a language model to answer from. They are
        taken from the first articles that a search finds, among of them, and hold one phrase of the query at least."""
        asked = self._asked(query, conditions)
        if not asked.phrases:
            raise Error("the query looks for no text", "passages need a word to look for")
        blocks = sqlite3.connect(":memory:")
        blocks.execute("CREATE VIRTUAL TABLE blocks USING fts5(title, text, uid UNINDEXED, position UNINDEXED)")
        for number, _ in self._ranked(asked, among):
            rows = self._run("SELECT b.text, a.uid, b.position FROM blocks AS b JOIN articles AS a USING (article_id) WHERE article_id = ?", (number,))
            blocks.executemany("INSERT INTO blocks VALUES ('', ?, ?, ?)", ((self._rule.tokens(text), uid, position) for text, uid, position in rows))
        best = blocks.execute("SELECT uid, position, rank FROM blocks WHERE blocks MATCH ? ORDER BY rank, rowid LIMIT ?",
                              (" OR ".join(f"({p})" for p in asked.phrases), limit)).fetchall()  # fmt: skip
        blocks.close()
        found = []
        for uid, position, rank in best:
            article = self.article(uid)
            found.append(Passage(uid, position, article.blocks[position].text, article.title, article.published_on, rank, self.cite(uid)))
        return Table(_columns(Passage), found)

    # ---- reading

    _of_articles = ", ".join(Article._fields[: Article._fields.index("blocks")])

    def article(self, uid: str) -> Article:
        """One article with its blocks and credits. The first eight or more
        digits of a uid will do."""
        number = self._number(uid)
        columns = _columns(Article, len(Article._fields) - Article._fields.index("blocks"))
        cells = self._run(f"SELECT {self._of_articles} FROM articles WHERE article_id = ?", (number,)).fetchone()

        def rows(table: str, columns: str) -> list[Any]:
            return self._run(f"SELECT {columns} FROM {table} WHERE article_id = ? ORDER BY position", (number,)).fetchall()

        lists: list[Any] = [
            [Block(*r) for r in rows("blocks", "kind, text")],
            [Credit(*r) for r in rows("credits", "role, name")],
            [r[0] for r in rows("breadcrumbs", "label")],
            [r[0] for r in rows("tags", "tag")],
            [Image(*r) for r in rows("images", "url, caption, credit")],
        ]
        return Article(*_read(columns, cells), *lists)

    def cite(self, uid: str) -> str:
        """How to cite an article, so that it can be found again in any release;
        the line that dabao show --cite prints."""
        number = self._number(uid)
        row = self._run(
            "SELECT a.title, a.source, a.publisher, a.site, a.published_on, a.url, a.uid, c.sha256 "
            "FROM articles AS a JOIN captures AS c USING (capture_id) WHERE a.article_id = ?", (number,)).fetchone()  # fmt: skip
        title, source, publisher, site, published, url, full, sha256 = row
        authors = [r[0] for r in self._run(
            "SELECT name FROM credits WHERE article_id = ? AND role = 'author' ORDER BY position", (number,))]  # fmt: skip
        said = ", ".join(authors) + ": " if authors else ""
        said += title + "." + "".join(f" {part}." for part in (source or publisher or site, published, url) if part)
        dataset = self.dataset
        if dataset.get("name"):
            said += f" In dataset {dataset['name']} {dataset.get('version', '')},"
        return f"{said} uid {full}, sha256 {sha256}."

    @cached_property
    def dataset(self) -> dict[str, str]:
        """What the file says of itself."""
        return dict(self._run("SELECT key, value FROM dataset"))

    def sql(self, query: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Table[tuple[Any, ...]]:
        """Any query, with the type of a column told from all its rows, and where
        all are NULL, from the table it is of."""
        cursor = self.connection.execute(query, parameters)
        if cursor.description is None:
            raise Error("that is no query", "sql takes a SELECT; connection takes anything")
        names = [d[0] for d in cursor.description]
        rows = cursor.fetchall()
        declared = [] if parameters else self._declared(query)
        return Table(table.guessed(names, rows, declared), rows)

    def _declared(self, query: str) -> list[str]:
        """The declared types of a query's columns, which Python's sqlite3 keeps to itself: a view has them."""
        try:
            self.connection.execute(f"CREATE TEMP VIEW dabao_declared AS {query}")
            types = [r[2] or "" for r in self._run("PRAGMA temp.table_info(dabao_declared)")]
            self._run("DROP VIEW temp.dabao_declared")
        except sqlite3.Error:
            return []
        return types

    # ---- how

    @cached_property
    def _rule(self) -> Rule:
        return Rule(dict(self._run("SELECT variant, folded FROM hanzi")))

    def _asked(self, query: str | None, conditions: Conditions) -> Query:
        given: dict[str, Any] = dict(conditions)
        if unknown := sorted(given.keys() - Conditions.__annotations__.keys()):
            raise TypeError(f"no condition {unknown[0]!r}; there are {', '.join(Conditions.__annotations__)}")
        named = {name: str(v) for name, v in given.items() if v is not None}
        asked = Query() if query is None else parse(_without_surrogates(query), self._rule.match)
        for name, v in named.items():
            if name in ("after", "before"):
                if not (opens := day(v)):
                    raise Error(f"{name}={v!r} is no date", "give 2022, 2022-09 or 2022-09-23")
                v = opens
            elif not v.strip():
                raise Error(f"{name} is empty", "leave it out to take any")
            asked.filters.append(Filter(name, v.strip()))
        return asked

    def _conditions(self, asked: Query) -> tuple[str, list[Any]]:
        """What is asked of the row, as SQL over articles AS a."""
        where, arguments = ["1"], []
        if asked.without:
            where.append("a.article_id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)")
            arguments.append(asked.without)
        for f in asked.filters:
            condition, values = self._condition(f)
            where.append(f"NOT coalesce({condition}, 0)" if f.negated else condition)
            arguments += values
        return " AND ".join(where), arguments

    def _condition(self, f: Filter) -> tuple[str, list[Any]]:
        if f.field == "after":
            return "a.published_on >= ?", [f.value]
        if f.field == "before":
            return "a.published_on < ?", [f.value]
        if f.field == "lang":  # zh takes in zh-Hans and zh-Hant
            v = f.value.lower()
            return "(lower(a.lang) = ? OR substr(lower(a.lang), 1, ?) = ?)", [v, len(v) + 1, v + "-"]
        if f.field == "site":  # people.com.cn takes in health.people.com.cn
            v = f.value.lower().removeprefix("www.")
            return "(a.site = ? OR substr(a.site, ?) = ?)", [v, -len(v) - 1, "." + v]
        if f.field == "source":
            names = self._names("SELECT DISTINCT source FROM articles WHERE source IS NOT NULL", f.value)
            return "a.source IN (SELECT value FROM json_each(?))", [names]
        names = self._names("SELECT DISTINCT name FROM credits", f.value)
        return ("EXISTS (SELECT 1 FROM credits AS c WHERE c.article_id = a.article_id AND c.role IN ('author', 'correspondent') "
                "AND c.name IN (SELECT value FROM json_each(?)))"), [names]  # fmt: skip

    def _names(self, query: str, text: str) -> str:
        """The names in which a text stands by the rule of the search, as a JSON
        array: they are few, and an index of their own in memory finds them by the same rule."""
        match = self._rule.match(text)
        found: list[str] = []
        if match:
            names = sqlite3.connect(":memory:")
            names.execute("CREATE VIRTUAL TABLE names USING fts5(tokens, name UNINDEXED)")
            names.executemany("INSERT INTO names VALUES (?, ?)", ((self._rule.tokens(n), n) for (n,) in self._run(query)))
            found = [n for (n,) in names.execute("SELECT name FROM names WHERE tokens MATCH ?", (match,))]
            names.close()
        return json.dumps(found)

    def _found(self, asked: Query) -> tuple[str, list[Any]]:
        """A query for the article_id of all that is found, with its arguments."""
        where, arguments = self._conditions(asked)
        if not asked.match:
            return f"SELECT a.article_id FROM articles AS a WHERE {where}", arguments
        return ("SELECT a.article_id FROM articles_fts AS f CROSS JOIN articles AS a ON a.article_id = f.rowid "
                f"WHERE f.articles_fts MATCH ? AND {where}"), [asked.match, *arguments]  # fmt: skip

    def _newest(self, asked: Query, limit: int | None) -> list[tuple[int, float]]:
        where, arguments = self._conditions(asked)
        rows = self._run(f"SELECT a.article_id FROM articles AS a WHERE {where} ORDER BY a.published_on DESC, a.uid LIMIT ?",
                                       [*arguments, -1 if limit is None else limit])  # fmt: skip
        return [(number, 0.0) for (number,) in rows]

    def _ranked(self, asked: Query, limit: int | None) -> list[tuple[int, float]]:
        """The first places. A few more than wanted are ranked; where the last one
        wanted shares its rank with more than these, all are, before the day decides."""
        enough = -1 if limit is None else 2 * limit + 20
        found = self._best(asked, enough)
        if limit is not None and len(found) == enough and found[-1][1] == found[limit - 1][1]:
            found = self._best(asked, -1)
        keys = {}
        for number, rank in found:
            published, uid = self._run("SELECT published_on, uid FROM articles WHERE article_id = ?", (number,)).fetchone()
            keys[number] = published or "", uid
        found.sort(key=lambda f: keys[f[0]][1])
        found.sort(key=lambda f: keys[f[0]][0], reverse=True)
        found.sort(key=lambda f: f[1])
        return found if limit is None else found[:limit]

    def _best(self, asked: Query, limit: int) -> list[tuple[int, float]]:
        where, arguments = self._conditions(asked)
        on_row = f" AND EXISTS (SELECT 1 FROM articles AS a WHERE a.article_id = f.rowid AND {where})" if arguments else ""
        # The + keeps FTS5 from sorting every hit itself.
        return self._run(f"SELECT f.rowid, f.rank FROM articles_fts AS f WHERE articles_fts MATCH ?{on_row} ORDER BY +f.rank, f.rowid LIMIT ?",
                         [asked.match, *arguments, limit]).fetchall()  # fmt: skip

    def _number(self, uid: str) -> int:
        given = uid.strip().lower()
        if len(given) < 8 or given.strip("0123456789abcdef"):
            raise Error(f"{uid!r} is no uid", "a uid is 32 hex digits; search gives them")
        rows = self._run("SELECT article_id FROM articles WHERE uid GLOB ? LIMIT 2", (given + "*",)).fetchall()
        if not rows:
            raise Error(f"no article {given} in {self.name}")
        if len(rows) > 1:
            raise Error(f"{given} is the beginning of several uids", "give more digits")
        return int(rows[0][0])


def _without_surrogates(text: str) -> str:
    """Half a character, which only a string of Python can hold, as what stands for none."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


_OTHER = "pip install -U dabao, or use the version that made it (dabao info says which)"
