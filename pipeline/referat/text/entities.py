"""Names of people and organisations, from the text itself.

Where no trained model is at hand, capitals tell: a capitalised word inside a Swedish sentence is a
name, and so is one at a sentence's start that the text never writes in lower case. Given names,
professions before a name and words such as "Institute" tell people from organisations. Short forms
("McConnell", "Jane") resolve to the full name that stands elsewhere in the post.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from referat.post import Sentence, Token
from referat.span import Span
from referat.text.clauses import swedish_verbs
from referat.text.lexicon import load_tables
from referat.text.roles import is_person_noun
from referat.text.source_nouns import is_institution, source_kind

_PARTICLES = frozenset("von van de der den af of for la le du and & och the".split())
# Capitalised in English though no names: days, months, nationalities and the pronoun.
_ENGLISH_CAPITALS = frozenset(
    """i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january
        february march april may june july august september october november december english
        swedish american british european german french norwegian danish nordic western""".split()
)
_INNER_SMALL = frozenset(["of", "for", "and", "the", "&", "on", "in"])


class Entity(NamedTuple):
    """A name: where it stands, its full form without genitive, and what it names."""

    span: Span
    name: str
    person: bool
    genitive: bool
    first: int  # token indexes in the sentence
    last: int


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    return {key: frozenset(value.split()) for key, value in load_tables("names").items()}


def organisation_words() -> frozenset[str]:
    """Words that make a name an organisation's, and hardly ever stand in a title."""
    return _lexicon()["organisation"] & _ONLY_ORGANISATIONS


_ONLY_ORGANISATIONS = frozenset(
    """academy agency alliance association authority bank bureau center centre college commission
    committee company consortium consulting corp council department federation forum
    foundation gmbh inc institute institutet institution laboratory labs ltd ministry museum
    organisation organization partners society trust union universitet universitetet
    university förbundet föreningen myndigheten högskolan stiftelsen kommun region group""".split()
)


class Names:
    """The names of one post.

    Args:
        text: the post's text.
        sentences: its sentences; they are read once to learn which words stand in lower case, and
            which full names there are.
    """

    def __init__(self, text: str, sentences: Iterable[Sentence]) -> None:
        self._text = text
        sentences = list(sentences)
        self._lower = {
            token.norm
            for sentence in sentences
            for token in sentence.tokens
            if token.is_word and text[token.start].islower()
        }
        self._parts: frozenset[str] = frozenset()
        self._alone: set[str] = set()
        self._spoken: set[str] = set()  # names alone behind a verb of saying
        found = [list(self._capital_sequences(sentence)) for sentence in sentences]
        # A last name at a sentence's start is known as one once the full names are.
        self._alone = {
            token.norm.removesuffix("s")
            for sentence, sequences in zip(sentences, found, strict=True)
            for first, last in sequences
            if last - first == 1
            for token in sentence.tokens[first:last]
        } | {
            sentence.tokens[0].norm.removesuffix("s")
            for sentence in sentences
            if sentence.tokens and sentence.tokens[0].is_word
        }
        self._spoken = {
            sentence.tokens[first].norm
            for sentence, sequences in zip(sentences, found, strict=True)
            for first, last in sequences
            if last - first == 1 and first and sentence.tokens[first - 1].norm in _speech_verbs()
        }
        self._parts = frozenset(
            token.norm
            for sentence, sequences in zip(sentences, found, strict=True)
            for first, last in sequences
            if last - first > 1 and self._is_person(sentence.tokens, first, last)
            for token in sentence.tokens[first:last]
            if len(token.norm) > 2
        )
        self._sequences = (
            [list(self._capital_sequences(sentence)) for sentence in sentences]
            if self._parts
            else found
        )
        self._by_sentence = {
            sentence.span: found for sentence, found in zip(sentences, self._sequences, strict=True)
        }
        self._counted: set[str] = set()
        self._people: dict[str, str] = {}
        self._learn(sentences)

    def _learn(self, sentences: Sequence[Sentence]) -> None:
        """Full names of people, and the forms of all names as they stand."""
        for sentence, sequences in zip(sentences, self._sequences, strict=True):
            for first, last in sequences:
                form = self._form(sentence.tokens, first, last)
                self._counted.add(form)
                words = form.split()
                if len(words) > 1 and self._is_person(sentence.tokens, first, last):
                    full = self._without_genitive(form, sentence.tokens, last)
                    for part in (full, full.split()[0], full.split()[-1]):
                        self._people.setdefault(part, full)

    def _form(self, tokens: Sequence[Token], first: int, last: int) -> str:
        return " ".join(self._text[tokens[first].start : tokens[last - 1].end].split())

    def _capital_sequences(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Token index pairs of capitalised sequences that may be names."""
        tokens = sentence.tokens
        index = 0
        text = self._text
        while index < len(tokens):
            if not text[tokens[index].start].isupper() or not self._starts_name(sentence, index):
                index += 1
                continue
            if self._is_no_part(sentence, index):
                index += 1  # "Hälsa Stig": the verb is no part of the name
                continue
            last = index + 1
            while last < len(tokens) and last - index < 8:
                token = tokens[last]
                if self._gap(tokens, last) and self._is_capital(token):
                    last += 1
                elif (
                    token.norm in _PARTICLES
                    and last + 1 < len(tokens)
                    and self._gap(tokens, last)
                    and self._gap(tokens, last + 1)
                    and self._is_capital(tokens[last + 1])
                    and (
                        token.norm not in ("and", "och", "the", "den", "de", "for")
                        or self._joins_a_name(sentence, last)
                    )
                ):
                    last += 2
                else:
                    break
            yield index, last
            index = last

    def _is_no_part(self, sentence: Sentence, index: int) -> bool:
        """Whether a capitalised word at a sentence's start is a word of its own before a name."""
        tokens = sentence.tokens
        if any(token.is_word for token in tokens[:index]) or index + 1 >= len(tokens):
            return False
        given = _lexicon()["given"]
        return (
            tokens[index].tag not in ("", "PROPN", "X")
            and tokens[index].norm not in given
            and tokens[index + 1].norm.removesuffix("s") in given
            and self._is_capital(tokens[index + 1])
            and self._gap(tokens, index + 1)
        )

    def _joins_a_name(self, sentence: Sentence, index: int) -> bool:
        """Whether an English "and", "the" or "for" stands inside the name of a body, in a Swedish
        sentence: "Hotel and Kitchen Institute", "Centre for Mental Health".
        """
        tokens = sentence.tokens
        if tokens[index].norm not in ("and", "the", "for"):
            return False
        last = index + 1
        while last < len(tokens) and self._gap(tokens, last) and self._is_capital(tokens[last]):
            last += 1
        words = [token.norm for token in tokens[index + 1 : last]]
        headed = tokens[index].norm == "for" and is_institution(
            f"{tokens[index - 1].norm} for {words[0]}"
        )
        return headed or (sentence.language == "sv" and is_institution(" ".join(("x", *words))))

    def _gap(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether white space alone parts a token from the one before."""
        between = self._text[tokens[index - 1].end : tokens[index].start]
        return bool(between) and between.isspace() and "\n\n" not in between

    def _is_capital(self, token: Token) -> bool:
        return token.is_word and self._text[token.start].isupper()

    def _starts_name(self, sentence: Sentence, index: int) -> bool:
        tokens = sentence.tokens
        token = tokens[index]
        if not self._is_capital(token):
            return False
        alone = not (
            index + 1 < len(tokens)
            and self._gap(tokens, index + 1)
            and self._is_capital(tokens[index + 1])
        )
        if alone and token.norm in _ENGLISH_CAPITALS:
            return False
        lexicon = _lexicon()
        if token.norm in lexicon["not_names"] or token.norm in _roles():
            return False
        starts = all(not before.is_word for before in tokens[:index]) or (
            not tokens[index - 1].is_word and self._text[tokens[index - 1].start] in '"”“»«:.!?–—…'
        )
        if not starts:
            return True
        followed = (
            index + 1 < len(tokens)
            and self._is_capital(tokens[index + 1])
            and self._gap(tokens, index + 1)
        )
        bare = token.norm.removesuffix("s")
        if alone and token.norm == "hans":
            return False  # the pronoun: "Hans slutsats"
        if alone and is_institution(token.norm):
            return True  # "Mickelthwaite-institutet i Yorkshire har …"
        return (
            token.norm in self._parts
            or bare in self._parts
            or token.norm in lexicon["given"]
            or bare in lexicon["given"]
            or (self._text[token.start : token.end].isupper() and len(token.norm) > 1)
            or (followed and token.norm not in self._lower and source_kind(token.norm) is None)
            or (
                token.norm not in self._lower
                and bare not in self._lower
                and source_kind(token.norm) is None
                and token.tag in ("", "PROPN")  # no "Potatisen jublar", where tags are there
                and self._introduces(tokens, index)
            )
        )

    def _introduces(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a lone capitalised word at a sentence's start is followed by what only follows a
        name: a reporting verb, or (as a genitive) a source noun.
        """
        if index + 1 >= len(tokens):
            return False
        following = tokens[index + 1].norm
        if following in _reporting_verbs():
            return True
        near = [token.norm for token in tokens[index + 1 : index + 4]]
        return tokens[index].norm.endswith("s") and any(
            source_kind(norm) is not None or is_person_noun(norm) for norm in near
        )

    def _is_person(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        lexicon = _lexicon()
        words = [token.norm for token in tokens[first:last] if token.is_word]
        if any(
            word in lexicon["organisation"] or word.removesuffix("s") in lexicon["organisation"]
            for word in words
        ):
            return False
        if words[0] in lexicon["given"] or words[0].removesuffix("s") in lexicon["given"]:
            return True
        if words[0].split("-")[0] in lexicon["given"] and "-" in words[0]:
            return True
        before = tokens[first - 1].norm if first > 0 else ""
        if before in lexicon["title"] or (
            len(words) > 1 and len(before) > 5 and before.endswith(_PROFESSIONS_DEFINITE)
        ):
            return True
        if not 2 <= len(words) <= 4 or not all(
            word.replace("-", "").replace("'", "").isalpha() for word in words
        ):
            return False
        if first > 0 and tokens[first - 1].norm in _speech_verbs():
            return True  # "säger Priyanka Mehta"
        if len(words) == 2 and words[0] in self._spoken and words[0] not in self._lower:
            return True  # "ringde jag Gunvor Estlind. … sa Gunvor": or by their first
        if words[-1].removesuffix("s") in self._alone and words[-1] not in self._lower:
            return True  # "Abigail Thorne …. Thorne konstaterar": people go by their last names
        # "Priyanka Mehta, forskare vid …": a profession behind capitalised words, in apposition.
        behind = tokens[last : last + 4]
        if len(behind) < 2 or behind[0].norm != "," or not behind[1].is_word:
            return False
        if any(token.norm in lexicon["title"] for token in behind):
            return True
        return (
            behind[1].norm.endswith(_PROFESSIONS)
            and self._text[behind[1].start].islower()
            and source_kind(behind[1].norm) is None
        )

    def _without_genitive(self, form: str, tokens: Sequence[Token], last: int) -> str:
        """The name without a Swedish or English genitive, where it plainly is one."""
        for ending in ("'s", "’s"):
            if form.endswith(ending):
                return form[: -len(ending)]
        if form.endswith(("s'", "s’")):
            return form[:-1]
        if not form.endswith("s") or len(form) < 4 or form.endswith("ss"):
            return form
        base = form[:-1].removesuffix(":")
        if base in self._counted or base in self._people:
            return base
        behind = [token.norm for token in tokens[last : last + 4]]
        if form.rsplit(maxsplit=1)[-1].lower()[:-1] in _lexicon()["given"]:
            return base
        verb = next((i for i, norm in enumerate(behind) if norm in swedish_verbs()), len(behind))
        followed = any(source_kind(norm) for norm in behind[:verb] if norm.isalpha())
        return base if followed and behind and behind[0].isalpha() else form

    def full_name(self, form: str) -> str:
        """The full name that a short form of a person's name stands for, or the form itself."""
        return self._people.get(form, self._people.get(form.removesuffix("s"), form))

    def is_person(self, name: str) -> bool:
        """Whether the post has a person of that name, in full or in short."""
        return name in self._people

    def may_be_person(self, name: str) -> bool:
        """Whether a name of unknown kind has the form of a person's: two or three words, none of
        which belongs to organisations.
        """
        words = name.lower().split()
        return 2 <= len(words) <= 3 and not any(
            word in _lexicon()["organisation"] or source_kind(word) is not None for word in words
        )

    def people(self) -> frozenset[str]:
        """The full names of all people in the post."""
        return frozenset(self._people.values())

    def entities(self, sentence: Sentence) -> list[Entity]:
        """The names in a sentence, in order."""
        result = []
        for first, last in self._by_sentence.get(sentence.span, ()):
            tokens = sentence.tokens
            form = self._form(tokens, first, last)
            name = self._without_genitive(form, tokens, last)
            person = self.is_person(name) or self._is_person(tokens, first, last)
            result.append(
                Entity(
                    Span(tokens[first].start, tokens[last - 1].end),
                    self.full_name(name) if person else name,
                    person,
                    name != form,
                    first,
                    last,
                )
            )
        return result


_PROFESSIONS_DEFINITE = (
    "chefen",
    "aren",
    "isten",
    "logen",
    "nomen",
    "ören",
    "perten",
    "ikern",
    "ledaren",
    "strategen",
    "sulten",
    "ordföranden",
    "juristen",
    "rådet",
    "lärarinnan",
    "läkaren",
    "tekern",
    "tören",
)
# Endings of Swedish professions: "vårdstrateg", "kompetensexpert", "logistiker".
_PROFESSIONS = (
    "chef",
    "chefen",
    "are",
    "aren",
    "ist",
    "isten",
    "log",
    "logen",
    "ekonom",
    "ekonomen",
    "ör",
    "ören",
    "expert",
    "experten",
    "iker",
    "ikern",
    "ledare",
    "strateg",
    "strategen",
    "konsult",
    "konsulten",
    "direktör",
    "analytiker",
    "ansvarig",
    "ordförande",
    "grundare",
    "forskare",
    "jurist",
    "agronom",
)


@cache
def _speech_verbs() -> frozenset[str]:
    tables = load_tables("reporting")
    return frozenset(
        phrase for table in tables.values() for phrase in table["speech"] if " " not in phrase
    )


@cache
def _roles() -> frozenset[str]:
    """Words that stand for people named elsewhere: "Författarna hävdar …"."""
    tables = load_tables("reporting")
    return frozenset(
        phrase
        for table in tables.values()
        for key in ("she", "they", "author", "organisation", "self")
        for phrase in table[key]
    )


@cache
def _reporting_verbs() -> frozenset[str]:
    tables = load_tables("reporting")
    return frozenset(
        phrase.split()[0]
        for table in tables.values()
        for key in ("speech", "show")
        for phrase in table[key]
    )


def names_near(entities: Sequence[Entity], start: int, end: int) -> Sequence[Entity]:
    """The names that share a code point with a stretch; entities in order, none overlapping."""
    first = max(0, bisect_left(entities, start, key=_entity_start) - 1)
    return [
        entity
        for entity in entities[first : bisect_left(entities, end, key=_entity_start)]
        if entity.span.end > start
    ]


def _entity_start(entity: Entity) -> int:
    return entity.span.start
