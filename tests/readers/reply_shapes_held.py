"""Ways to show answers that were written before the rules and held against them only after."""

from __future__ import annotations

from readers.comment_shapes import Shape
from readers.comment_shapes_pages import BLOG, TABLES, TODAY

_HEADED = "<h3>Kommentarer ({count})</h3>{comments}"

SHAPES: dict[str, Shape] = {
    "indent_in_em": Shape(
        TODAY % _HEADED,
        "<section class='kom' style='margin-left: {depth}em'><h4>{author}</h4>"
        "<small>{day}</small>{p}</section>",
    ),
    "css_variable": Shape(
        TODAY % _HEADED,
        "<div class='kom' style='--depth: {depth}'><b>{author}</b> <time>{day}</time>{p}</div>",
    ),
    "aria_level": Shape(
        TODAY % _HEADED,
        "<div class='kom' role='treeitem' aria-level='{level}'><b>{author}</b>"
        " <time>{day}</time>{p}</div>",
    ),
    "answer_class": Shape(
        BLOG % _HEADED,
        "<div class='kom niva{level}'><p class='h'>{author}, {ymd} {clock}</p>{p}</div>",
    ),
    "parent_number_in_line": Shape(
        BLOG % _HEADED,
        "<div class='kom'><p class='h'>{number}. {author} {ymd} {clock} {answer}</p>{p}</div>",
        answer="(svar på {parent_number})",
    ),
    "to_link_above": Shape(
        BLOG % _HEADED,
        "<div class='kom' id='svar_{id}'>{answer}<p class='h'><b>{author}</b> {ymd}</p>{p}</div>",
        answer="<p><a href='/post#svar_{parent}'>Visa inlägget som besvaras</a></p>",
    ),
    "attribute_thread": Shape(
        TODAY % _HEADED,
        "<div class='kom' data-comment-id='{id}' data-reply-to-id='{parent}'><b>{author}</b>"
        " <time>{day}</time>{p}</div>",
        flat=True,
    ),
    "columns": Shape(
        TABLES % _HEADED,
        "<table><tr><td style='padding-left:{indent}px'><b>{author}</b><br>{ymd}</td>"
        "<td>{br}</td></tr></table>",
    ),
    "deep_boxes": Shape(
        TODAY % _HEADED,
        "<div class='x1'><div class='x2'><div class='x3'><b>{author}</b> <time>{day}</time></div>"
        "<div class='x4'>{p}</div></div><div class='x5'>{children}</div></div>",
    ),
    "hr_and_answers": Shape(
        BLOG % _HEADED,
        "<div class='kom'><b>{author}</b> skrev {day}:{p}"
        "<div class='svaren'>{children}</div></div>",
    ),
}
