"""Comments in shapes that were written after the rules, and that no rule was made for."""

from __future__ import annotations

from readers.comment_shapes import Shape
from readers.comment_shapes_pages import BLOG, TABLES, TODAY

SHAPES: dict[str, Shape] = {
    "short_names": Shape(
        BLOG % "<h3>{count} kommentarer</h3>{comments}",
        """<li><div class="u"><a href="/u/{id}">{author}</a> <em>({day} {clock})</em></div><div
class="t">{p}</div></li>""",
        "<ul class='cmt'>{items}</ul>",
        nests=False,
    ),
    "cards": Shape(
        TODAY % "<section><h2>Kommentarer ({count})</h2>{comments}</section>",
        """<div class="c-card"><div><img src="/a.png" alt="{author}'s photo"><div><a
href="/@{id}">{author}</a><p>{english}</p></div></div><section>{p}</section></div>""",
        nests=False,
    ),
    "board": Shape(
        TABLES % "<b>Kommentarer</b>{comments}",
        """<div class="post"><div class="post-heading">{ymd}, {clock} <a
href="#p{id}">#{number}</a></div><div class="post-row"><div class="post-left"><a
class="post-user-username"
href="/u">{author}</a><div>Medlem</div></div><div class="post_message">{br}</div></div></div>""",
        nests=False,
    ),
    "signed_after": Shape(
        BLOG % "<div class='kommentarer'><h2>Kommentarer</h2>{comments}</div>",
        """<div class="k">{p}</div><div class="ks">Signerat: {author} | {dot} den {day}</div>""",
        nests=False,
    ),
    "votes": Shape(
        TODAY % "<div class='commentarea'><h2>{count} kommentarer</h2>{comments}</div>",
        """<div class="thing id-{id}"><p class="tagline"><a class="author" href="/u">{author}</a>
<span class="score">3 poäng</span> <time title="{weekday} {day} {clock}"
datetime="{iso}">{ago}</time></p><div class="md">{p}</div><ul class="flat-list"><li><a
href="#{id}">permalänk</a></li><li><a href="#">svara</a></li></ul><div
class="child">{children}</div>
</div>""",
    ),
    "thread_of_games": Shape(
        TODAY % "<div class='commentthread_area'><h3>Kommentarer</h3>{comments}</div>",
        """<div class="commentthread_comment"><div class="commentthread_comment_author"><a
href="/id"><bdi>{author}</bdi></a> <span class="commentthread_comment_timestamp"
title="{day} {clock}">{d} {short}, {year} @ {clock}</span></div><div
class="commentthread_comment_text">{br}</div></div>""",
        nests=False,
    ),
    "numbered_terms": Shape(
        BLOG % "<h3>Läsarnas röster</h3>{comments}",
        "<dt><span>#{number}</span> {author} &ndash; {day}</dt><dd>{p}</dd>",
        "<dl class='gb'>{items}</dl>",
        nests=False,
    ),
    "field_sets": Shape(
        TABLES % "<h4>Kommentarer</h4>{comments}",
        "<fieldset><legend>{author}, {day}</legend>{br}</fieldset>",
        nests=False,
    ),
    "quoted_with_footer": Shape(
        TODAY % "<section><h2>Läsarkommentarer</h2>{comments}</section>",
        "<div><p>{br}</p><footer>&mdash; {author}, {d}/{m} {year}</footer></div>",
        nests=False,
    ),
    "columns_of_css": Shape(
        TODAY % "<div id='kommentarer'><h2>Kommentarer</h2>{comments}</div>",
        """<div class="rad"><div class="kol-1"><img src="/u.png" alt=""><div>{author}</div>
<div>{ymd}</div></div><div class="kol-2">{p}</div></div>""",
        nests=False,
    ),
}
