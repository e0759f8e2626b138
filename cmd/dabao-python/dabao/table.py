"""Rows with their types, for pandas, polars and Arrow.

A column keeps its type whatever stands in it: one that is NULL in every row,
or in the first thousand, is text or a date all the same.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload

from .errors import Error

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow  # type: ignore[import-untyped, unused-ignore]

T = TypeVar("T")

TEXT, INTEGER, REAL, BOOLEAN, TIME, DAY = "text", "integer", "real", "boolean", "time", "day"


class Column(NamedTuple):
    """A column by name, and what it holds."""

    name: str
    type: str


class Table(Sequence[T], Generic[T]):
    """Rows in order, all of one kind. Days are datetime.date and times are
    datetime with the offset the page gave; in the tables made of it, times are in UTC."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[T]) -> None:
        self.columns = list(columns)
        self.rows = list(rows)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        return self.rows[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(c.name for c in self.columns)}>"

    def _values(self, at: int) -> list[Any]:
        rows: Any = self.rows
        values = [row[at] for row in rows]
        if self.columns[at].type == TIME:
            values = [v if v is None else v.astimezone(timezone.utc) for v in values]
        return values

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame; days are datetime64, which pandas keeps no other type for."""
        pd: Any = _module("pandas")
        types = {TEXT: "string", INTEGER: "Int64", REAL: "Float64", BOOLEAN: "boolean"}
        data: dict[str, Any] = {}
        for i, c in enumerate(self.columns):
            values = self._values(i)
            if c.type == DAY:
                data[c.name] = pd.Series(pd.array(values, dtype="datetime64[s]"))
            elif c.type == TIME:
                data[c.name] = pd.Series(pd.array(values, dtype="datetime64[us, UTC]"))
            else:
                data[c.name] = pd.Series(values, dtype=types[c.type])
        frame: pandas.DataFrame = pd.DataFrame(data, columns=[c.name for c in self.columns])
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A polars DataFrame."""
        pl: Any = _module("polars")
        types = {TEXT: pl.String, INTEGER: pl.Int64, REAL: pl.Float64, BOOLEAN: pl.Boolean, DAY: pl.Date, TIME: pl.Datetime("us", "UTC")}
        frame: polars.DataFrame = pl.DataFrame(
            {c.name: self._values(i) for i, c in enumerate(self.columns)}, schema={c.name: types[c.type] for c in self.columns}
        )
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table."""
        pa: Any = _module("pyarrow")
        types = {TEXT: pa.string(), INTEGER: pa.int64(), REAL: pa.float64(), BOOLEAN: pa.bool_(), DAY: pa.date32(), TIME: pa.timestamp("us", "UTC")}
        table: pyarrow.Table = pa.table(
            [pa.array(self._values(i), type=types[c.type]) for i, c in enumerate(self.columns)],
            schema=pa.schema([(c.name, types[c.type]) for c in self.columns]),
        )
        return table


def _module(name: str) -> Any:
    try:
        return __import__(name)
    except ImportError:
        raise Error(f"{name} is not installed", f"pip install {name}") from None


def value(type: str, cell: Any) -> Any:
    """A cell of the database as Python has it."""
    if cell is None:
        return None
    try:
        if type == DAY:
            return date.fromisoformat(cell)
        if type == TIME:
            return _time(cell)
    except ValueError:
        warnings.warn(f"{cell!r} is no {type} to Python and is left out", stacklevel=2)
        return None
    return bool(cell) if type == BOOLEAN else cell


def _time(text: str) -> datetime:
    """RFC 3339 text; Python 3.10 knows neither Z nor all lengths of a second's parts."""
    head, tail = text[:19], text[19:]
    parts = tail.lstrip(".0123456789")
    fraction = tail[: len(tail) - len(parts)].lstrip(".")
    return datetime.fromisoformat(head + "." + (fraction + "000000")[:6] + parts.upper().replace("Z", "+00:00"))


def guessed(names: Sequence[str], rows: Sequence[Sequence[Any]], declared: Sequence[str]) -> list[Column]:
    """The columns of any query: by all of their values, and by what SQLite
    declares where every value is NULL."""
    columns = []
    for i, name in enumerate(names):
        kinds = {type(row[i]) for row in rows} - {type(None)}
        if kinds == {int}:
            found = INTEGER
        elif kinds and kinds <= {int, float}:
            found = REAL
        elif kinds or i >= len(declared):
            found = TEXT
        else:
            found = {"INTEGER": INTEGER, "INT": INTEGER, "REAL": REAL, "NUM": REAL}.get(declared[i].upper(), TEXT)
        columns.append(Column(name, found))
    return columns
