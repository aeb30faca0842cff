"""Train the Swedish and the English spaCy pipeline: tags, heads, lemmas and names.

    python scripts/train_syntax.py --data DIR --language sv [--out models/syntax-sv]
    python scripts/train_syntax.py --data DIR --language en [--out models/syntax-en]

Three stages, each skipped where its result lies in ``--work`` already. First word vectors, by
floret over raw text, pruned to the frequent forms. Then, on the same text, the tok2vec learns to
guess the letters of masked words. Last the pipeline of ``syntax.cfg`` on treebank and name corpora,
with variants of the sentences (`augment.py`); after each epoch a checkpoint is written from which
an interrupted run goes on. With ``--hold-out`` the dev parts are kept out and choose among the
looks taken every thousand steps; so steps and rates were found. Without, dev trains as well, and
the last step ships. ``--treebank FILE`` puts other CoNLL-U in the place of the default, such as the
full release of Talbanken. Forty minutes a language on one core; needs the extra ``train``. What the
result is worth is measured by `evaluate_syntax.py`, which also writes the model cards.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # same sums, same order, on every machine

import numpy as np
import spacy
import srsly
from augment import name_lists, varied
from spacy.ml.models.multi_task import create_pretrain_characters, get_characters_loss
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vectors import Vectors
from thinc.api import Adam, Config, NumpyOps, Optimizer, fix_random_seed, registry, set_current_ops
from treebank import Sentence, opened, read_conllu, read_iob2, to_doc, with_names

from referat.syntax_model import LEMMAS
from referat.text.sentences import split_sentences
from referat.text.syntactic_words import syntactic_words
from referat.text.words import scanned

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent
SEED = 20261124
VERSION = "0.1.0"
EVERY = 1000  # steps between two looks at the development parts
STEPS = {"sv": 4500, "en": 6000}
PRETRAINED = {"sv": 2500, "en": 1800}  # steps of 3,000 words
CHARACTERS = 4  # letters guessed from each end of a word
MOMENTS = ("mom1", "mom2", "averages", "nr_update", "last_seen")  # of the optimizer
DIMENSIONS = 64
ROWS = {"sv": 14_000, "en": 10_000}  # vectors kept; rarer forms borrow the nearest one's
FORMS = {"sv": 30_000, "en": 16_000}
MAX_DOCUMENTATION = 2_500_000  # words of one register, so that it does not drown the others
PUD_TRAINED = 500  # sentences of Swedish PUD that train; the rest is for the report
HELD_OUT_NAMES = 700  # sentences of the Swedish name corpus kept for development

SOURCES = {
    "sv": [
        {"name": "UD_Swedish-Talbanken, v1 labels mapped to v2", "license": "CC BY-SA 4.0"},
        {"name": "UD_Swedish-PUD, sentences 1 to 500", "license": "CC BY-SA 4.0"},
        {"name": "UNER_Swedish-Talbanken", "license": "CC BY-SA 4.0"},
        {"name": "klintan/swedish-ner-corpus", "license": "CC BY 4.0"},
    ],
    "en": [
        {"name": "UD_English-EWT", "license": "CC BY-SA 4.0"},
        {"name": "UNER_English-EWT", "license": "CC BY-SA 4.0"},
    ],
}
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


@dataclass(frozen=True)
class Parts:
    """What is learnt from, and what is looked at between."""

    train: list[Sentence]
    dev: list[Sentence]
    dev_names: list[Sentence]


def parts(data: Path, language: str, treebank: Path | None) -> Parts:
    """The training and development sentences of a language."""
    ud, ner = data / "ud", data / "ner"
    if language == "en":
        train = list(
            with_names(
                read_conllu(treebank or ud / "en_ewt-train.conllu.gz"),
                read_iob2(ner / "en_uner-ewt-train.iob2.gz"),
            )
        )
        dev = list(read_conllu(ud / "en_ewt-dev.conllu.gz"))
        return Parts(train, dev, list(read_iob2(ner / "en_uner-ewt-dev.iob2.gz")))
    talbanken = [
        replace(each, words=tuple(replace(word, name="") for word in each.words))
        for each in read_conllu(treebank or ud / "sv_talbanken-v2-train-mapped.conllu.gz")
    ]
    named = read_iob2(ner / "sv_uner-talbanken-train.iob2.gz")
    pud = list(read_conllu(ud / "sv_pud.conllu.gz"))[:PUD_TRAINED]
    klintan = list(read_iob2(ner / "sv_klintan-train.iob2.gz"))
    return Parts(
        [*with_names(talbanken, named), *pud, *klintan[:-HELD_OUT_NAMES]],
        list(read_conllu(ud / "sv_talbanken-v2-dev.conllu.gz")),
        klintan[-HELD_OUT_NAMES:],
    )


def final(chosen: Parts) -> Parts:
    """The parts for the run that ships: once its length is settled, dev trains as well."""
    return replace(chosen, train=[*chosen.train, *chosen.dev, *chosen.dev_names])


def raw_text(data: Path, language: str, work: Path) -> Path:
    """A file of raw text: a sentence a line, words parted by blanks."""
    kept = work / f"raw-{language}.txt"
    if not kept.exists():
        kept.write_text("\n".join(_raw_sentences(data, language)), encoding="utf-8")
    return kept


def _raw_sentences(data: Path, language: str) -> Iterator[str]:
    for name, field in RAW[language].items():
        words = 0
        with opened(data / name) as lines:
            for line in lines:
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
    table = Vectors(
        strings=nlp.vocab.strings, shape=(min(rows, len(forms)), DIMENSIONS), attr="NORM"
    )
    table.data[:] = unit[:rows]
    for form, row in zip(forms, keys, strict=True):
        table.add(nlp.vocab.strings.add(form), row=row)
    nlp.vocab.vectors = table


def blank(language: str) -> tuple[Language, Config]:
    """The untrained pipeline and its configuration."""
    config = Config().from_disk(Path(__file__).with_name("syntax.cfg"), interpolate=False)
    config["nlp"]["lang"] = language
    training = config.pop("training")
    return spacy.util.load_model_from_config(config, auto_fill=True), training


def pretrain(nlp: Language, data: Path, language: str, work: Path) -> None:
    """Start the tok2vec from what raw text teaches: the letters of words masked in a sentence.

    spaCy's "characters" objective, over the text once or twice; kept in the work folder.
    """
    tok2vec = cast(TrainablePipe, nlp.get_pipe("tok2vec")).model
    kept = work / f"tok2vec-{language}.bin"
    if not kept.exists():
        lines = raw_text(data, language, work).read_text(encoding="utf-8").split("\n")
        random.Random(SEED).shuffle(lines)  # noqa: S311 (nothing secret)
        model = create_pretrain_characters(2, 192, CHARACTERS)(nlp.vocab, tok2vec)
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
            loss, gradient = get_characters_loss(  # type: ignore[no-untyped-call]
                model.ops, batch, predictions, CHARACTERS
            )
            backprop(gradient)
            model.finish_update(optimizer)
            if step % 200 == 0:
                print(f"{language} pretraining {step}: {float(loss) / words:.3f}", flush=True)
            batch, words = [], 0
        kept.write_bytes(tok2vec.to_bytes())
    tok2vec.from_bytes(kept.read_bytes())


def example(nlp: Language, sentences: Sequence[Sentence]) -> Example:
    """A training example: the bare words, and everything known about them."""
    gold = to_doc(nlp.vocab, sentences)
    return Example(bare(nlp, gold), gold)


def bare(nlp: Language, gold: Doc) -> Doc:
    """The words of a document without its annotation."""
    return type(gold)(
        nlp.vocab, words=[token.text for token in gold], spaces=[bool(t.whitespace_) for t in gold]
    )


def batches(
    sentences: Sequence[Sentence], epoch: int, language: str, names: Any, start: int
) -> Iterator[list[list[Sentence]]]:
    """One epoch in an order of its own: lists of documents of one to three sentences.

    Documents of several sentences teach the parser where a sentence ends. The first batches hold
    about a hundred words, later ones a thousand.
    """
    draw = random.Random(SEED + epoch)  # noqa: S311 (nothing secret)
    documents: list[list[Sentence]] = []
    index = 0
    while index < len(sentences):
        size = 1 if draw.random() < 0.7 else draw.randint(2, 3)
        group = list(sentences[index : index + size])
        parsed = [bool(each.words[0].deprel) for each in group]
        if len(set(parsed)) > 1:
            group = group[:1]
        documents.append(group)
        index += len(group)
    draw.shuffle(documents)
    batch: list[list[Sentence]] = []
    words = 0
    for document in documents:
        varied_document = [varied(each, draw, names, language) for each in document]
        batch.append(varied_document)
        words += sum(len(each.words) for each in varied_document)
        if words >= min(100 * 1.001**start, 1000):
            yield batch
            batch, words = [], 0
            start += 1
    if batch:
        yield batch


def scores(nlp: Language, chosen: Parts) -> dict[str, float]:
    """Development scores on the treebank's words and sentences, one sentence a document."""
    syntax = [example(nlp, [each]) for each in chosen.dev]
    names = [example(nlp, [each]) for each in chosen.dev_names]
    found = nlp.evaluate(syntax)
    return {
        "upos": found["pos_acc"],
        "feats": found["morph_acc"],
        "uas": found["dep_uas"],
        "las": found["dep_las"],
        "lemma": found["lemma_acc"],
        "names": nlp.evaluate(names)["ents_f"],
    }


def overall(found: dict[str, float]) -> float:
    """What the best checkpoint is chosen by."""
    weights = {"upos": 1.0, "feats": 1.0, "las": 2.0, "lemma": 1.0, "names": 1.0}
    return sum(weight * found[name] for name, weight in weights.items()) / 6


def keep(state: Path, nlp: Language, optimizer: Optimizer, done: dict[str, Any]) -> None:
    """Write what an interrupted run needs to go on, in one move."""
    moments = {
        name: [[*key, value] for key, value in getattr(optimizer, name).items()] for name in MOMENTS
    }
    partial = state.with_suffix(".partial")
    srsly.write_msgpack(partial, {"nlp": nlp.to_bytes(), "moments": moments, "done": done})
    partial.replace(state)


def taken_up(state: Path, nlp: Language, optimizer: Optimizer) -> dict[str, Any]:
    """The state of an interrupted run; that of a new one where there is none."""
    if not state.exists():
        return {"step": 0, "epoch": 0, "best": 0.0}
    kept = srsly.read_msgpack(state)
    nlp.from_bytes(kept["nlp"])
    for name, rows in kept["moments"].items():
        getattr(optimizer, name).update({(node, key): value for node, key, value in rows})
    done: dict[str, Any] = kept["done"]
    for _ in range(done["step"]):
        optimizer.step_schedules()  # type: ignore[no-untyped-call]
    return done


def train(chosen: Parts, data: Path, language: str, work: Path, steps: int, last: bool) -> Path:
    """Train a pipeline, going on from a checkpoint where there is one; the folder of the best.

    With ``last`` the best is the last one, since nothing is left to choose by.
    """
    set_current_ops(NumpyOps(use_blis=False))  # NumPy's own product is several times as fast
    fix_random_seed(SEED)
    names = name_lists(language)
    nlp, training = blank(language)
    add_vectors(nlp, *word_vectors(data, language, work), ROWS[language])
    training["optimizer"]["learn_rate"]["total_steps"] = steps
    optimizer = registry.resolve(training)["optimizer"]
    nlp.initialize(lambda: [example(nlp, [each]) for each in chosen.train], sgd=optimizer)
    pretrain(nlp, data, language, work)
    state, best = work / f"state-{language}.msgpack", work / f"best-{language}"
    done = taken_up(state, nlp, optimizer)
    while done["step"] < steps:
        fix_random_seed(SEED + done["epoch"])  # so that an epoch is the same after an interruption
        for batch in batches(chosen.train, done["epoch"], language, names, done["step"]):
            nlp.update(
                [example(nlp, document) for document in batch],
                sgd=optimizer,
                drop=training["dropout"],
            )
            optimizer.step_schedules()
            done["step"] += 1
            if done["step"] % EVERY == 0 or done["step"] == steps:
                with nlp.use_params(optimizer.averages):
                    found = scores(nlp, chosen)
                    if last or overall(found) > done["best"]:
                        done["best"] = overall(found)
                        nlp.to_disk(best)
                row = " ".join(f"{name} {100 * value:.2f}" for name, value in found.items())
                print(f"{language} step {done['step']} epoch {done['epoch']}: {row}", flush=True)
            if done["step"] >= steps:
                break
        done["epoch"] += 1
        keep(state, nlp, optimizer, done)
    return best


def lemma_table(sentences: Iterable[Sentence]) -> dict[str, str]:
    """Lemmas of the treebank's forms, by tag and lower-cased form, where it is of one mind.

    Seen twice at least and nine times out of ten; proper nouns, whose lemma keeps its capitals, and
    words that are their own lemma under their tag are left to the model.
    """
    seen: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for word in sentence.words:
            if word.lemma and word.upos not in ("PROPN", "PUNCT", "NUM", "SYM", "X", ""):
                key = f"{word.upos} {word.form.lower()}"
                seen.setdefault(key, Counter())[word.lemma] += 1
    table = {}
    for key, lemmas in sorted(seen.items()):
        lemma, count = min(lemmas.items(), key=lambda item: (-item[1], item[0]))
        if count >= 2 and count >= 0.9 * lemmas.total():
            table[key] = lemma
    return table


def pack(best: Path, out: Path, chosen: Parts, language: str, steps: int) -> None:
    """Write the model folder: the best pipeline with its lemma table and its provenance."""
    nlp = spacy.load(best)
    nlp.vocab.lookups.add_table(LEMMAS, lemma_table(chosen.train))
    nlp.meta.update(
        name="syntax",
        version=VERSION,
        description="Tags, features, lemmas, heads and names for referat",
        author="The referat maintainers",
        license="CC BY-SA 4.0",
        sources=SOURCES[language],
        steps=steps,
    )
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    print(f"{out}: {sum(f.stat().st_size for f in out.rglob('*') if f.is_file()) / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--language", choices=sorted(RAW), required=True)
    parser.add_argument("--work", type=Path, default=Path("build/syntax"))
    parser.add_argument("--out", type=Path, help="the model folder (default: models/syntax-XX)")
    parser.add_argument("--steps", type=int, help=f"default: {STEPS}")
    parser.add_argument("--hold-out", action="store_true", help="keep dev out, and choose by it")
    parser.add_argument("--treebank", type=Path, help="CoNLL-U in the place of the default")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    folder = given.out or ROOT / "models" / f"syntax-{given.language}"
    steps = given.steps or STEPS[given.language]
    learnt = parts(given.data, given.language, given.treebank)
    if not given.hold_out:
        learnt = final(learnt)
    found = train(learnt, given.data, given.language, given.work, steps, last=not given.hold_out)
    pack(found, folder, learnt, given.language, steps)
