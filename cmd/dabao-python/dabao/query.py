"""The language of `dabao search`, read as Go's schema/fulltext reads it.

    核酸 檢測         both, anywhere in title or text; AND may be written
    "GDP growth"      the words in a row
    a OR b            either; binds weaker than AND
    a NOT b           the first without the second
    (a OR b) c        parentheses
    vaccin*           words that begin so
    title:疫情        in the title
    author: source: site: lang: after: before:
                      conditions on the article, for the whole query
    ["a b", "c"]      a JSON array of phrases, as the view search takes it
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .errors import QueryError

MAX_QUERY = 256
"""The length of the longest query, in characters."""

FIELDS = ("title", "author", "source", "site", "lang", "after", "before")

_MAX_NESTING = 12
_SPACE = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000")
_OPENS, _CLOSES, _QUOTES = frozenset("(（"), frozenset(")）"), frozenset('"“”＂')
_ENDS_WORD = _SPACE | _OPENS | _CLOSES | _QUOTES

Match = Callable[[str, bool], str]
"""tokens.Rule.match: the FTS5 expression of a phrase."""


class Filter(NamedTuple):
    """A condition on an article: one of author, source, site, lang, after (from that day on) and before (until the day before)."""

    field: str
    value: str
    negated: bool = False


@dataclass
class Query:
    """What is asked for: an FTS5 expression to match, or one that must not
    match where there is none, and conditions that must all hold. phrases are
    the expressions of the phrases that match looks for, in the order written."""

    match: str = ""
    without: str = ""
    phrases: list[str] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)


@dataclass
class _Node:
    """A leaf with a phrase's expression or a filter, or an operator over kids:
    & | or ! with one kid."""

    at: int
    op: str = ""
    kids: list[_Node] = field(default_factory=list)
    phrase: str = ""
    filter: Filter | None = None


def parse(text: str, match: Match) -> Query:
    """Read a query; QueryError says what is wrong with it, and where."""
    if len(text) > MAX_QUERY:
        raise QueryError(text, MAX_QUERY, f"the query has {len(text)} characters; {MAX_QUERY} are read")
    root = _array(text, match)
    if root is None:
        parser = _Parser(text, match)
        root = parser.either(0)
        parser.skip_space()
        if parser.at < len(text):
            raise QueryError(text, parser.at, "this parenthesis closes nothing")
    return _Compiler(text).compile(root)


def day(text: str) -> str:
    """The day that opens a year, month or day; empty for anything else."""
    m = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if not m:
        return ""
    year, month, of_month = int(m[1]), int(m[2] or 1), int(m[3] or 1)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or not 1 <= of_month <= days[month - 1]:
        return ""
    return f"{year:04}-{month:02}-{of_month:02}"


def _array(text: str, match: Match) -> _Node | None:
    if not text.strip("".join(_SPACE)).startswith("["):
        return None
    try:
        phrases = json.loads(text)
    except ValueError:
        return None
    if not isinstance(phrases, list) or not all(p is None or isinstance(p, str) for p in phrases):
        return None
    everything = _Node(0, "&")
    for phrase in phrases:
        expression = match(phrase or "", False)
        if not expression:
            raise QueryError(text, 0, f'"{phrase or ""}" has neither letter nor digit')
        everything.kids.append(_Node(0, phrase=expression))
    if not everything.kids:
        raise QueryError(text, 0, "nothing to look for")
    return everything


class _Parser:
    def __init__(self, text: str, match: Match) -> None:
        self.text, self.match, self.at = text, match, 0

    def error(self, at: int, message: str) -> QueryError:
        return QueryError(self.text, at, message)

    def here(self) -> str:
        return self.text[self.at : self.at + 1]

    def either(self, depth: int) -> _Node:
        node = _Node(self.at, "|")
        while True:
            node.kids.append(self.both(depth))
            if not self.keyword("OR"):
                return node if len(node.kids) > 1 else node.kids[0]

    def both(self, depth: int) -> _Node:
        self.skip_space()
        node = _Node(self.at, "&")
        while True:
            node.kids.append(self.negation(depth))
            if self.keyword("AND"):
                continue
            self.skip_space()
            if self.at == len(self.text) or self.here() in _CLOSES or self.peek("OR"):
                return node if len(node.kids) > 1 else node.kids[0]

    def negation(self, depth: int) -> _Node:
        self.skip_space()
        at = self.at
        if not self.keyword("NOT"):
            return self.operand(depth)
        return _Node(at, "!", [self.operand(depth)])

    def operand(self, depth: int) -> _Node:
        self.skip_space()
        at = self.at
        if at == len(self.text):
            if depth > 0:
                raise self.error(at, "a parenthesis is not closed")
            raise self.error(at, "something to look for is missing here" if at else "nothing to look for")
        if self.here() in _CLOSES:
            raise self.error(at, "something to look for is missing before this parenthesis")
        if any(self.peek(word) for word in ("AND", "OR", "NOT")):
            raise self.error(at, "something to look for is missing before this word; write it in quotes to look for the word itself")
        if self.here() not in _OPENS:
            return self.leaf()
        if depth == _MAX_NESTING:
            raise self.error(at, f"parentheses go deeper than {_MAX_NESTING}")
        self.at += 1
        node = self.either(depth + 1)
        self.skip_space()
        if self.at == len(self.text):
            raise self.error(at, "this parenthesis is not closed")
        self.at += 1
        return node

    def leaf(self) -> _Node:
        at = self.at
        name = self.field()
        start = self.at
        text = self.word()
        star = self.here() == "*"
        if star:
            self.at += 1
        if name not in ("", "title"):
            if star:
                raise self.error(self.at - 1, f"* goes with words of the text, not with {name}:")
            value = text.strip("".join(_SPACE))
            if not value:
                raise self.error(start, f"{name}: needs a value")
            if name in ("after", "before"):
                value = day(value)
                if not value:
                    raise self.error(start, f"{name}: needs a date: 2022, 2022-09 or 2022-09-23")
            return _Node(at, filter=Filter(name, value))
        expression = self.match(text, star)
        if not expression:
            raise self.error(start, "neither letter nor digit to look for")
        return _Node(at, phrase="{title} : " + expression if name else expression)

    def field(self) -> str:
        for name in FIELDS:
            end = self.at + len(name)
            if self.text.startswith(name, self.at) and self.text[end : end + 1] in (":", "："):
                self.at = end + 1
                return name
        return ""

    def word(self) -> str:
        """A quoted phrase without its quotes, or a bare word."""
        start = self.at
        if self.here() and self.here() in _QUOTES:
            for end in range(start + 1, len(self.text)):
                if self.text[end] in _QUOTES:
                    self.at = end + 1
                    return self.text[start + 1 : end]
            raise self.error(start, "this quote is not closed")
        while self.at < len(self.text) and self.here() not in _ENDS_WORD:
            after = self.text[self.at + 1 : self.at + 2]
            if self.here() == "*" and (not after or after in _ENDS_WORD):
                break
            self.at += 1
        return self.text[start : self.at]

    def skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _SPACE:
            self.at += 1

    def peek(self, word: str) -> bool:
        self.skip_space()
        after = self.text[self.at + len(word) : self.at + len(word) + 1]
        return self.text.startswith(word, self.at) and (not after or after in _ENDS_WORD)

    def keyword(self, word: str) -> bool:
        if not self.peek(word):
            return False
        self.at += len(word)
        return True


class _Compiler:
    """Parts a query into the conditions on the article, which must stand
    beside everything else, and the text to be found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.query = Query()
        self.found: list[_Node] = []
        self.left: list[_Node] = []

    def compile(self, root: _Node) -> Query:
        self.sort(root)
        found, left = self.join(self.found, " AND "), self.join(self.left, " OR ", wanted=False)
        if not found:
            self.query.without = left
        else:
            self.query.match = f"({found}) NOT ({left})" if left else found
        return self.query

    def sort(self, node: _Node) -> None:
        if node.filter:
            self.query.filters.append(node.filter)
        elif node.op == "!" and node.kids[0].filter:
            self.query.filters.append(node.kids[0].filter._replace(negated=True))
        elif node.op == "!":
            self.left.append(node.kids[0])
        elif node.op == "&":
            for kid in node.kids:
                self.sort(kid)
        else:
            self.found.append(node)

    def join(self, nodes: list[_Node], by: str, wanted: bool = True) -> str:
        parts = [self.expression(n, wanted) for n in nodes]
        if len(nodes) > 1:
            parts = [f"({p})" if n.op else p for n, p in zip(nodes, parts)]
        return by.join(parts)

    def expression(self, node: _Node, wanted: bool) -> str:
        if node.filter:
            name = node.filter.field
            raise QueryError(self.text, node.at, f"{name}: is a condition on the whole query; it cannot stand within OR, nor in a NOT (…)")
        if node.phrase:
            if wanted:
                self.query.phrases.append(node.phrase)
            return node.phrase
        if node.op == "|":
            return self.join(node.kids, " OR ", wanted)
        found = [] if node.op == "!" else [k for k in node.kids if k.op != "!"]
        if not found:
            raise QueryError(self.text, node.at, "NOT needs something before it to be taken from")
        left = [k.kids[0] for k in node.kids if k.op == "!"]
        if not left:
            return self.join(found, " AND ", wanted)
        return f"({self.join(found, ' AND ', wanted)}) NOT ({self.join(left, ' OR ', wanted=False)})"
