"""Archives to measure `referat batch` on: posts by recombination of the corpus, and poison.

A made post has the title of one post of the corpus and paragraphs of several, so that its length
and its mix of languages are like theirs while no two are the same. Only posts of ``train`` are
used. Poison is one small file for each kind of input that the readers refuse.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from referat.text.decode import decode

ROOT = Path(__file__).resolve().parent.parent
SEED = 20120503


def made_posts(count: int, corpus: Path = ROOT / "corpus") -> Iterator[tuple[str, str]]:
    """Titles and texts of so many posts, the same in every run."""
    chance = random.Random(SEED)  # noqa: S311 (nothing secret: the same in every run)
    posts = list(_train(corpus))
    for _ in range(count):
        title = chance.choice(posts)[0]
        paragraphs = []
        for source in chance.sample(posts, 3):
            at = chance.randrange(len(source))
            paragraphs += source[at : at + 4]
        yield title, "\n\n".join([title, *paragraphs])


def _train(corpus: Path) -> Iterator[list[str]]:
    """The paragraphs of each plain post of ``train``, its title first."""
    names = json.loads((corpus / "splits.json").read_text(encoding="utf-8"))["train"]
    for name in sorted(names):
        path = corpus / "posts" / f"{name}.txt"
        if path.is_file():
            yield "\n".join(decode(path.read_bytes()).text.splitlines()).strip().split("\n\n")


def write_jsonl(path: Path, count: int) -> None:
    """So many posts as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for number, (title, text) in enumerate(made_posts(count)):
            record = {"id": f"post-{number}", "title": title, "text": text}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_short_jsonl(path: Path, count: int) -> None:
    """So many posts of one paragraph, each with a word that no other has, as JSON Lines.

    What a process keeps of words it has met would grow over them.
    """
    with path.open("w", encoding="utf-8") as file:
        for number, (_, text) in enumerate(made_posts(count)):
            words = f"{text.rpartition(chr(10))[2]} Det säger Ordet{number}."
            record = {"id": f"post-{number}", "text": words}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_poisoned_zip(path: Path, count: int, every: int) -> tuple[set[str], set[str]]:
    """A ZIP archive of so many posts, of which one in ``every`` is poison; gives the names of the
    good and of the bad ones.
    """
    good, bad = set(), set()
    kinds = list(poison().items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (_, text) in enumerate(made_posts(count)):
            if number % every == every // 2:
                name, data = kinds[number // every % len(kinds)]
                folder = "" if name.startswith("..") else f"{number:07}-"
                archive.writestr(folder + name, data)
                bad.add(folder + name)
            else:
                archive.writestr(f"{number:07}.txt", text)
                good.add(f"{number:07}.txt")
    return good, bad


def poison() -> dict[str, bytes]:
    """One file of each kind that cannot be read, by its name."""
    chance = random.Random(SEED)  # noqa: S311 (nothing secret: the same in every run)
    noise = chance.randbytes(4000)
    text = "En text som är bra nog att läsa.\n\n" * 20
    packed = gzip.compress(text.encode(), mtime=0)
    return {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n ",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + noise,
        "noise.txt": noise,
        "no-words.html": b"<html><head></head><body><img src='x.png'></body></html>",
        "cut.gz": packed[: len(packed) // 2],
        "bomb.gz": gzip.compress(b"0" * 20_000_000, mtime=0),
        "cut.json": b'{"id": "1", "text": "En text',
        "no-text.json": b'{"id": "1", "name": "Ett namn utan text"}',
        "number.json": b'{"id": "1", "text": 17}',
        "list.json": b'[["en", "lista"], 3]',
        "twice.json": b'{"text": "En.", "text": "Ett."}',
        "deep.json": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "wide.json": '{"text": "En text."}'.encode("utf-16"),
        "no-text.csv": b"a;b;c\n1;2;3\n4;5;6\n",
        "broken.docx": _zip({"word/document.xml": b"<w:document"}),
        "broken.odt": _zip({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "broken.pdf": b"%PDF-1.7\n" + noise,
        "broken.parquet": b"PAR1" + noise + b"PAR1",
        "broken.zip": b"PK\x03\x04" + noise,
        "empty.zip": _zip({}),
        "deep.zip": _nested(6, text.encode()),
        "cut.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000\r\n\r\nHTTP/1.1 200",
        "feed.xml": b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>x</title>",
        "picture.eml": (
            b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        ),
        "cut.tar": b"a.txt" + b"\0" * 95 + struct.pack(">8s", b"0000644\0") + noise[:200],
        "../out.txt": text.encode(),
    }


def _zip(members: dict[str, bytes]) -> bytes:
    """A ZIP archive, the same in every run."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def _nested(depth: int, data: bytes) -> bytes:
    """A text in archives in archives."""
    for level in range(depth):
        data = _zip({"inner.zip" if level else "inner.txt": data})
    return data
