"""What the stance head looks at besides the sentence vector of a unit of commentary.

*Structure*: where the unit stands, what the lexicon says of it (`referat.text.stance`), and the few
words and marks that show a stance by their form: a question, "men" at the beginning, "jag".
*Grams*: hashed character n-grams of its words, the same as those of the word model
(`referat.text.emission`) in fewer buckets, so that inflected forms share what they have in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log1p

from referat.post import Stance
from referat.text.emission import features
from referat.text.lexicon import load_tables
from referat.text.stance import Judgement, Place
from referat.text.words import normal

GRAM_BUCKETS = 1 << 13
# Most things a unit can be about that count.
_MANY = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of commentary as its stance is judged.

    ``words`` are its own words, as text; ``behind`` tells whether it stands behind a finding of
    its own block; ``about`` is how many things it is about; ``reported`` is the share of its
    sentences that report what a source says.
    """

    words: str
    judgement: Judgement
    place: Place
    behind: bool
    in_comment: bool
    by_reader: bool
    in_list: bool
    about: int
    sentences: int
    reported: float


# A unit without words: every unit has as many features as it.
BLANK = Unit(
    words="",
    judgement=Judgement(Stance.NEUTRAL, (), False),
    place=Place.APART,
    behind=False,
    in_comment=False,
    by_reader=False,
    in_list=False,
    about=0,
    sentences=0,
    reported=0.0,
)


@cache
def _forms() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Words that show a stance by form, by kind; and negations."""
    tables = load_tables("stance")
    forms = {kind: frozenset(words) for kind, words in tables["form"].items()}
    return forms, frozenset(tables["negation"]["words"])


def forms_of(text: str) -> list[str]:
    """The normal forms of the words of a text, marks at their edges left out."""
    stripped = (word.strip(".,;:!?()[]”\"'’…–—-") for word in text.split())
    return [normal(word) for word in stripped if word]


def structure(unit: Unit) -> dict[str, float]:
    """The structural features by name, always in the same order."""
    forms = forms_of(unit.words)
    known = set(forms)
    first = forms[0] if forms else ""
    form, negations = _forms()
    text = unit.words.rstrip()
    said = unit.judgement.stance
    found: dict[str, float] = {
        "length": log1p(len(forms)),
        "sentences": log1p(unit.sentences),
        "reported": unit.reported,
        **{f"lexicon {stance.value}": said is stance for stance in Stance},
        "lexicon strong": unit.judgement.strong and said is not Stance.NEUTRAL,
        **{f"place {place.value}": unit.place is place for place in Place},
        "behind": unit.behind,
        "comment": unit.in_comment,
        "reader": unit.by_reader,
        "list": unit.in_list,
        "about": min(_MANY, unit.about),
        "about nothing": unit.about == 0,
        "ends in a question": text.endswith("?"),
        "asks": "?" in text,
        "exclaims": "!" in text,
        "ends in a colon": text.endswith(":"),
        "figures": any(character.isdigit() for character in text),
        "first person": not form["first_person"].isdisjoint(known),
        "concedes": not form["concession"].isdisjoint(known),
        "begins with but": first in form["but"],
        "begins with yes": first in form["yes"],
        "begins with no": first in form["no"],
        "negations": min(_MANY, sum(word in negations for word in forms)),
        "ought": not form["ought"].isdisjoint(known),
    }
    return {name: float(value) for name, value in found.items()}


def grams(text: str) -> dict[int, float]:
    """Buckets of the n-grams of a text's words, as a vector of length one by bucket."""
    counts: dict[int, int] = {}
    for form in forms_of(text):
        for bucket in features(form):
            counts[bucket % GRAM_BUCKETS] = counts.get(bucket % GRAM_BUCKETS, 0) + 1
    weights = {bucket: log1p(count) for bucket, count in counts.items()}
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {bucket: weight / length for bucket, weight in weights.items()}
