"""What a search and an article give."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple


class Hit(NamedTuple):
    """An article found. rank is bm25 as SQLite gives it: smaller is better."""

    uid: str
    published_on: date | None
    title: str
    site: str | None
    source: str | None
    url: str | None
    lang: str | None
    rank: float


class Month(NamedTuple):
    """A month by its first day, None for the undated; how many articles it
    has, and how many of them were found."""

    month: date | None
    found: int
    articles: int


class Block(NamedTuple):
    """A heading, paragraph, quote, caption, list_item, table or code, in reading order."""

    kind: str
    text: str


class Credit(NamedTuple):
    """A person or desk, named for a role, as printed."""

    role: str
    name: str


class Image(NamedTuple):
    """A picture of the article."""

    url: str | None
    caption: str | None
    credit: str | None


class Quantity(NamedTuple):
    """A countable statement, with the sentence it stands in. The span counts
    characters of that field, or of the block at that position."""

    uid: str
    title: str
    date: date | None
    sentence: str
    raw: str
    value: float
    value_high: float | None
    unit: str
    modifier: str
    noun: str | None
    subject: str | None
    field: str
    position: int
    char_start: int
    char_end: int


class Passage(NamedTuple):
    """A block of an article found, with the line to cite the article by. rank
    is bm25 among the blocks looked at: smaller is better."""

    uid: str
    position: int
    text: str
    title: str
    published_on: date | None
    rank: float
    cite: str


class Article(NamedTuple):
    """An article with what hangs on it. The fields are the columns of the
    table articles, each explained by the comment behind it in the schema."""

    uid: str
    url: str | None
    site: str | None
    publisher: str | None
    channel: str | None
    kicker: str | None
    title: str
    subtitle: str | None
    source: str | None
    published_at: datetime | None
    published_on: date | None
    published_zone: str | None
    modified_at: datetime | None
    lang: str | None
    summary: str | None
    text: str
    chars: int
    license: str | None
    rights: str | None
    tdm_reserved: bool | None
    split: str | None
    content_sha256: str
    near_duplicate_of: str | None
    repairs: int
    unresolved: int
    confidence: int | None
    blocks: list[Block]
    credits: list[Credit]
    breadcrumbs: list[str]
    tags: list[str]
    images: list[Image]
