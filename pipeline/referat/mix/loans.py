"""Single English words in Swedish sentences: which word a form comes from, and whether it is bent.

The language stage leaves single words to the language around them, so that a run is a stretch worth
the name; here they are found again. Two ways lead to a word: the lexicon ``english_loans.toml``
with Swedish endings, which finds "mailade" and "trenden"; and the word model's log-odds, for long
words whose letters are plainly English ("fractured"). Short words and words of both languages
("by", "version") are left alone: a list of insertions is of use only where it can be trusted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from referat.text.lexicon import load_tables

# From these log-odds on, and so many letters, a word is English by its letters alone. Measured on
# the train posts: below, words that Swedish took in long ago ("version", 4.8) come along.
PLAINLY_ENGLISH = 5.0
_LETTERS = 5
# Open classes: function words of both languages ("in", "by") have high odds and mean nothing.
_OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV", "INTJ", ""})


class Loan(NamedTuple):
    """The English word behind a form, and whether the form has a Swedish ending."""

    base: str
    inflected: bool


@cache
def known_loans() -> dict[str, Loan]:
    """All forms that the lexicon gives, in normal form."""
    tables = load_tables("english_loans")
    forms: dict[str, Loan] = {}
    for kind, endings in tables["endings"].items():
        for entry in tables[kind]:
            base = entry["base"]
            for stem in (base, *entry.get("forms", ())):
                for ending in ("", *endings):
                    form = stem + ending
                    loan = Loan(base, bool(ending))
                    # A bare base must not be taken for an inflected form of another.
                    if form == base:
                        forms[form] = loan
                    else:
                        forms.setdefault(form, loan)
                    forms.setdefault(form + "s", Loan(base, True))
    return forms


def loan_of(norm: str, tag: str, name: bool, log_odds: Callable[[str], float]) -> Loan | None:
    """The loan that a word of a Swedish run is, or ``None``.

    Args:
        norm: its normal form.
        tag: its Universal Dependencies' tag, empty where there is none.
        name: whether it may be a name: tagged as one, or capitalised inside a sentence.
        log_odds: of a form being English.
    """
    if name or tag == "PROPN":
        return None
    known = known_loans().get(norm)
    if known is not None:
        return known
    if len(norm) >= _LETTERS and tag in _OPEN and log_odds(norm) >= PLAINLY_ENGLISH:
        return Loan(norm, False)
    return None
