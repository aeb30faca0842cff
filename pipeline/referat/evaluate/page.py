"""An evaluation as one HTML page: the tables, and every post with gold and prediction in its text.

The page needs nothing else and runs nothing. All that comes from posts is escaped by the writers it
borrows from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from referat.evaluate.evaluation import Evaluation, PostResult
from referat.evaluate.layers import Error
from referat.evaluate.measures import Confusion, Scores
from referat.evaluate.table import COLUMNS, CONFUSIONS, HEADS, figure, rows
from referat.summary import Summary
from referat.writers.escape import html
from referat.writers.html import POLICY, style
from referat.writers.marked import marked_text
from referat.writers.view import View, sentences


@cache
def _own_style() -> str:
    return resources.files("referat.evaluate").joinpath("page.css").read_text(encoding="utf-8")


def page(evaluation: Evaluation) -> str:
    """The whole page, ending in a newline."""
    title = f"referat: {evaluation.split} of {evaluation.corpus.folder.name}"
    worst = [result.post.name for result in evaluation.worst]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html(title)}</title>\n<style>\n{style()}{_own_style()}</style>\n</head>\n<body>\n"
        f"<h1>{html(title)}</h1>\n"
        f'<p class="meta">{len(evaluation.results)} posts, corpus {evaluation.corpus.digest}</p>\n'
        "<h2>End to end, and each stage on gold input</h2>\n"
        f"{_table(HEADS, rows(evaluation))}"
        f"{''.join(_confusions(evaluation))}"
        f"<h2>By format</h2>\n{_groups(evaluation.by_format)}"
        f"<h2>By phenomenon</h2>\n{_groups(evaluation.by_tag)}"
        f"<h2>The worst posts</h2>\n<ol>{''.join(_links(worst))}</ol>\n"
        f"<h2>All posts: gold and prediction</h2>\n"
        f"{''.join(_post(result) for result in evaluation.results)}</body>\n</html>\n"
    )


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{html(cell)}</th>" for cell in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{html(cell)}</td>' for cell in line)}</tr>\n" for line in lines
    )
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>{body}</tbody></table></div>\n"
    )


def _confusions(evaluation: Evaluation) -> Iterator[str]:
    for name in CONFUSIONS:
        measure = evaluation.end_to_end.get(name)
        if isinstance(measure, Confusion) and measure.counts:
            lines = [
                [gold, *(str(measure.counts[gold, told]) for told in measure.labels)]
                for gold in measure.labels
            ]
            yield f"<h3>{html(name)}: rows gold, columns predicted</h3>\n"
            yield _table(["", *measure.labels], lines)


def _groups(groups: Mapping[str, tuple[int, Scores]]) -> str:
    lines = [
        [
            name,
            str(count),
            *(figure(scores[key].value if key in scores else None) for key in COLUMNS),
        ]
        for name, (count, scores) in groups.items()
    ]
    return _table(["", "posts", *COLUMNS.values()], lines)


def _links(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield f'<li><a href="#{html(name)}">{html(name)}</a></li>\n'


def _post(result: PostResult) -> str:
    name = html(result.post.name)
    hard = f"<p>Hard: {html(result.post.card.hard)}</p>\n" if result.post.card.hard else ""
    return (
        f'<details id="{name}"><summary>{html(result.post.path.name)} '
        f"({result.mark:.3f}, {len(result.scored.errors)} differences)</summary>\n"
        f'<p class="meta">{html(", ".join(result.post.card.tags))}</p>\n{hard}'
        f"{_errors(result.scored.errors)}"
        '<div class="sides">\n'
        f"{_side('gold', f'{name}-g-', result.post.gold)}"
        f"{_side('predicted', f'{name}-p-', result.predicted)}"
        "</div>\n</details>\n"
    )


def _errors(errors: Iterable[Error]) -> str:
    return _table(
        ("layer", "what", "gold", "predicted"),
        ((error.layer, error.what, error.gold, error.predicted) for error in errors),
    )


def _side(title: str, prefix: str, summary: Summary) -> str:
    """One side: the marked text, and the digest below."""
    view = View.of_text(summary, "en", prefix)
    told = ""
    for code in ("sv", "en"):
        for sentence in sentences(summary, code):
            evidence = html(", ".join(view.label(key) for key in sentence.evidence))
            told += f'<li lang="{code}">{html(sentence.text)} <i class="meta">{evidence}</i></li>\n'
    return (
        f"<section><h3>{title}</h3>\n{marked_text(view)}\n"
        f"<h4>digest</h4>\n<ul>{told}</ul></section>\n"
    )
