"""What the full-text index holds of a text, and how a phrase is asked of it.

The rule of Go's schema/fulltext, which explains it, in Python: CJK characters
are indexed by overlapping pairs, folded through the table hanzi of the file;
the tokenizer unicode61 of SQLite cuts and folds the rest. A test compares the
two on every code point.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

BREAK = "\U0010fffd"
"""The token that stands where a sentence or a clause ends."""

VERSION = "1"
"""The version of the rule, as the table dataset states it under token_rule."""

# What a code point does to the tokens around it, from the weakest.
IGNORED, SPACE, SIGN, STOP, WORD, CJK = range(6)

_CJK = """1100-11FF 2F00-2FD5 3005-3007 3021-3029 3031-3035 3038-303C 3041-3096 309D-309F 30A1-30FA 30FC-30FF 3131-318E
    31F0-31FF 3400-4DBF 4E00-9FFF A960-A97F AC00-D7FF F900-FAFF FF66-FF9D FFA0-FFDC 16FE2-16FE3 16FF0-16FF1 1AFF0-1B16F
    20000-3FFFD"""
_STOP = """9-D 21 2C 2E 3A-3B 3F 85 A1 BF 2025-2026 2028-2029 203C-203D 2047-2049 22EF 3001-3002 FE10-FE16 FE19 FE30
    FE50-FE57 FF01 FF0C FF0E FF1A-FF1B FF1F FF61 FF64"""
_SPACE = "0-20 7F-A0 1680 2000-200A 2028-2029 202F 205F 3000"
_SIGN = """21-2F 3A-40 5B-60 7B-7E A1-A9 AB-AC AE-B1 B4 B6-B8 BB BF D7 F7 2010-2027 2030-205E 20A0-20BF 2190-245F 2500-2775
    2794-2BFF 2E00-2E2E 2E30-2EFF 2FF0-2FFF 3003-3004 3008-3020 3030 3036-3037 303D-303F 30A0 30FB 31C0-31EF FE10-FE19
    FE30-FE6F FF01-FF0F FF1A-FF20 FF3B-FF40 FF5B-FF65 FFE0-FFEF FFFC-FFFD 1F000-1F0FF 1F300-1FAFF 10FFFD"""
_IGNORED = "AD 200B-200F 202A-202E 2060-206F 302A-302F 3099-309C FE00-FE0F FEFF FF9E-FF9F E0100-E01EF"


def _spans(text: str) -> list[tuple[int, int]]:
    ends = [span.split("-") for span in text.split()]
    return [(int(e[0], 16), int(e[-1], 16)) for e in ends]


# In the order in which a code point that stands in two is judged.
_KINDS = [(kind, _spans(text)) for kind, text in ((IGNORED, _IGNORED), (CJK, _CJK), (STOP, _STOP), (SPACE, _SPACE), (SIGN, _SIGN))]


def kind(char: str) -> int:
    """The kind of a folded character."""
    code = ord(char)
    for k, spans in _KINDS:
        at = bisect_right(spans, (code, 0x110000)) - 1
        if at >= 0 and spans[at][0] <= code <= spans[at][1]:
            return k
    return WORD


class _Step(NamedTuple):
    """One unit (a CJK character, a letter) and what stands before it."""

    unit: str
    last: str
    kind: int
    was: int
    tail: str  # the CJK character that ended a run here, or nothing
    cut: bool  # a phrase may not run across to this unit
    pair: bool  # unit and last are neighbours in a CJK run
    joined: bool  # unit goes on with the word of last
    solo: bool  # unit is a CJK character that begins a run


class Rule:
    """The rule with the variants of one file: the rows of its table hanzi."""

    def __init__(self, hanzi: Mapping[str, str]) -> None:
        self._hanzi = hanzi
        self._known: dict[str, tuple[str, int]] = {}

    def _look(self, char: str) -> tuple[str, int]:
        known = self._known.get(char)
        if known is None:
            folded = self._hanzi.get(char, char)
            known = self._known[char] = folded, kind(folded)
        return known

    def _walk(self, text: str) -> Iterator[_Step]:
        was, last, gap = IGNORED, "", IGNORED
        for char in text:
            unit, k = self._look(char)
            if k < WORD:
                gap = max(gap, k)
                continue
            touch = gap == IGNORED and was == k
            pair = touch and k == CJK
            cut = was != IGNORED and (gap == STOP or (gap == SIGN and CJK in (k, was)))
            tail = last if was == CJK and not pair else ""
            yield _Step(unit, last, k, was, tail, cut, pair, touch and k == WORD, k == CJK and not pair)
            was, last, gap = k, unit, IGNORED

    def tokens(self, text: str) -> str:
        """What goes into the index for a text, separated by spaces."""
        out: list[str] = []
        step = None
        for step in self._walk(text):
            if step.tail:
                out.append(step.tail)
            if step.cut:
                out.append(BREAK)
            if step.pair:
                out.append(step.last + step.unit)
            elif step.joined:
                out[-1] += step.unit
            elif step.kind == WORD:
                out.append(step.unit)
        if step and step.kind == CJK:
            out.append(step.unit)
        return " ".join(out)

    def match(self, text: str, prefix: bool = False) -> str:
        """The FTS5 expression that finds a text as a substring and its words
        whole; with prefix, a word at its end may go on. Empty for a text that
        has neither letter nor digit."""
        out: list[str] = []  # quoted strings; that of a word may still grow
        step = None
        for step in self._walk(text):
            if step.tail:
                out.append(step.tail)
            if step.cut:
                out.append(BREAK)
            if step.pair:
                out.append(step.last + step.unit)
            elif step.kind == WORD and step.was == WORD and not step.cut:
                out[-1] += step.unit if step.joined else " " + step.unit
            elif step.kind == WORD:
                out.append(step.unit)
        star = ""
        if step and step.kind == WORD and prefix:
            star = "*"
        elif step and step.solo:
            out.append(step.unit)
            star = "*"
        return "+".join(f'"{part}"' for part in out) + star
