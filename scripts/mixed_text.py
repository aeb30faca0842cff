"""Paragraphs that mix Swedish and English, made of treebank sentences, with their gold spans.

Nobody has annotated real mixed posts in bulk, so the language stage is tuned and measured on
paragraphs in which real English is spliced into real Swedish: whole sentences and phrases, bare and
between quotation marks; and on paragraphs of one language alone. Everything is drawn with a fixed
seed. `bench_language.py` measures on the test parts, `train_language.py` tunes on the development
parts; no sentence is in both.

A phrase is a constituent of the treebank: a word with all that depends on it, of two to eight words
without punctuation, at most half of them names. Names (UPOS ``PROPN``) and what the treebank marks
as foreign are kept apart, because names take the language around them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from treebank import iob2_rows, lines_of

SEED = 20120503
# How a paragraph is made; the first four are the mixed ones.
MIXED = ("sentence", "sentence, quoted", "phrase", "phrase, quoted")
CONTROLS = ("all Swedish", "all English")

# Swedish and English sentences of each part; the halves of a part are reported apart.
PARTS = {
    "test": {
        "treebanks": ("ud/sv_talbanken-v2-test.conllu.gz", "ud/en_ewt-test.conllu.gz"),
        "PUD": ("ud/sv_pud.conllu.gz", "ud/en_pud.conllu.gz"),
    },
    "dev": {
        "treebanks": ("ud/sv_talbanken-v2-dev.conllu.gz", "ud/en_ewt-dev.conllu.gz"),
        "news": ("ner/sv_klintan-train.iob2.gz", "ud/en_ewt-dev.conllu.gz"),
    },
}
# Of the development part's Swedish news (which has no dev file) every so-manieth sentence; training
# leaves these out.
HELD_OUT = 5

_MARKS = ("””", '""', "“”", "»«", "’’")
# Swedish around a quoted sentence; one in two stands without.
_FRAMES = (
    "Hon säger: {}",
    "{}, skriver de i rapporten.",
    "Så här står det: {}",
    "{}, menar författaren.",
    "Enligt undersökningen är det så. {}",
    "{} Det tål att tänka på.",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one language: where names stand in it, which stretches are phrases, and where
    something may be inserted between two words.
    """

    text: str
    names: tuple[tuple[int, int], ...]
    phrases: tuple[tuple[int, int], ...] = ()
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the spans of it that are English, and of names and other strays."""

    text: str
    kind: str
    source: str
    english: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Builder:
    """A paragraph in the making: pieces of text, and where English and names stand in them."""

    text: str = ""
    english: list[tuple[int, int]] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, names: Sequence[tuple[int, int]] = (), english: bool = False) -> None:
        """Append a piece as it is."""
        start = len(self.text)
        self.text += text
        self.names += [(start + first, start + last) for first, last in names]
        if english:
            self.english.append((start, len(self.text)))

    def space(self) -> None:
        """Part what follows from what stands there."""
        if self.text:
            self.text += " "

    def finished(self, kind: str, source: str) -> Paragraph:
        """The paragraph; English that follows English directly is one span."""
        joined: list[tuple[int, int]] = []
        for start, end in self.english:
            if joined and not self.text[joined[-1][1] : start].strip():
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return Paragraph(self.text, kind, source, tuple(joined), tuple(self.names))


def read_sentences(path: Path) -> list[Sentence]:
    """All sentences of a CoNLL-U or IOB2 file."""
    if ".iob2" in path.name:
        return [_of_iob2(rows) for _, rows in iob2_rows(path)][::HELD_OUT]
    result: list[Sentence] = []
    text, rows = "", list[list[str]]()
    for line in lines_of(path):
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            result.append(_of_conllu(text, rows))
            rows = []
    return result


def _of_iob2(rows: Sequence[tuple[str, str]]) -> Sentence:
    """A sentence put together from tokens, with the usual blanks around punctuation."""
    text = ""
    names, gaps = [], []
    for form, tag in rows:
        glued = not text or form in ".,;:!?)”%" or text[-1] in "(”"
        if not glued:
            if text[-1].isalpha() and form[0].isalpha():
                gaps.append(len(text))
            text += " "
        if tag != "O":
            names.append((len(text), len(text) + len(form)))
        text += form
    return Sentence(text, tuple(names), (), tuple(gaps))


def _of_conllu(text: str, rows: Sequence[Sequence[str]]) -> Sentence:
    """A sentence of a treebank, its tokens found again in its text."""
    places: list[tuple[int, int]] = []  # of surface tokens
    token_of: dict[int, int] = {}  # word id -> surface token
    upos: dict[int, set[str]] = {}
    children: dict[int, list[int]] = {}
    at, covered = 0, 0
    for row in rows:
        if "." in row[0]:
            continue
        first, _, last = row[0].partition("-")
        if last or int(first) > covered:
            start = text.find(row[1], at)
            if start < 0:
                start, at = at, min(len(text), at + len(row[1]))
            else:
                at = start + len(row[1])
            places.append((start, at))
            covered = int(last or first)
        if last:
            continue
        word = int(first)
        token_of[word] = len(places) - 1
        tag = "PROPN" if row[3] in ("PROPN", "X") or "Foreign=Yes" in row[5] else row[3]
        upos.setdefault(len(places) - 1, set()).add(tag)
        children.setdefault(int(row[6]), []).append(word)
    names = [places[token] for token, tags in upos.items() if "PROPN" in tags]
    gaps = [
        before[1]
        for before, after in pairwise(places)
        if text[before[1] : after[0]] == " "
        and text[before[1] - 1].isalpha()
        and text[after[0]].isalpha()
    ]
    phrases = _phrases(text, places, token_of, upos, children)
    return Sentence(text, tuple(names), tuple(phrases), tuple(gaps))


def _phrases(
    text: str,
    places: Sequence[tuple[int, int]],
    token_of: dict[int, int],
    upos: dict[int, set[str]],
    children: dict[int, list[int]],
) -> list[tuple[int, int]]:
    """Constituents of two to eight words."""
    found = set()
    for head in token_of:
        tokens, open_words = set(), [head]
        while open_words:
            word = open_words.pop()
            tokens.add(token_of[word])
            open_words += children.get(word, ())
        first, last = min(tokens), max(tokens)
        span = (places[first][0], places[last][1])
        if len(tokens) != last - first + 1 or not 2 <= len(text[slice(*span)].split()) <= 8:
            continue
        if any(not text[slice(*places[token])].replace("'", "").isalpha() for token in tokens):
            continue
        named = sum("PROPN" in upos[token] for token in tokens)
        if 2 * named <= len(tokens) and span[1] - span[0] < len(text) - 2:
            found.add(span)
    return sorted(found)


def _is_prose(sentence: Sentence) -> bool:
    """Whether a sentence is one: four words or more to a stop, and not names for the most part."""
    words = sentence.text.split()
    return (
        len(words) >= 4
        and sentence.text[0].isupper()
        and sentence.text[-1] in ".!?"
        and 2 * len(sentence.names) <= len(words)
        and not set(sentence.text) & set('"”“»«@/_*<>[]{}^=')
        and not sentence.text.isupper()
    )


def mixed_paragraphs(data: Path, part: str, each: int) -> list[Paragraph]:
    """``each`` paragraphs of every mixed kind and of the controls, for each half of a part."""
    result: list[Paragraph] = []
    for source, (swedish, english) in PARTS[part].items():
        draw = random.Random(f"{SEED} {part} {source}")  # noqa: S311 (nothing secret)
        sv = [each for each in read_sentences(data / swedish) if _is_prose(each)]
        en = [each for each in read_sentences(data / english) if _is_prose(each)]
        for kind in MIXED:
            result += [_mixed(draw, sv, en, kind, source) for _ in range(each)]
        for kind, sentences in zip(CONTROLS, (sv, en), strict=True):
            result += _controls(draw, sentences, kind, source)
    return result


def _some(draw: random.Random, sentences: Sequence[Sentence], count: int) -> list[Sentence]:
    """Neighbouring sentences, as they stand in the treebank."""
    start = draw.randrange(len(sentences) - count + 1)
    return list(sentences[start : start + count])


def _mixed(
    draw: random.Random, sv: Sequence[Sentence], en: Sequence[Sentence], kind: str, source: str
) -> Paragraph:
    around = _some(draw, sv, draw.randint(2, 4))
    built = _Builder()
    marks = draw.choice(_MARKS) if "quoted" in kind else ""
    if kind.startswith("sentence"):
        place = draw.randint(0, len(around))
        for sentence in around[:place]:
            built.space()
            built.add(sentence.text, sentence.names)
        built.space()
        frame = draw.choice(_FRAMES) if marks and draw.random() < 0.5 else "{}"
        before, _, behind = frame.partition("{}")
        built.add(before + marks[:1])
        for number, sentence in enumerate(_some(draw, en, draw.choice((1, 1, 2)))):
            if number:
                built.space()
            built.add(sentence.text, sentence.names, english=True)
        if behind.startswith(","):
            built.text = built.text[:-1]
            built.english[-1] = (built.english[-1][0], len(built.text))
        built.add(marks[1:] + behind)
        for sentence in around[place:]:
            built.space()
            built.add(sentence.text, sentence.names)
        return built.finished(kind, source)
    place = draw.choice([at for at, each in enumerate(around) if each.gaps] or [0])
    donor = draw.choice(en)
    while not donor.phrases:
        donor = draw.choice(en)
    first, last = draw.choice(donor.phrases)
    phrase = donor.text[first:last]
    if first == 0 and not phrase.startswith(("I ", "I'")):
        phrase = phrase[0].lower() + phrase[1:]
    for at, sentence in enumerate(around):
        built.space()
        if at != place or not sentence.gaps:
            built.add(sentence.text, sentence.names)
            continue
        gap = draw.choice(sentence.gaps)
        built.add(sentence.text[:gap], [name for name in sentence.names if name[1] <= gap])
        built.add(" " + marks[:1])
        built.add(phrase, (), english=True)
        built.add(marks[1:])
        behind_gap = [(a - gap, b - gap) for a, b in sentence.names if a >= gap]
        built.add(sentence.text[gap:], behind_gap)
    return built.finished(kind, source)


def _controls(
    draw: random.Random, sentences: Sequence[Sentence], kind: str, source: str
) -> list[Paragraph]:
    """All sentences once, in paragraphs of one to five."""
    result = []
    at = 0
    while at < len(sentences):
        built = _Builder()
        for sentence in sentences[at : at + draw.randint(1, 5)]:
            built.space()
            built.add(sentence.text, sentence.names, english=kind == "all English")
            at += 1
        result.append(built.finished(kind, source))
    return result


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of one language on its own, with the length it counts under."""

    text: str
    language: str
    length: str


LENGTHS = ("1 word", "2 to 3 words", "4 to 6 words", "sentence", "paragraph")
THIRD = ("da", "nb", "nn", "de")


def test_pieces(data: Path) -> list[Piece]:
    """Words, pairs of words and sentences of lingua's test data: Swedish and English of every
    length, and of the third languages what has six words or more.
    """
    result: list[Piece] = []
    for language in ("sv", "en", *THIRD):
        for line in lines_of(data / f"langid/{language}.jsonl.gz"):
            record = json.loads(line)
            words = record["text"].split()
            if language in THIRD:
                if len(words) >= 6:
                    result.append(Piece(record["text"], language, "sentence"))
            elif record["kind"] == "sentence":
                length = "sentence" if len(words) > 6 else _length(len(words))
                result.append(Piece(record["text"], language, length))
                if len(words) > 8:  # pieces of a sentence for the lengths between
                    for size in (3, 5):
                        piece = " ".join(words[1 : 1 + size])
                        result.append(Piece(piece, language, _length(size)))
            else:
                result.append(Piece(record["text"], language, _length(len(words))))
    return result


def _length(words: int) -> str:
    return LENGTHS[0 if words == 1 else 1 if words <= 3 else 2]
