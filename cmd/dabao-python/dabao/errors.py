"""What can go wrong, said in one line with what to do."""

from __future__ import annotations


class Error(Exception):
    """What happened, to what; and in hint what to do next, or nothing."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what}; {hint}" if hint else what)
        self.what, self.hint = what, hint


class QueryError(Error):
    """A query that cannot be read; at is the place, in characters from 0."""

    def __init__(self, query: str, at: int, message: str) -> None:
        before, after = query[max(0, at - 60) : at], query[at : at + 60]
        super().__init__(f"query, character {at + 1}: {message}: {before} ▸{after}")
        self.at, self.message = at, message
