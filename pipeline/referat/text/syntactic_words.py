"""Syntactic words: what a treebank counts as one word.

`referat.text.words` cuts a text for look-ups; taggers and parsers are trained on the words of
Universal Dependencies, which differ by language. Swedish keeps hyphens ("TV-program",
"1970-talet") and spaced figures ("25 000") whole; English parts them ("long-term" is three words)
and sets clitics apart ("do|n't", "report|'s"). Both keep an abbreviation with its stops ("t.ex.",
"U.S."). One regular expression a language, in time linear in the text's length.
"""

from __future__ import annotations

import re
from functools import cache

from referat.text.lexicon import load_tables

_LETTER = r"[^\W\d_]"
_INNER = "\u0300-\u036f\u00ad"  # combining marks and soft hyphens stand inside words
_LETTERS = rf"{_LETTER}[^\W_{_INNER}]*(?:[{_INNER}]+[^\W_]*)*"
_ADDRESS = r"""(?:https?://|www\.)[^\s<>"”»]+
        | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}
        | [\#@]\w+"""
# An emoji with what changes its look, or several joined into one; else any single mark.
_MARK = r"""
      [:;]-?[()DP](?!\w) | [!?]{2,} | (?P<twin>[^\w\s])(?P=twin)+
    | [^\w\s](?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\w\s])* | _"""

_SWEDISH = rf"""
      (?P<address>{_ADDRESS})
    | (?P<dotted>(?:{_LETTER}{{1,3}}\.){{2,}}(?:{_LETTER}{{1,4}}\.?)?)
    | \d{{1,3}}(?:[\ \u00a0\u202f]\d{{3}})+(?![\w])
    | \d+(?:[.,:/–-]\d+)*(?:[-:]?{_LETTERS}(?:[-:]{_LETTERS})*)?
    | (?P<word>{_LETTERS}(?:[-:'’\u2011·]{_LETTERS}|-\d+)*-?)(?P<stop>(?:\.(?!\.))?)
    | {_MARK}
"""
_ENGLISH = rf"""
      (?P<address>{_ADDRESS})
    | (?P<dotted>(?:{_LETTER}\.){{2,}}(?:{_LETTER}\b)?)
    | \d{{2,4}}-\d{{3}}-\d{{3,4}} | \d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s)\b)?
    | (?P<word>{_LETTERS}(?:['’]{_LETTERS})*)(?P<stop>(?:\.(?!\.))?)
    | {_MARK} | \w
"""
_CLITIC = re.compile(
    r"(?P<base>.+?)(?P<clitic>n['’]t|['’](?:s|ll|re|ve|d|m)|(?<=^can)not)", re.IGNORECASE
)


@cache
def _scanner(language: str) -> re.Pattern[str]:
    return re.compile(_ENGLISH if language == "en" else _SWEDISH, re.VERBOSE)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    table = load_tables("abbreviations")["en" if language == "en" else "sv"]
    return frozenset(each for each in [*table["words"], *table["never_final"]] if len(each) > 1)


def syntactic_words(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The syntactic words of one sentence, ``text[start:end]``, in order.

    Args:
        text: the whole text.
        start: where the sentence begins, in code points.
        end: where it ends.
        language: ``"en"`` for English words, anything else for Swedish ones.

    Returns:
        Half-open spans in code points of ``text``; white space between them, nothing else.
    """
    known = _abbreviations(language)
    english = language == "en"
    words: list[tuple[int, int]] = []
    for match in _scanner(language).finditer(text, start, end):
        first, last = match.span()
        kind = match.lastgroup
        if kind != "stop":
            words.append((first, last))
            continue
        stop = match.start("stop")
        form = text[first:stop]
        if stop < last and (last == end or not _takes_stop(form, known)):
            last = stop
        if english and ("'" in form or "’" in form or form[:3].lower() == "can"):
            parted = _CLITIC.fullmatch(form)
            if parted is not None:
                cut = first + parted.end("base")
                words.append((first, cut))
                first = cut
        words.append((first, last))
        if last == stop < match.end():
            words.append((stop, stop + 1))
    return words


def _takes_stop(form: str, known: frozenset[str]) -> bool:
    """Whether a stop behind a word inside a sentence belongs to it: "kl.", "Mr.", an initial."""
    return form.lower() in known or (len(form) == 1 and form.isupper())
