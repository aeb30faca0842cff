"""Comments as people wrote them by hand, and as today's components come out without meaning."""

from __future__ import annotations

from readers.comment_shapes import Shape
from readers.comment_shapes_pages import BLOG, FORM, TABLES, TODAY

SHAPES: dict[str, Shape] = {
    "wrote_on": Shape(
        TABLES % "<h3>Kommentarer</h3>{comments}",
        "<p><b>{author}</b> skrev den {day} kl {dot}:</p>{p}<hr>",
        nests=False,
    ),
    "heading_small": Shape(
        TODAY % "<h2>Kommentarer</h2>{comments}",
        "<h4>{author} <small>{day}</small></h4>{p}",
        nests=False,
    ),
    "slash_after": Shape(
        TABLES % "<h3>Läsarna skriver</h3>{comments}",
        "<p>{br}<br><i>/{author}, {d}/{m} {year}</i></p>",
        nests=False,
    ),
    "dash_after": Shape(
        BLOG % "<div class='kommentarer'><h3>{count} kommentarer</h3>{comments}</div>",
        "<div class='box'>{p}<p align='right'>&mdash; {author}, den {day}</p></div>",
        nests=False,
    ),
    "posted_by_after": Shape(
        TABLES % "<b>Kommentarer</b><br><br>{comments}",
        "{br}<br><b>Postat av: {author}</b> <font size='1'>{ymd} @ {seconds}</font><br><br>",
        nests=False,
    ),
    "guest_book": Shape(
        TABLES % "<h3>Kommentarer</h3>{comments}",
        """<table border="1"
width="100%"><tr><td>Namn:</td><td>{author}</td></tr><tr><td>Datum:</td>
<td>{ymd} {clock}</td></tr><tr><td>Kommentar:</td><td>{br}</td></tr></table><br>""",
        nests=False,
    ),
    "two_columns": Shape(
        TABLES % "<h3>Kommentarer</h3>{comments}",
        """<tr><td width="120" valign="top"><b>{author}</b><br><font size="1">{ymd}
{clock}</font></td>
<td valign="top">{br}</td></tr>""",
        "<table border='0' cellpadding='4'>{items}</table>",
        nests=False,
    ),
    "image_alt": Shape(
        TODAY % "<div class='talk'><h2>Kommentarer</h2>{comments}</div>",
        """<div class="row"><img src="/p/{id}.png" alt="{author}"><div class="bubble">{p}<span
title="{ymd} {clock}">{ago}</span></div></div>""",
        nests=False,
    ),
    "link_title": Shape(
        TODAY % "<div class='feedback'><h2>Kommentarer</h2>{comments}</div>",
        """<li><a href="/medlem/{id}" title="{author}"><img src="/p/{id}.png"
alt=""></a><div>{p}</div>
<abbr title="{iso}">{ago}</abbr></li>""",
        "<ul>{items}</ul>",
        nests=False,
    ),
    "image_alt_of": Shape(
        TODAY % "<section class='comments'><h2>Kommentarer</h2>{comments}</section>",
        """<div class="comment"><img src="/p/{id}.png" alt="Bild på {author}"><div>{p}</div><em>{d}
{month} {year}</em></div>""",
        nests=False,
    ),
    "linked_data": Shape(
        TODAY % "<section id='comments'><h2>Kommentarer</h2>{comments}</section>",
        """<div id="c{id}"><script type="application/ld+json">{{"@context": "https://schema.org",
"@type": "Comment", "dateCreated": "{iso}", "author": {{"@type": "Person", "name": "{author}"}}}}
</script>{p}</div>""",
        nests=False,
    ),
    "bare_articles": Shape(
        TODAY % "<section><h2>{count} kommentarer</h2>{comments}</section>",
        """<article><p><strong>{author}</strong></p>{p}<p><small>{weekday} {day},
{clock}</small></p>
</article>""",
        nests=False,
    ),
    "footer_articles": Shape(
        TODAY % "<section><h2>Kommentarer</h2>{comments}</section>",
        "<article>{p}<footer>{author}, <time>{day}</time></footer>{children}</article>",
    ),
    "hand_dl": Shape(
        BLOG % "<h3>Kommentarer</h3>{comments}",
        "<dt>{author}, {d} {month} {year} kl. {dot}</dt><dd>{p}{children}</dd>",
        "<dl>{items}</dl>",
    ),
    "hand_ol": Shape(
        BLOG % "<h3>Kommentarer</h3>{comments}",
        "<li><b>{author}:</b> {br} <i>({day})</i>{children}</li>",
        "<ol>{items}</ol>",
    ),
    "swedish_levels": Shape(
        BLOG % "<div id='kommentarer'><h3>Kommentarer</h3>{comments}</div>",
        """<div class="kommentar niva-{level}"><p class="namn">{author}</p><p class="datum">den
{d}:e
{month} {year}</p>{p}<a href="#" class="svara">Svara {author}</a></div>""",
        flat=True,
    ),
    "data_parent": Shape(
        TODAY % "<div class='c-thread'><h2>Kommentarer</h2>{comments}</div>",
        """<div class="c-thread__item" data-id="{id}" data-parent-id="{parent}"><div
class="c-thread__head"><span class="c-thread__who">{author}</span><span class="c-thread__when"
data-timestamp="{utime}">{ago}</span></div><div class="c-thread__text">{p}</div></div>""",
        flat=True,
    ),
    "utilities": Shape(
        TODAY % "<div class='mt-8'><h3 class='text-lg'>Kommentarer</h3>{comments}</div>",
        """<div class="flex mb-4"><img class="rounded-full" src="/a.png" alt=""><div
class="flex-1"><p
class="text-sm font-semibold">{author}</p><p class="text-xs text-gray-500">{day}</p><div
class="mt-1 text-base">{p}</div><div class="ml-8">{children}</div></div></div>""",
    ),
    "hashed": Shape(
        TODAY % "<div class='css-1x2y'><h2 class='sc-abc'>{count} kommentarer</h2>{comments}</div>",
        """<div class="sc-fHj css-9k1"><div class="sc-eKs css-0"><span
class="css-7hd">{author}</span><span
class="css-88q">{d} {short} {year} {clock}</span></div><div class="css-i3n">{p}</div><button
class="css-btn">Svara</button>{children}</div>""",
        inner="<div class='css-kid'>{items}</div>",
    ),
    "answer_to_name": Shape(
        TODAY % "<div class='comments'><h2>Kommentarer</h2>{comments}</div>",
        """<div class="comment" id="k{id}"><div class="by">Av {author} {answer}{ymd} kl
{clock}</div>
{p}<a href="#r">Svara</a></div>""",
        answer="<a href='#k{parent}'>svar till @{to}</a> ",
        flat=True,
    ),
    "names_with_colon": Shape(
        TABLES % "<p><b>Kommentarer:</b></p>{comments}",
        "<p><b>{author}:</b> {br}<br><font color='gray' size='1'>{d} {month} {year}</font></p>",
        nests=False,
    ),
    "name_at_date": Shape(
        BLOG % "<div class='comments'><h3>Vad säger läsarna?</h3>{comments}</div>" + FORM,
        """<div class="c"><p class="meta">{author} @ {ymd}, {clock}</p><blockquote>{p}</blockquote>
</div>""",
        nests=False,
    ),
    "date_first": Shape(
        BLOG % "<h3>{count} kommentarer</h3>{comments}",
        "<div class='k'><span>{ymd} kl. {dot}</span> skrev <b>{author}</b><br />{br}</div>",
        nests=False,
    ),
    "slashed_heading": Shape(
        BLOG % "<h3>Kommentarer</h3>{comments}",
        "<h5>{number}. {author} ({d}/{m}-{yy})</h5>{p}",
        nests=False,
    ),
}
