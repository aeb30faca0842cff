"""What the syntax pipelines start from: word vectors, and a tok2vec that has seen raw text.

Called by `train_syntax.py`. First word vectors, by floret over raw text, pruned to the frequent
forms; then, on the same text, the tok2vec learns to guess the letters of masked words. Each result
is kept in the work folder and not made again while it lies there.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.ml.models import multi_task
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from spacy.vectors import Vectors
from thinc.api import Adam
from treebank import lines_of

from referat.text.sentences import split_sentences
from referat.text.syntactic_words import syntactic_words
from referat.text.words import scanned

if TYPE_CHECKING:
    from spacy.language import Language

SEED = 20261124
PRETRAINED = {"sv": 2500, "en": 1800}  # steps of 3,000 words
CHARACTERS = 4  # letters guessed from each end of a word
DIMENSIONS = 64
KEY = "NORM"  # the form by which a word finds its vector
ROWS = {"sv": 14_000, "en": 10_000}  # vectors kept; rarer forms borrow the nearest one's
FORMS = {"sv": 30_000, "en": 16_000}
MAX_DOCUMENTATION = 2_500_000  # words of one register, so that it does not drown the others

# Raw text of each language, and the field of a row that holds it. The vectors depend on the order.
RAW = {
    "sv": {
        "text/sv-interpellations.jsonl.gz": "text",
        "text/sv-voiceweb.jsonl.gz": "text",
        "parallel/human-tatoeba.jsonl.gz": "sv",
        "parallel/human-gnome.jsonl.gz": "sv",
        "parallel/docs-ccby.jsonl.gz": "sv",
        "labelled/sv_absabank-imm-train.jsonl.gz": "text",
        "labelled/sv_argumentation-train.jsonl.gz": "text",
    },
    "en": {
        "text/en-voiceweb.jsonl.gz": "text",
        "parallel/human-tatoeba.jsonl.gz": "en",
        "parallel/human-gnome.jsonl.gz": "en",
        "parallel/docs-ccby.jsonl.gz": "en",
        "parallel/docs-mit.jsonl.gz": "en",
    },
}


def raw_text(data: Path, language: str, work: Path) -> Path:
    """A file of raw text: a sentence a line, words parted by blanks."""
    kept = work / f"raw-{language}.txt"
    if not kept.exists():
        kept.write_text("\n".join(_raw_sentences(data, language)), encoding="utf-8")
    return kept


def _raw_sentences(data: Path, language: str) -> Iterator[str]:
    for name, field in RAW[language].items():
        words = 0
        for line in lines_of(data / name):
            row = json.loads(line)
            if "also_in" in row:
                continue  # repeats a development or test sentence
            text = row[field]
            pieces = scanned(text)
            for first, last in split_sentences(text, pieces):
                start, end = pieces[first].start, pieces[last - 1].end
                spans = syntactic_words(text, start, end, language)
                words += len(spans)
                yield " ".join(text[a:b].replace(" ", "_") for a, b in spans)
            if words > MAX_DOCUMENTATION and name.startswith("parallel/"):
                break


def word_vectors(data: Path, language: str, work: Path) -> tuple[list[str], np.ndarray]:
    """Frequent forms and their vectors, most frequent first."""
    kept, listed = work / f"vectors-{language}.npy", work / f"vectors-{language}.txt"
    if not (kept.exists() and listed.exists()):
        import floret

        lowered = work / f"lowered-{language}.txt"
        raw = raw_text(data, language, work).read_text(encoding="utf-8")
        lowered.write_text(raw.lower(), encoding="utf-8")
        model = floret.train_unsupervised(
            str(lowered), model="skipgram", dim=DIMENSIONS, ws=4, epoch=6, minCount=3, minn=3,
            maxn=5, bucket=200_000, thread=1, lr=0.05, neg=8,
        )  # fmt: skip
        forms = [form for form in model.get_words() if form != "</s>"][: FORMS[language]]
        np.save(kept, np.stack([model.get_word_vector(form) for form in forms]))
        listed.write_text("\n".join(forms), encoding="utf-8")
    return listed.read_text(encoding="utf-8").split("\n"), np.load(kept)


def add_vectors(nlp: Language, forms: Sequence[str], vectors: np.ndarray, rows: int) -> None:
    """Give the vocabulary vectors: a row for a frequent form, its nearest row for a rarer one."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
    keys = list(range(min(rows, len(forms))))
    for first in range(rows, len(forms), 1000):
        keys += np.argmax(unit[first : first + 1000] @ unit[:rows].T, axis=1).tolist()
    table = Vectors(strings=nlp.vocab.strings, shape=(min(rows, len(forms)), DIMENSIONS), attr=KEY)
    table.data[:] = unit[:rows]
    for form, row in zip(forms, keys, strict=True):
        table.add(nlp.vocab.strings.add(form), row=row)
    nlp.vocab.vectors = table


def pretrain(nlp: Language, data: Path, language: str, work: Path) -> None:
    """Start the tok2vec from what raw text teaches: the letters of words masked in a sentence.

    spaCy's "characters" objective, over the text once or twice; kept in the work folder.
    """
    tok2vec = cast(TrainablePipe, nlp.get_pipe("tok2vec")).model
    kept = work / f"tok2vec-{language}.bin"
    if not kept.exists():
        lines = raw_text(data, language, work).read_text(encoding="utf-8").split("\n")
        random.Random(SEED).shuffle(lines)  # noqa: S311 (an order, no secret)
        characters_loss: Any = multi_task.get_characters_loss  # spaCy gives it no types
        model = multi_task.create_pretrain_characters(2, 192, CHARACTERS)(nlp.vocab, tok2vec)
        documents = (
            Doc(nlp.vocab, words=line.split()) for _ in range(9) for line in lines if line.strip()
        )
        first = next(documents)
        model.initialize(X=[first])
        optimizer = Adam(0.001, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0)
        batch: list[Doc] = []
        words = 0
        for step in range(PRETRAINED[language]):
            while words < 3000:
                batch.append(next(documents))
                words += len(batch[-1])
            predictions, backprop = model.begin_update(batch)
            loss, gradient = characters_loss(model.ops, batch, predictions, CHARACTERS)
            backprop(gradient)
            model.finish_update(optimizer)
            if step % 200 == 0:
                print(f"{language} pretraining {step}: {float(loss) / words:.3f}", flush=True)
            batch, words = [], 0
        kept.write_bytes(tok2vec.to_bytes())
    tok2vec.from_bytes(kept.read_bytes())
