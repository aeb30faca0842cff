"""Comments that show in as many ways as sites have found which comment they answer."""

from __future__ import annotations

from readers.comment_shapes import Shape
from readers.comment_shapes_pages import BLOG, TABLES, TODAY

_HEADED = "<h3>{count} kommentarer</h3>{comments}"

SHAPES: dict[str, Shape] = {
    "nested_ul": Shape(
        BLOG % _HEADED,
        "<li><b>{author}</b> <i>{day} {clock}</i>{p}{children}</li>",
        "<ul>{items}</ul>",
    ),
    "nested_ol_sibling": Shape(
        TODAY % _HEADED,
        "<li><p><b>{author}</b> {day}</p>{p}</li>{children}",
        "<ol class='k'>{items}</ol>",
    ),
    "nested_div_after": Shape(
        TODAY % _HEADED,
        "<div class='rad'><span>{author}</span> <time>{day}</time>{p}</div>{children}",
        "<div class='box'>{items}</div>",
        "<div class='in'>{items}</div>",
    ),
    "padding_style": Shape(
        BLOG % _HEADED,
        "<div class='k' style='padding-left:{indent}px'><b>{author}</b> {day} {clock}{p}</div>",
    ),
    "margin_inside": Shape(
        BLOG % _HEADED,
        "<div class='k'><div style='margin-left:{indent}px'><b>{author}</b> {day} {clock}{p}"
        "</div></div>",
    ),
    "margin_shorthand": Shape(
        BLOG % _HEADED,
        "<div class='k' style='margin: 5px 0 5px {indent}px;'><b>{author}</b> {day}{p}</div>",
    ),
    "depth_class": Shape(
        TODAY % _HEADED,
        "<div class='c depth-{level}'><b>{author}</b> <time>{day}</time>{p}</div>",
    ),
    "nesting_class": Shape(
        TODAY % _HEADED,
        "<div class='c-row c-row--lvl{depth}'><b>{author}</b> <time>{day}</time>{p}</div>",
    ),
    "data_depth": Shape(
        TODAY % _HEADED,
        "<div class='c-row' data-depth='{depth}'><b>{author}</b> <time>{day}</time>{p}</div>",
    ),
    "data_parent": Shape(
        TODAY % _HEADED,
        "<div class='c-row' data-id='{id}' data-parent='{parent}'><b>{author}</b>"
        " <time>{day}</time>{p}</div>",
        flat=True,
    ),
    "svar_pa_nummer": Shape(
        BLOG % _HEADED,
        "<div class='k'>#{number} <b>{author}</b> {day} {clock}{answer}{p}</div>",
        answer="<p>Svar på #{parent_number}</p>",
    ),
    "in_reply_to_link": Shape(
        TODAY % _HEADED,
        "<div class='k' id='k{id}'><b>{author}</b> <time>{day}</time> {answer}{p}</div>",
        answer="<a href='#k{parent}'>som svar på {to}</a>",
    ),
    "svar_till_namn": Shape(
        BLOG % _HEADED,
        "<div class='k'><b>{author}</b> {day} {clock}{answer}{p}</div>",
        answer="<p>Svar till {to}</p>",
    ),
    "at_name": Shape(
        BLOG % _HEADED,
        "<div class='k'><b>{author}</b> {day} {clock}<p>{answer}{text}</p></div>",
        answer="@{to}: ",
    ),
    "arrow": Shape(
        TODAY % _HEADED,
        "<div class='k'><span class='n'>{author}</span> {answer}<time>{day}</time>{p}</div>",
        answer="<span class='to'>↳ {to}</span> ",
    ),
    "discourse_arrow": Shape(
        TODAY % _HEADED,
        "<article class='p'><header><b>{author}</b> {answer}<time>{day}</time></header>{p}"
        "</article>",
        answer="→ <a href='/u'>{to}</a> ",
    ),
    "spacer_cells": Shape(
        TABLES % _HEADED,
        "<table width='100%'><tr><td width='{indent}'><img src='/s.gif' width='{indent}'"
        " height='1'></td><td><b>{author}</b> {day} {clock}<br>{br}</td></tr></table>",
    ),
    "details": Shape(
        TODAY % _HEADED,
        "<div class='k'><b>{author}</b> <time>{day}</time>{p}{children}</div>",
        "<div>{items}</div>",
        "<details open><summary>Visa svar</summary>{items}</details>",
    ),
    "nested_dl": Shape(
        BLOG % _HEADED,
        "<dt><b>{author}</b> {day} {clock}</dt><dd>{p}{children}</dd>",
        "<dl>{items}</dl>",
    ),
    "nested_blockquote": Shape(
        TABLES % _HEADED,
        "<div><b>{author}</b>, {day} {clock}<br>{br}{children}</div>",
        "{items}",
        "<blockquote>{items}</blockquote>",
    ),
}
