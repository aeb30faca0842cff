"""Tokens for other tools: as CoNLL-U and as Parquet.

Each token comes with its language, lemma, tag and role. The role is that of its block, but
``finding`` inside a finding, which may be quoted in the middle of a commentary. Sentences of the
syntax stage are kept; blocks are paragraphs. Chrome has no sentences and is left out.

- CoNLL-U (https://universaldependencies.org/format.html): MISC holds ``Lang=``, ``Role=`` and
  ``SpaceAfter=No``. Where a sentence is not analysed, and where the pipeline saw several sentences
  in one, heads and relations are ``_``, as the format allows for all tokens of a sentence alike.
- Parquet: a row a token.

Both are written while posts go by. The DocBin is `referat.mix.docbin`'s.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from referat.mix.dataset import arrow
from referat.mix.tables import unwritable
from referat.post import Post, Role, Token
from referat.writers.escape import one_line

_BATCH = 10_000
Identify = Callable[[Post], str]
"""Gives the id of a post, as its summary has it."""


@dataclass(frozen=True, slots=True)
class ExportedToken:
    """A token of a post: which sentence, its place, its form, and what is known of it."""

    sentence: int
    token: Token
    form: str
    language: str
    role: str
    space_after: bool


def exported_tokens(post: Post) -> Iterator[ExportedToken]:
    """The tokens of a post's sentences, in order."""
    blocks, runs, findings = post.blocks or (), post.runs or (), post.findings or ()
    block_starts = [block.span.start for block in blocks]
    run_starts = [run.span.start for run in runs]
    finding_starts = [finding.outer.start for finding in findings]
    for number, sentence in enumerate(post.sentences or ()):
        block = blocks[bisect_right(block_starts, sentence.span.start) - 1]
        role = block.role or Role.COMMENTARY
        for token in sentence.tokens:
            run = runs[bisect_right(run_starts, token.start) - 1] if runs else None
            held = bisect_right(finding_starts, token.start) - 1
            quoted = held >= 0 and token.end <= findings[held].outer.end
            after = post.text[token.end : token.end + 1]
            yield ExportedToken(
                number,
                token,
                post.text[token.start : token.end],
                run.language if run is not None else sentence.language,
                str(Role.FINDING if quoted else role),
                not after or after.isspace(),
            )


def conllu(post: Post, identity: str) -> str:
    """A post as CoNLL-U, its sentences with their text, ending in an empty line each."""
    name = _field(identity)
    tokens: dict[int, list[ExportedToken]] = {}
    for each in exported_tokens(post):
        tokens.setdefault(each.sentence, []).append(each)
    lines = [f"# newdoc id = {name}"]
    block_starts = {block.span.start for block in post.blocks or ()}
    for number, sentence in enumerate(post.sentences or ()):
        if not tokens.get(number):
            continue
        if sentence.span.start in block_starts:
            lines.append(f"# newpar id = {name}-p{sentence.span.start}")
        lines.append(f"# sent_id = {name}-{number + 1}")
        lines.append(f"# text = {one_line(sentence.span.of(post.text))}")
        lines.append(f"# lang = {sentence.language}")
        whole = _is_tree(sentence.tokens)
        lines += [_line(place, each, whole) for place, each in enumerate(tokens[number], start=1)]
        lines.append("")
    return "\n".join(lines) + "\n"


def _is_tree(tokens: tuple[Token, ...]) -> bool:
    """Whether a sentence has a head for every token, one root, and no circle."""
    roots = [place for place, token in enumerate(tokens) if token.head == place]
    if len(roots) != 1 or any(not 0 <= token.head < len(tokens) for token in tokens):
        return False
    rooted = {roots[0]}
    for place in range(len(tokens)):
        path = []
        while place not in rooted:
            if place in path:
                return False
            path.append(place)
            place = tokens[place].head  # noqa: PLW2901 - walks up from each token
        rooted.update(path)
    return True


def _line(place: int, each: ExportedToken, whole: bool) -> str:
    token = each.token
    head = relation = "_"
    if whole:
        root = token.head == place - 1
        head, relation = str(0 if root else token.head + 1), "root" if root else token.relation
    misc = f"Lang={each.language}|Role={each.role}"
    if not each.space_after:
        misc += "|SpaceAfter=No"
    cells = (
        str(place), _field(each.form), _field(token.lemma), token.tag or "_", "_",
        _features(token.features), head, relation or "_", "_", misc,
    )  # fmt: skip
    return "\t".join(cells)


def _features(features: str) -> str:
    """Features in the order that the format asks for."""
    return "|".join(sorted(features.split("|"), key=str.lower)) if features else "_"


def _field(text: str) -> str:
    """A text for a field: on one line, an underscore where there is none."""
    return one_line(text) or "_"


def to_conllu(posts: Iterable[Post], path: Path, identify: Identify) -> Iterator[Post]:
    """The same posts, each written as CoNLL-U on its way."""
    with writing(path) as partial, partial.open("x", encoding="utf-8", newline="\n") as stream:
        for post in posts:
            stream.write(conllu(post, identify(post)).encode("utf-8", "replace").decode())
            yield post


_COLUMNS = {
    "post": "string", "sentence": "int64", "start": "int64", "end": "int64", "form": "string",
    "language": "string", "role": "string", "lemma": "string", "tag": "string",
    "features": "string", "head": "int64", "relation": "string", "name": "string",
    "is_word": "bool",
}  # fmt: skip


def to_parquet(posts: Iterable[Post], path: Path, identify: Identify) -> Iterator[Post]:
    """The same posts, their tokens written as rows on their way."""
    pa = arrow()
    from pyarrow import parquet

    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in _COLUMNS.items()])
    with writing(path) as partial, parquet.ParquetWriter(partial, schema) as writer:
        for post in posts:
            rows = (_row(identify(post), each) for each in exported_tokens(post))
            while chunk := list(islice(rows, _BATCH)):
                writer.write_table(pa.Table.from_pylist(chunk, schema=schema))
            yield post


def _row(identity: str, each: ExportedToken) -> dict[str, object]:
    token = each.token
    return {
        "post": identity,
        "sentence": each.sentence,
        "start": token.start,
        "end": token.end,
        "form": each.form.encode("utf-8", "replace").decode(),
        "language": each.language,
        "role": each.role,
        "lemma": token.lemma,
        "tag": token.tag,
        "features": token.features,
        "head": token.head,
        "relation": token.relation,
        "name": token.name,
        "is_word": token.is_word,
    }


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A file beside the target, which takes its place when all went well.

    Raises:
        DatasetError: the target cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        yield partial
        partial.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        partial.unlink(missing_ok=True)
